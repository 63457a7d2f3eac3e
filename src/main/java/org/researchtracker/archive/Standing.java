package org.researchtracker.archive;

import java.util.HexFormat;

/**
 * How a unit stands by the ledger, as far as a run has to know that finds nothing to do with it: as
 * little as can be, for there may be 100,000 of them. Not thread-safe.
 */
final class Standing {
  private static final int HEX = 16;

  private long mark;
  private String media = "";
  private String source = "";
  private long file;
  private boolean archived;
  private boolean known;
  private boolean gone;
  private boolean lacking;
  private boolean arrived;
  private boolean changed;
  private boolean met;

  /** Says that a bundle is in place. */
  void setFile(VersionName name) {
    file = number(name.file());
    archived = true;
  }

  /** Says that a version was removed; the last one never is. */
  void remove(VersionName name) {
    archived &= file != number(name.file());
  }

  /**
   * Takes what a close look came to.
   *
   * @param isLacking whether media were missing
   * @param hasArrived whether one of them seems to be there now
   * @param hasChanged whether a file looks otherwise than it did
   */
  void setLook(
      Basis basis, Verdict verdict, boolean isLacking, boolean hasArrived, boolean hasChanged) {
    known = isNumber(basis.mark());
    mark = known ? HexFormat.fromHexDigitsToLong(basis.mark()) : 0;
    media = basis.media();
    source = basis.source();
    gone = verdict == Verdict.GONE;
    lacking = isLacking;
    arrived = hasArrived;
    changed = hasChanged;
  }

  private static boolean isNumber(String mark) {
    return mark.length() == HEX && mark.chars().allMatch(HexFormat::isHexDigit);
  }

  /** Returns a number for the name of a file. */
  static long number(String file) {
    return Mixing.mix(file);
  }

  /** Returns the number of its last version's name. */
  long file() {
    return file;
  }

  /** Returns whether its content cannot have changed since it was archived. */
  boolean isSettled(Basis now) {
    return archived
        && known
        && !arrived
        && !changed
        && mark == HexFormat.fromHexDigitsToLong(now.mark())
        && media.equals(now.media());
  }

  /** Returns whether its last version lacks media. */
  boolean isLacking() {
    return lacking;
  }

  /** Returns whether one of the missing media seems to be there now. */
  boolean hasArrived() {
    return arrived;
  }

  /** Returns whether it is archived and the logs were not yet found to have lost all of it. */
  boolean isThere() {
    return archived && !gone;
  }

  /** Returns which log roots it came from. */
  String source() {
    return source;
  }

  /** Returns whether the logs hold something of it. */
  boolean isMet() {
    return met;
  }

  /** Says that the logs hold something of it. */
  void meet() {
    met = true;
  }
}
