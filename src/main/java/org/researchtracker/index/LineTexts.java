package org.researchtracker.index;

/** Gives the bytes of lines that the index has seen. */
interface LineTexts {
  /**
   * Returns the bytes of a line, of an oversized one its beginning.
   *
   * @throws StaleIndexException if another text stands there now, or none
   */
  byte[] read(LineRef line) throws StaleIndexException;
}
