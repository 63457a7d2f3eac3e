package org.researchtracker.bundle;

import java.io.IOException;

/** Where the bytes of a ZIP go, in order. */
interface ZipSink extends ByteTarget {

  /** Returns how many bytes were written. */
  long position();

  /** Returns whether bytes that were written can be changed and taken back. */
  boolean isSeekable();

  /** Replaces bytes that were written. */
  void patch(long position, byte[] bytes) throws IOException;

  /** Takes back what was written from a position on. */
  void truncate(long position) throws IOException;

  /** Hears that nothing written so far will be patched or taken back any more. */
  void settled() throws IOException;

  /** Hands over what is held back. */
  void flush() throws IOException;
}
