package org.researchtracker.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a format from a file's first bytes.
 *
 * <p>A small table and not a library: what is on offer brings megabytes of parsers for the thirty
 * types that pipelines write, and guesses from names. Signatures are taken from the documents named
 * at {@link MediaFormat}; where a signature is short, more of the header is checked (BMP's sizes, a
 * second MP3 frame, STL's length). Only formats without a signature use the file name's extension,
 * and only as a hint: the bytes must agree.
 *
 * <p>What is not a medium stays unknown on purpose: logs, indexes (SQLite), scripts ({@code #!}),
 * dot-files, archives and any other binary. All methods are pure, never throw on any bytes, and are
 * safe for use by several threads at once.
 */
public final class MediaSniffer {

  /** How many bytes from the start are looked at; more make no difference. */
  public static final int HEAD_BYTES = 4096;

  /** log-format.md, Files: what a log is called, rotated and compressed ones too. */
  private static final Pattern LOG_NAME =
      Pattern.compile("(?i).*\\.jsonl(\\.\\d+|-\\d[\\d-]*)?(\\.gz)?", Pattern.DOTALL);

  /** Sizes of the DIB headers that exist: RFC 7903 and Microsoft's header types. */
  private static final List<Long> DIB_HEADER_SIZES =
      List.of(12L, 16L, 40L, 52L, 56L, 64L, 108L, 124L);

  private MediaSniffer() {}

  /**
   * The format of these bytes.
   *
   * @param head the file's first bytes, at least the lesser of {@link #HEAD_BYTES} and {@code
   *     totalLength}; not kept, not changed
   * @param totalLength bytes in the whole file
   * @param fileName the file's name, for its extension; a path or an empty text will do
   * @return empty where it is no medium of a known type
   */
  public static Optional<MediaFormat> sniff(byte[] head, long totalLength, String fileName) {
    String name = lastComponent(fileName);
    if (head.length == 0 || name.startsWith(".") || LOG_NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Head bytes = new Head(head, Math.min(head.length, HEAD_BYTES), totalLength);
    return image(bytes)
        .or(() -> AudioSignatures.sniff(bytes))
        .or(() -> ContainerSignatures.sniff(bytes, extension(name)))
        .or(() -> modelOrDocument(bytes))
        .or(() -> TextFormats.sniff(bytes, extension(name)));
  }

  /**
   * The format of a file, by its first bytes; a link is not followed.
   *
   * @return empty where it is no medium of a known type
   * @throws IOException if it cannot be read
   */
  public static Optional<MediaFormat> sniff(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      byte[] head = bytes.read(0, HEAD_BYTES);
      // A file that grows meanwhile must not look shorter than what was read of it.
      return sniff(head, Math.max(bytes.size(), head.length), String.valueOf(file.getFileName()));
    }
  }

  private static Optional<MediaFormat> image(Head head) {
    if (head.at(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of(MediaFormat.PNG);
    }
    if (head.at(0, 0xff, 0xd8, 0xff)) {
      return Optional.of(MediaFormat.JPEG);
    }
    if (head.at(0, "RIFF") && head.at(8, "WEBP")) {
      return Optional.of(MediaFormat.WEBP);
    }
    if (head.at(0, "GIF87a") || head.at(0, "GIF89a")) {
      return Optional.of(MediaFormat.GIF);
    }
    if (isBmp(head)) {
      return Optional.of(MediaFormat.BMP);
    }
    if (isTiff(head)) {
      return Optional.of(MediaFormat.TIFF);
    }
    return Optional.empty();
  }

  /** Two letters are too few to go by: the header's sizes must fit each other. */
  private static boolean isBmp(Head head) {
    long headerSize = head.u32le(14);
    return head.at(0, "BM")
        && DIB_HEADER_SIZES.contains(headerSize)
        && head.u32le(10) >= 14 + headerSize
        && head.u32le(10) <= head.totalLength();
  }

  private static boolean isTiff(Head head) {
    return head.at(0, 'I', 'I', 42, 0)
        || head.at(0, 'M', 'M', 0, 42)
        || head.at(0, 'I', 'I', 43, 0, 8, 0)
        || head.at(0, 'M', 'M', 0, 43, 0, 8);
  }

  private static Optional<MediaFormat> modelOrDocument(Head head) {
    if (head.at(0, "glTF") && (head.u32le(4) == 1 || head.u32le(4) == 2)) {
      return Optional.of(MediaFormat.GLB);
    }
    if (isPly(head)) {
      return Optional.of(MediaFormat.PLY);
    }
    if (isBinaryStl(head)) {
      return Optional.of(MediaFormat.STL);
    }
    if (head.at(0, "%PDF-")) {
      return Optional.of(MediaFormat.PDF);
    }
    return Optional.empty();
  }

  private static boolean isPly(Head head) {
    return head.at(0, "ply\nformat ")
        || head.at(0, "ply\r\nformat ")
        || head.at(0, "ply\rformat ")
        || head.at(0, "ply\ncomment ")
        || head.at(0, "ply\r\ncomment ");
  }

  /** 80 bytes of anything, the count of triangles, 50 bytes each: only the length can tell. */
  private static boolean isBinaryStl(Head head) {
    long triangles = head.u32le(80);
    return triangles > 0 && head.totalLength() == 84 + 50 * triangles;
  }

  private static String lastComponent(String fileName) {
    return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
