package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One text on its way into a bundle: digested, counted and, for a ZIP, deflated, so that its size
 * and checksum are known before its entry begins. Used for one text after the other. Not
 * thread-safe.
 */
final class TextBuffer extends OutputStream implements Closeable {

  /** What is kept of a text. */
  enum Form {
    /** Raw DEFLATE (RFC 1951). */
    DEFLATED,
    /** The bytes themselves. */
    RAW,
    /** Nothing but size and digests. */
    NONE
  }

  private final Form form;
  private final Spill kept;
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final MessageDigest sha512 = Digests.newSha512();
  private final MessageDigest sha256 = Digests.newSha256();
  private final CRC32 crc = new CRC32();
  private final byte[] deflated = new byte[1 << 15];
  private long size;

  TextBuffer(Form form, SpillFolder folder) {
    this.form = form;
    this.kept = new Spill(folder);
  }

  /** Begins another text. */
  void begin() throws IOException {
    kept.reset();
    deflater.reset();
    crc.reset();
    size = 0;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sha512.update(bytes, offset, length);
    sha256.update(bytes, offset, length);
    crc.update(bytes, offset, length);
    size += length;
    if (form == Form.RAW) {
      kept.write(bytes, offset, length);
    } else if (form == Form.DEFLATED) {
      deflater.setInput(bytes, offset, length);
      while (!deflater.needsInput()) {
        drain();
      }
    }
  }

  private void drain() throws IOException {
    int n = deflater.deflate(deflated);
    kept.write(deflated, 0, n);
  }

  /** Ends the text. */
  Digests end() throws IOException {
    if (form == Form.DEFLATED) {
      deflater.finish();
      while (!deflater.finished()) {
        drain();
      }
    }
    return new Digests(Digests.hex(sha512.digest()), Digests.hex(sha256.digest()));
  }

  /** Returns the bytes of the text. */
  long size() {
    return size;
  }

  /** Returns the CRC-32 of the text. */
  long crc() {
    return crc.getValue();
  }

  /** Returns the bytes that are kept. */
  Spill kept() {
    return kept;
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    kept.close();
  }
}
