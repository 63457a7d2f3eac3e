package org.researchtracker.log;

import java.time.LocalDate;

/**
 * When a writer goes on in another file. Files are never renamed: {@code NAME-2025-11-03.jsonl} is
 * followed by {@code NAME-2025-11-03.2.jsonl} when it is full and by {@code NAME-2025-11-04.jsonl}
 * on the next day.
 *
 * @param daily whether each day has its own file; the day is that of the writer's clock and zone
 * @param maxBytes size from which a file is not added to; a line that is longer has a file of its
 *     own
 */
public record Rotation(boolean daily, long maxBytes) {
  /** One file for ever, {@code NAME.jsonl}. */
  public static final Rotation NONE = new Rotation(false, Long.MAX_VALUE);

  /** A file a day, of any size. */
  public static final Rotation DAILY = new Rotation(true, Long.MAX_VALUE);

  /** Rejects a size below 1. */
  public Rotation {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes);
    }
  }

  /** Returns this rotation with a limit of the size. */
  public Rotation upTo(long bytes) {
    return new Rotation(daily, bytes);
  }

  boolean hasLimit() {
    return maxBytes != Long.MAX_VALUE;
  }

  String fileName(String name, LocalDate day, int part) {
    StringBuilder file = new StringBuilder(name);
    if (daily) {
      file.append('-').append(day);
    }
    if (part > 1) {
      file.append('.').append(part);
    }
    return file.append(".jsonl").toString();
  }
}
