package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Where the files of a bundle go: a ZIP, a folder, or nowhere. Paths are relative to the root
 * folder. Closing one that was not finished leaves nothing behind that could be taken for a bundle.
 * Not thread-safe.
 */
interface Container extends Closeable {

  /** Returns in which form it wants texts. */
  PackedText.Form textForm();

  /** Adds a text whole. */
  void text(String path, PackedText text) throws IOException;

  /**
   * Begins a medium, whose bytes follow.
   *
   * @param size bytes that are expected
   * @param crc their CRC-32, where it is known; a stream cannot do without
   */
  void beginMedium(String path, long size, OptionalLong crc) throws IOException;

  /** Adds bytes to the medium. */
  void mediumBytes(byte[] bytes, int offset, int length) throws IOException;

  /** Ends the medium, of which as many bytes were given as were announced. */
  void endMedium(long crc) throws IOException;

  /**
   * Takes the medium back, as if it had never begun.
   *
   * @return whether that is possible; where it is not, the container can only be closed
   */
  boolean abandonMedium() throws IOException;

  /**
   * Completes the bundle under a root folder that was not known before, as long as the one that was
   * assumed.
   *
   * @return bytes of the whole
   */
  long finish(String root) throws IOException;
}
