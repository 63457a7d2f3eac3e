package org.researchtracker.media;

import java.util.Optional;
import java.util.Set;

/** ISO base media files (MP4's family) and EBML (Matroska's). Documents: {@link MediaFormat}. */
final class ContainerSignatures {

  /** Registered at mp4ra.org; brands of other families (JPEG 2000, raw photos) stay unknown. */
  private static final Set<String> VIDEO_BRANDS =
      Set.of(
          "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
          "avc1", "dash", "M4V ", "M4VH", "M4VP", "MSNV", "f4v ");

  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

  /** Of a top-level box in a QuickTime file from before {@code ftyp}. */
  private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide");

  private ContainerSignatures() {}

  static Optional<MediaFormat> sniff(Head head, String extension) {
    if (head.at(0, 0x1a, 0x45, 0xdf, 0xa3)) {
      return ebml(head);
    }
    if (head.at(4, "ftyp")) {
      return isoBaseMedia(head).or(() -> ofUnknownBrand(extension));
    }
    long size = head.u32be(0);
    boolean fits = size <= 1 || (size >= 8 && size <= head.totalLength());
    return fits && head.has(0, 16) && OLD_QUICKTIME.contains(head.latin1(4, 4))
        ? Optional.of(MediaFormat.MOV)
        : Optional.empty();
  }

  /** ISO/IEC 14496-12, 4.3: the major brand, a version, then compatible brands to the box's end. */
  private static Optional<MediaFormat> isoBaseMedia(Head head) {
    Optional<MediaFormat> major = ofBrand(head.latin1(8, 4));
    // Picture files may name a general brand first and say which picture among the others.
    boolean general = head.at(8, "mif1") || head.at(8, "msf1");
    if (major.isPresent() && !general) {
      return major;
    }
    long end = Math.min(head.u32be(0), head.length());
    for (int offset = 16; offset + 4 <= end; offset += 4) {
      Optional<MediaFormat> compatible = ofBrand(head.latin1(offset, 4));
      if (compatible.isPresent() && !(general && compatible.equals(major))) {
        return compatible;
      }
    }
    return major;
  }

  /** New brands come up all the time: then the name decides which of the family it is. */
  private static Optional<MediaFormat> ofUnknownBrand(String extension) {
    return MediaFormat.ofExtension(extension)
        .filter(
            format ->
                format == MediaFormat.MP4
                    || format == MediaFormat.M4A
                    || format == MediaFormat.MOV
                    || format == MediaFormat.HEIC
                    || format == MediaFormat.AVIF);
  }

  private static Optional<MediaFormat> ofBrand(String brand) {
    if (brand.equals("avif") || brand.equals("avis")) {
      return Optional.of(MediaFormat.AVIF);
    }
    if (HEIC_BRANDS.contains(brand)) {
      return Optional.of(MediaFormat.HEIC);
    }
    if (brand.equals("M4A ") || brand.equals("M4B ")) {
      return Optional.of(MediaFormat.M4A);
    }
    if (brand.equals("qt  ")) {
      return Optional.of(MediaFormat.MOV);
    }
    return VIDEO_BRANDS.contains(brand) ? Optional.of(MediaFormat.MP4) : Optional.empty();
  }

  /** RFC 8794, 11.2.6: the header's DocType element (4282) names what EBML holds. */
  private static Optional<MediaFormat> ebml(Head head) {
    String header = head.latin1(4, 60);
    int docType = header.indexOf("B\u0082");
    if (docType < 0) {
      return Optional.empty();
    }
    String value = header.substring(Math.min(docType + 3, header.length()));
    if (value.startsWith("webm")) {
      return Optional.of(MediaFormat.WEBM);
    }
    return value.startsWith("matroska") ? Optional.of(MediaFormat.MKV) : Optional.empty();
  }
}
