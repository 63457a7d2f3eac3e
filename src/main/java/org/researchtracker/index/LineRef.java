package org.researchtracker.index;

/**
 * Where a line stands and how it is known again.
 *
 * @param file the number of the log in the index
 * @param offset its first byte in the text of the log
 * @param length its bytes
 * @param checksum CRC-32C of those bytes
 * @param oversized whether only its beginning was read
 */
record LineRef(long file, long offset, long length, int checksum, boolean oversized)
    implements Comparable<LineRef> {
  static final LineRef NOWHERE = new LineRef(0, 0, 0, 0, false);

  @Override
  public int compareTo(LineRef other) {
    int byFile = Long.compare(file, other.file);
    return byFile != 0 ? byFile : Long.compare(offset, other.offset);
  }
}
