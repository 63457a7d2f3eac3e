package org.researchtracker.index;

import org.jspecify.annotations.Nullable;

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

  // By hand: those that Java makes for a record are slow until they are compiled, and this is asked
  // for every item that is read.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LineRef ref
        && file == ref.file
        && offset == ref.offset
        && length == ref.length
        && checksum == ref.checksum
        && oversized == ref.oversized;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(file) + Long.hashCode(offset);
  }
}
