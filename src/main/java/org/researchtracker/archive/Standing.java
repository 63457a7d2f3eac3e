package org.researchtracker.archive;

import java.util.HexFormat;

/**
 * How a unit stands by the ledger, as far as a run has to know that finds nothing to do with it,
 * and where the ledger says the rest: as little as can be, for there may be 100,000 of them. Not
 * thread-safe.
 */
final class Standing {
  private static final int HEX = 16;

  private final long high;
  private final long low;
  private final Per per;
  private final String filter;
  private long mark;
  private Verdict verdict = Verdict.SAME;
  private String media = "";
  private String source = "";
  private long file;
  private long bundleLine;
  private long lookLine;
  private int highest;
  private boolean archived;
  private boolean known;
  private boolean lacking;
  private boolean arrived;
  private boolean changed;
  private boolean met;

  /** Begins with what the unit is known by. */
  Standing(UnitDigest digest, UnitKey unit) {
    this.high = digest.high();
    this.low = digest.low();
    this.per = unit.per();
    // All lines say the same few.
    this.filter = unit.filter().intern();
  }

  /** Returns whether it is how this unit stands. */
  boolean isOf(UnitDigest unit) {
    return low == unit.low() && high == unit.high();
  }

  /** Returns whether the unit is made of such executions. */
  boolean isOf(Per kind, String choices) {
    return per == kind && filter.equals(choices);
  }

  /** Returns bits that hardly two units share. */
  int bits() {
    return (int) low;
  }

  /**
   * Says that a bundle is in place.
   *
   * @param line where the ledger says so
   */
  void setFile(VersionName name, long line) {
    file = number(name.file());
    bundleLine = line;
    highest = Math.max(highest, name.version());
    archived = true;
  }

  /** Says that a version was removed; the last one never is. */
  void remove(VersionName name) {
    archived &= file != number(name.file());
  }

  /**
   * Takes what a close look came to.
   *
   * @param line where the ledger says it
   * @param isLacking whether media were missing
   */
  void setLook(Basis basis, Verdict came, long line, boolean isLacking) {
    known = isNumber(basis.mark());
    mark = known ? HexFormat.fromHexDigitsToLong(basis.mark()) : 0;
    media = basis.media();
    source = basis.source();
    lookLine = line;
    verdict = came;
    lacking = isLacking;
    arrived = false;
    changed = false;
  }

  /**
   * Says what has become of media since then.
   *
   * @param hasArrived whether one that was missing seems to be there now
   * @param hasChanged whether a file looks otherwise than it did
   */
  void setMedia(boolean hasArrived, boolean hasChanged) {
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

  /** Returns where the ledger says what its last version holds. */
  long bundleLine() {
    return bundleLine;
  }

  /** Returns where the ledger says what the last close look came to. */
  long lookLine() {
    return lookLine;
  }

  /** Returns the highest number that a version had. */
  int highest() {
    return highest;
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
    return archived && verdict != Verdict.GONE;
  }

  /** Returns what the last close look came to. */
  Verdict verdict() {
    return verdict;
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
