package org.researchtracker.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.researchtracker.media.MetadataStripper.MalformedException;

/**
 * JPEG (ITU-T T.81, annex B) without APP1 (EXIF, XMP), APP13 (IPTC), comments, previews (JFXX),
 * Content Credentials (C2PA), the list of further pictures (CIPA DC-007) and those pictures
 * themselves, which carry an EXIF of their own.
 */
final class JpegStripper {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP11 = 0xeb;
  private static final int APP13 = 0xed;
  private static final int COMMENT = 0xfe;
  private static final String EXIF = "Exif\0\0";

  /** Where a segment with a box says of which type that is: after its words, numbers and length. */
  private static final int BOX_TYPE = 12;

  private final DataInputStream in;
  private final OutputStream out;
  private boolean oriented;

  JpegStripper(DataInputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  void strip() throws IOException, MalformedException {
    byte[] start = MetadataStripper.read(in, 2);
    if ((start[0] & 0xff) != 0xff || (start[1] & 0xff) != START) {
      throw new MalformedException("no JPEG");
    }
    out.write(start);
    int marker = nextMarker();
    while (marker != END) {
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
        marker(marker);
        marker = nextMarker();
      } else {
        segment(marker);
        marker = marker == SCAN ? scan() : nextMarker();
      }
    }
    marker(END);
  }

  private void marker(int marker) throws IOException {
    out.write(0xff);
    out.write(marker);
  }

  /** B.1.1.2: any number of 0xff may stand before a marker. */
  private int nextMarker() throws IOException, MalformedException {
    if (byteOf() != 0xff) {
      throw new MalformedException("no marker where one must be");
    }
    int marker = 0xff;
    while (marker == 0xff) {
      marker = byteOf();
    }
    return marker;
  }

  private int byteOf() throws IOException, MalformedException {
    int value = in.read();
    if (value < 0) {
      throw new MalformedException("it ends too early");
    }
    return value;
  }

  private void segment(int marker) throws IOException, MalformedException {
    int high = byteOf();
    int low = byteOf();
    int length = (high << 8 | low) - 2;
    if (marker == 0 || length < 0) {
      throw new MalformedException("a segment of no length");
    }
    byte[] body = MetadataStripper.read(in, length);
    if (marker == APP1) {
      orientation(body);
    } else if (!isMetadata(marker, body)) {
      marker(marker);
      out.write(high);
      out.write(low);
      out.write(body);
    }
  }

  private static boolean isMetadata(int marker, byte[] body) {
    return switch (marker) {
      case APP13, COMMENT -> true;
      case APP0 -> has(body, 0, "JFXX\0");
      case APP2 -> has(body, 0, "MPF\0");
      // Of the boxes of ISO/IEC 18477-3 those with credentials; others hold a part of the pixels.
      case APP11 -> has(body, 0, "JP") && has(body, BOX_TYPE, "jumb");
      default -> false;
    };
  }

  private void orientation(byte[] body) throws IOException {
    if (oriented || !has(body, 0, EXIF)) {
      return;
    }
    int orientation = Orientation.of(body, EXIF.length());
    if (orientation != Orientation.NORMAL) {
      oriented = true;
      byte[] block = Orientation.block(orientation);
      int length = 2 + EXIF.length() + block.length;
      marker(APP1);
      out.write(length >> 8);
      out.write(length);
      out.write(EXIF.getBytes(StandardCharsets.US_ASCII));
      out.write(block);
    }
  }

  private static boolean has(byte[] body, int at, String word) {
    if (body.length < at + word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (body[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Copies coded pixels, in which 0xff is followed by 0 or a restart; returns the marker after. */
  private int scan() throws IOException, MalformedException {
    while (true) {
      int value = byteOf();
      if (value != 0xff) {
        out.write(value);
        continue;
      }
      int next = byteOf();
      while (next == 0xff) {
        next = byteOf();
      }
      if (next != 0 && (next < 0xd0 || next > 0xd7)) {
        return next;
      }
      out.write(0xff);
      out.write(next);
    }
  }
}
