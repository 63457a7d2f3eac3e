package org.researchtracker.log;

import java.util.regex.Pattern;

/**
 * Tells a log by its name: {@code *.jsonl}, {@code *.jsonl.N}, {@code *.jsonl-DATE}, each also with
 * {@code .gz}.
 */
public final class LogFileName {
  private static final Pattern LOG =
      Pattern.compile("[^.].*\\.jsonl(\\.\\d+|-\\d[\\d-]*)?(\\.gz)?", Pattern.DOTALL);

  private LogFileName() {}

  /** Returns whether a file of this name is a log; names that begin with a dot never are. */
  public static boolean isLog(String name) {
    return LOG.matcher(name).matches();
  }

  /** Returns whether a log of this name is compressed. */
  public static boolean isCompressed(String name) {
    return name.endsWith(".gz");
  }
}
