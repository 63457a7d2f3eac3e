package org.researchtracker.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/** Small PNG files, made as the standard says; the pixels are noise. */
public final class Pictures {
  private Pictures() {}

  /** Returns a picture of about so many bytes; the same seed gives the same. */
  public static byte[] png(int bytes, long seed) {
    byte[] pixels = new byte[Math.max(1, bytes - 57)];
    new Random(seed).nextBytes(pixels);
    return png(pixels, new byte[0]);
  }

  /** Returns a picture that holds a text chunk. */
  public static byte[] pngWithText(String keyword, String text, long seed) {
    byte[] pixels = new byte[500];
    new Random(seed).nextBytes(pixels);
    return png(pixels, chunk("tEXt", (keyword + "\0" + text).getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a picture with chunks between head and pixels. */
  public static byte[] png(byte[] pixels, byte[] chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeBytes(chunk("IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0}));
    out.writeBytes(chunks);
    out.writeBytes(chunk("IDAT", pixels));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  /** Returns one chunk with its length and checksum. */
  public static byte[] chunk(String type, byte[] body) {
    byte[] chunk = new byte[12 + body.length];
    ByteBuffer out = ByteBuffer.wrap(chunk);
    out.putInt(body.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(body);
    CRC32 crc = new CRC32();
    crc.update(chunk, 4, 4 + body.length);
    out.putInt((int) crc.getValue());
    return chunk;
  }
}
