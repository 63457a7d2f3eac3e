package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import org.researchtracker.bundle.check.Digests;

/**
 * A text that is ready for a container.
 *
 * @param size bytes
 * @param crc CRC-32 of them
 * @param digests of them
 * @param kept the bytes in the form that the container wants
 */
record PackedText(long size, long crc, Digests digests, Spill kept) implements Closeable {

  /** What is kept of a text. */
  enum Form {
    /** Raw DEFLATE (RFC 1951). */
    DEFLATED,
    /** The bytes themselves. */
    RAW,
    /** Nothing. */
    NONE
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}
