package org.researchtracker.media.store;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Something in the store that should not be so, or that is removed.
 *
 * @param file relative to the store's folder, with {@code /} as separator
 * @param sha256 the digest that its name says, if it says one
 * @param bytes how many there are; 0 where there is no file
 * @param items the items whose bytes these are, no more than {@link #MOST_ITEMS}
 */
public record StoreFinding(
    Kind kind, String file, Optional<String> sha256, long bytes, List<Item> items) {
  /** How many items are named: equal bytes may be those of very many. */
  public static final int MOST_ITEMS = 100;

  /** Copies the list. */
  public StoreFinding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(sha256, "sha256");
    items = List.copyOf(items);
  }

  /** An item of a log. */
  public record Item(String executionId, long sequenceNumber) {
    public Item {
      Objects.requireNonNull(executionId, "executionId");
    }
  }

  /** What it is. */
  public enum Kind {
    /** The catalogue itself is damaged or gone. */
    CATALOGUE(true),
    /** Bytes that are not those that their name says. */
    DAMAGED(true),
    /** An entry names bytes that are not there. */
    MISSING(true),
    /** Bytes that no entry names. */
    UNCATALOGUED(false),
    /** A file that the store did not put there. */
    FOREIGN(false),
    /** Bytes that were being written by a process that was killed. */
    INCOMING(false),
    /** A download that broke off and that nobody will resume. */
    PARTIAL(false),
    /** An entry whose item no log has. */
    UNLOGGED(false);

    private final boolean fault;

    Kind(boolean fault) {
      this.fault = fault;
    }

    /** Returns whether something is lost, as opposed to left over. */
    public boolean isFault() {
      return fault;
    }

    /** Returns the word for output, such as {@code damaged}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
