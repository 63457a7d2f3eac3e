package org.researchtracker.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.researchtracker.media.MetadataStripper.MalformedException;
import org.researchtracker.media.MetadataStripper.Source;

/**
 * WebP (RFC 9649, section 2) without the chunks for EXIF, XMP and Content Credentials (C2PA). Goes
 * through the file twice, because its length stands at the beginning.
 */
final class WebpStripper {
  private static final int EXIF_FLAG = 0x08;
  private static final int XMP_FLAG = 0x04;
  private static final int MAX_EXIF = 1 << 16;

  private int orientation = Orientation.NORMAL;
  private long kept = 4;

  private WebpStripper() {}

  static void strip(Source source, OutputStream out) throws IOException, MalformedException {
    WebpStripper stripper = new WebpStripper();
    try (DataInputStream in = MetadataStripper.open(source)) {
      stripper.walk(in, OutputStream.nullOutputStream(), false);
    }
    try (DataInputStream in = MetadataStripper.open(source)) {
      stripper.walk(in, out, true);
      MetadataStripper.drain(in);
    }
  }

  /** Goes through all chunks: first to measure what stays, then to write it. */
  private void walk(DataInputStream in, OutputStream out, boolean write)
      throws IOException, MalformedException {
    byte[] head = MetadataStripper.read(in, 12);
    if (!text(head, 0).equals("RIFF") || !text(head, 8).equals("WEBP")) {
      throw new MalformedException("no WebP");
    }
    byte[] exif = write && orientation != Orientation.NORMAL ? exifChunk() : new byte[0];
    if (write) {
      out.write(head, 0, 4);
      out.write(little(kept + exif.length));
      out.write(head, 8, 4);
    }
    long left = u32(head, 4) - 4;
    while (left >= 8) {
      byte[] chunk = MetadataStripper.read(in, 8);
      long size = u32(chunk, 4);
      long padded = size + (size & 1);
      if (padded > left - 8) {
        throw new MalformedException("a chunk is longer than the file");
      }
      left -= 8 + padded;
      chunk(text(chunk, 0), chunk, size, padded, in, out);
      if (!write && !isMetadata(text(chunk, 0))) {
        kept += 8 + padded;
      }
    }
    out.write(exif);
  }

  private void chunk(
      String type, byte[] head, long size, long padded, DataInputStream in, OutputStream out)
      throws IOException, MalformedException {
    if (type.equals("EXIF")) {
      byte[] exif = MetadataStripper.read(in, (int) Math.min(size, MAX_EXIF));
      MetadataStripper.skip(in, padded - exif.length);
      // Some writers put JPEG's own heading before the block.
      boolean headed = exif.length > 6 && text(exif, 0).equals("Exif");
      orientation = Orientation.of(exif, headed ? 6 : 0);
    } else if (isMetadata(type)) {
      MetadataStripper.skip(in, padded);
    } else if (type.equals("VP8X") && size >= 1) {
      out.write(head);
      int flags = MetadataStripper.read(in, 1)[0] & ~(EXIF_FLAG | XMP_FLAG);
      out.write(orientation == Orientation.NORMAL ? flags : flags | EXIF_FLAG);
      MetadataStripper.copy(in, padded - 1, out);
    } else {
      out.write(head);
      MetadataStripper.copy(in, padded, out);
    }
  }

  private static boolean isMetadata(String type) {
    return type.equals("EXIF") || type.equals("XMP ") || type.equals("C2PA");
  }

  private byte[] exifChunk() {
    byte[] block = Orientation.block(orientation);
    return ByteBuffer.allocate(8 + block.length)
        .put("EXIF".getBytes(StandardCharsets.US_ASCII))
        .put(little(block.length))
        .put(block)
        .array();
  }

  private static String text(byte[] bytes, int offset) {
    return new String(bytes, offset, 4, StandardCharsets.ISO_8859_1);
  }

  private static long u32(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset) & 0xffffffffL;
  }

  private static byte[] little(long value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array();
  }
}
