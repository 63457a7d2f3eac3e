package org.researchtracker.media;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a medium is not in hand: the closed list of the bundle's {@code media_reason} column. The
 * wire names are a contract with the readers of bundles; names are added, never changed.
 */
public enum MissingReason {
  /** Looked for everywhere and found nowhere. */
  NOT_FOUND,
  /** Known to be remote; nobody has fetched it yet. */
  NOT_FETCHED,
  /** The log names no place at all. */
  NO_PATH,
  /** A signed address whose time is over. */
  EXPIRED,
  /** The generating server no longer remembers the prompt. */
  HISTORY_LOST,
  /** The place lies outside the roots; it was not opened. */
  OUTSIDE_ROOTS,
  /** An address that must not be, or would not be, fetched. */
  REFUSED,
  /** More bytes than the limit in force. */
  TOO_LARGE,
  /** No answer in time. */
  TIMEOUT,
  /** It is there, and its bytes cannot be had. */
  UNREADABLE,
  /** It changed while it was read. */
  CHANGED,
  /** A file, but no medium of a known type. */
  NOT_MEDIA;

  /** The name that stands in tables and JSON, such as {@code outside_roots}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason of that wire name; empty where a newer tracker wrote one not known here. */
  public static Optional<MissingReason> ofWireName(String wireName) {
    for (MissingReason reason : values()) {
      if (reason.wireName().equals(wireName)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
