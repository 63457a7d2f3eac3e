package org.researchtracker.media;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The types of media that are known, each with its MIME type (IANA's registry where it has one),
 * and the file-name extensions in use, the usual one first. How each is told from its bytes, and
 * the document that says so, stands with the sniffing code.
 */
public enum MediaFormat {
  /** RFC 2083; W3C PNG, third edition. */
  PNG("image/png", Kind.IMAGE, "png", "apng"),
  /** ITU-T T.81; RFC 2046. */
  JPEG("image/jpeg", Kind.IMAGE, "jpg", "jpeg", "jpe", "jfif"),
  /** RFC 9649. */
  WEBP("image/webp", Kind.IMAGE, "webp"),
  /** CompuServe GIF89a specification. */
  GIF("image/gif", Kind.IMAGE, "gif"),
  /** RFC 7903; Microsoft's BITMAPFILEHEADER. */
  BMP("image/bmp", Kind.IMAGE, "bmp", "dib"),
  /** TIFF 6.0, BigTIFF; RFC 3302. */
  TIFF("image/tiff", Kind.IMAGE, "tif", "tiff"),
  /** AV1 Image File Format 1.1 (Alliance for Open Media). */
  AVIF("image/avif", Kind.IMAGE, "avif"),
  /** ISO/IEC 23008-12; what phones upload. */
  HEIC("image/heic", Kind.IMAGE, "heic", "heif"),
  /** W3C SVG 1.1. */
  SVG("image/svg+xml", Kind.IMAGE, "svg"),
  /** Microsoft RIFF WAVE; EBU Tech 3306 (RF64). The type is the one in use, not registered. */
  WAV("audio/wav", Kind.AUDIO, "wav", "wave"),
  /** ISO/IEC 11172-3, 13818-3; RFC 3003. */
  MP3("audio/mpeg", Kind.AUDIO, "mp3"),
  /** RFC 9639. */
  FLAC("audio/flac", Kind.AUDIO, "flac"),
  /** RFC 3533, RFC 5334. */
  OGG("audio/ogg", Kind.AUDIO, "ogg", "oga"),
  /** RFC 7845: Opus in Ogg has Ogg's type and its own extension. */
  OPUS("audio/ogg", Kind.AUDIO, "opus"),
  /** ISO/IEC 14496-12 with an audio brand; RFC 4337. */
  M4A("audio/mp4", Kind.AUDIO, "m4a", "m4b"),
  /** ISO/IEC 14496-14; RFC 4337. */
  MP4("video/mp4", Kind.VIDEO, "mp4", "m4v"),
  /** Apple QuickTime File Format. */
  MOV("video/quicktime", Kind.VIDEO, "mov", "qt"),
  /** WebM Container Guidelines. */
  WEBM("video/webm", Kind.VIDEO, "webm"),
  /** RFC 9559. */
  MKV("video/matroska", Kind.VIDEO, "mkv"),
  /** RFC 5334: Ogg that begins with a film. */
  OGV("video/ogg", Kind.VIDEO, "ogv"),
  /** Khronos glTF 2.0, section 4 (GLB). */
  GLB("model/gltf-binary", Kind.MODEL, "glb"),
  /** Khronos glTF 2.0. */
  GLTF("model/gltf+json", Kind.MODEL, "gltf"),
  /** Wavefront OBJ, as the Library of Congress describes it (fdd000507). */
  OBJ("model/obj", Kind.MODEL, "obj"),
  /** 3D Systems STL, text and binary (Library of Congress fdd000504 to fdd000506). */
  STL("model/stl", Kind.MODEL, "stl"),
  /** Stanford's Polygon File Format (Library of Congress fdd000501). Not registered. */
  PLY("model/ply", Kind.MODEL, "ply"),
  /** RFC 2046, RFC 3629. */
  TXT("text/plain", Kind.TEXT, "txt", "text"),
  /** RFC 8259. */
  JSON("application/json", Kind.TEXT, "json"),
  /** WHATWG HTML; RFC 2854. */
  HTML("text/html", Kind.TEXT, "html", "htm"),
  /** ISO 32000; RFC 8118. */
  PDF("application/pdf", Kind.DOCUMENT, "pdf");

  /** What a format is for. */
  public enum Kind {
    IMAGE,
    AUDIO,
    VIDEO,
    /** Three-dimensional; {@code 3d} on the wire, as in the log. */
    MODEL,
    TEXT,
    DOCUMENT;

    /** The log's word for it, such as {@code image} or {@code 3d}. */
    public String wireName() {
      return this == MODEL ? "3d" : name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<Set<MediaFormat>> FAMILIES =
      List.of(EnumSet.of(OGG, OPUS, OGV), EnumSet.of(MP4, M4A), EnumSet.of(WEBM, MKV));

  private final String mimeType;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; its type does not say so.
  private final List<String> extensions;

  MediaFormat(String mimeType, Kind kind, String... extensions) {
    this.mimeType = mimeType;
    this.kind = kind;
    this.extensions = List.of(extensions);
  }

  /** The MIME type, lower case, without parameters. */
  public String mimeType() {
    return mimeType;
  }

  public Kind kind() {
    return kind;
  }

  /** The extension that a file of this format gets, lower case, without the dot. */
  public String extension() {
    return extensions.get(0);
  }

  /** Every extension in use for it, lower case, without the dot, the usual one first. */
  public List<String> extensions() {
    return extensions;
  }

  /** The first format of that MIME type; parameters and case do not count. */
  public static Optional<MediaFormat> ofMimeType(String mimeType) {
    String bare = mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (MediaFormat format : values()) {
      if (format.mimeType.equals(bare)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The first format that this extension, lower case, without the dot, is in use for. */
  public static Optional<MediaFormat> ofExtension(String extension) {
    for (MediaFormat format : values()) {
      if (format.extensions.contains(extension)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a file of this format may bear an extension of another: one container holds several,
   * and then nobody errs.
   */
  public boolean mayBeNamedAs(MediaFormat other) {
    return this == other
        || FAMILIES.stream().anyMatch(family -> family.contains(this) && family.contains(other));
  }
}
