package org.researchtracker.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * Copies a picture without what it says of people and places: texts, EXIF with its GPS, XMP, IPTC,
 * Content Credentials (C2PA), previews and whatever was appended. Pixels, colour profiles and
 * animations stay to the byte. The one thing of EXIF that stays is the orientation, without which a
 * photo would lie on its side.
 *
 * <p>Fails closed: a picture whose structure is not understood is not copied. Memory is bounded by
 * one EXIF block of at most 64 KiB. All methods are pure and safe for use by several threads.
 */
public final class MetadataStripper {
  private static final Set<MediaFormat> FORMATS =
      EnumSet.of(MediaFormat.PNG, MediaFormat.JPEG, MediaFormat.WEBP);

  private MetadataStripper() {}

  /** A picture that can be read from its start more than once. */
  @FunctionalInterface
  public interface Source {
    /** Opens it. */
    InputStream open() throws IOException;
  }

  /** The picture is not built as its format wants it. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Whether this format is understood; others cannot be stripped. */
  public static boolean handles(MediaFormat format) {
    return FORMATS.contains(format);
  }

  /**
   * Copies a picture without its metadata. The last stream that was opened is read to its end.
   *
   * @throws MalformedException if its structure is not understood; a part may have been written
   * @throws IOException if it cannot be read or written
   */
  public static void strip(MediaFormat format, Source source, OutputStream out)
      throws IOException, MalformedException {
    switch (format) {
      case PNG -> {
        try (DataInputStream in = open(source)) {
          new PngStripper(in, out).strip();
          drain(in);
        }
      }
      case JPEG -> {
        try (DataInputStream in = open(source)) {
          new JpegStripper(in, out).strip();
          drain(in);
        }
      }
      case WEBP -> WebpStripper.strip(source, out);
      default -> throw new IllegalArgumentException("format: " + format);
    }
  }

  static DataInputStream open(Source source) throws IOException {
    return new DataInputStream(new BufferedInputStream(source.open(), 1 << 16));
  }

  static void drain(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Copies so many bytes. */
  static void copy(InputStream in, long count, OutputStream out)
      throws IOException, MalformedException {
    byte[] part = new byte[1 << 14];
    long left = count;
    while (left > 0) {
      int n = in.read(part, 0, (int) Math.min(part.length, left));
      if (n < 0) {
        throw new MalformedException("it ends too early");
      }
      out.write(part, 0, n);
      left -= n;
    }
  }

  static void skip(InputStream in, long count) throws IOException, MalformedException {
    copy(in, count, OutputStream.nullOutputStream());
  }

  static byte[] read(DataInputStream in, int count) throws IOException, MalformedException {
    byte[] bytes = new byte[count];
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw new MalformedException("it ends too early");
    }
    return bytes;
  }
}
