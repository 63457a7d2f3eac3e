package org.researchtracker.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import org.researchtracker.media.MetadataStripper.MalformedException;

/**
 * PNG without texts, EXIF and Content Credentials (C2PA); XMP is a text (W3C PNG, third edition,
 * 5.3 and 11.3).
 */
final class PngStripper {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final Set<String> METADATA = Set.of("tEXt", "zTXt", "iTXt", "caBX");
  private static final int MAX_EXIF = 1 << 16;

  private final DataInputStream in;
  private final OutputStream out;

  PngStripper(DataInputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  void strip() throws IOException, MalformedException {
    byte[] signature = MetadataStripper.read(in, SIGNATURE.length);
    if (!Arrays.equals(signature, SIGNATURE)) {
      throw new MalformedException("no PNG");
    }
    out.write(signature);
    String type = "";
    while (!type.equals("IEND")) {
      byte[] head = MetadataStripper.read(in, 8);
      long length = ByteBuffer.wrap(head).getInt() & 0xffffffffL;
      type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
      if (METADATA.contains(type)) {
        MetadataStripper.skip(in, length + 4);
      } else if (type.equals("eXIf")) {
        exif(length);
      } else {
        out.write(head);
        MetadataStripper.copy(in, length + 4, out);
      }
    }
  }

  private void exif(long length) throws IOException, MalformedException {
    byte[] exif = MetadataStripper.read(in, (int) Math.min(length, MAX_EXIF));
    MetadataStripper.skip(in, length - exif.length + 4);
    int orientation = Orientation.of(exif, 0);
    if (orientation == Orientation.NORMAL) {
      return;
    }
    byte[] block = Orientation.block(orientation);
    ByteBuffer chunk = ByteBuffer.allocate(12 + block.length);
    chunk.putInt(block.length).put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(block);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + block.length);
    out.write(chunk.putInt((int) crc.getValue()).array());
  }
}
