package org.researchtracker.cli.command;

import java.util.Arrays;
import java.util.List;
import org.researchtracker.model.TrackerException;

/** The exit codes, which scripts rely on. A code that is not here is a failure. */
public enum ExitCode {
  OK(0, "done; for list, items, outputs and search also when nothing matched"),
  FAILED(
      1,
      "failed, nothing half written; the message says what and what to do (an existing target, nothing"
          + " selected, export --strict with something missing, a missing root)"),
  USAGE(2, "the command line was not understood"),
  PARTIAL(
      3,
      "done in part: export wrote the bundle, but media are missing; media check, media fetch: a selected"
          + " medium is still missing; record refused a line; import refused a file; archive made a bundle without some media, or first noticed that logs hold less than a bundle does; archive status: no run ended well within --max-age; doctor names a problem; a read with"
          + " --strict printed its results, but logs have problems"),
  NOT_FOUND(4, "an execution that was named does not exist, or is ambiguous"),
  DAMAGED(5, "a bundle is damaged, the ledger of an archive, or what the media store keeps"),
  LOCKED(6, "another run holds the lock"),
  INTERRUPTED(130, "interrupted; whatever was half written is gone");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the number that the process ends with. */
  public int code() {
    return code;
  }

  /** Returns what the code says, in a line. */
  public String meaning() {
    return meaning;
  }

  /** Returns the code for a kind of failure. */
  public static ExitCode of(TrackerException.Kind kind) {
    // No default on purpose: a new kind has to be decided here.
    return switch (kind) {
      case FAILED -> FAILED;
      case USAGE -> USAGE;
      case NOT_FOUND -> NOT_FOUND;
      case DAMAGED -> DAMAGED;
      case LOCKED -> LOCKED;
    };
  }

  /** Returns the code with this number. */
  static ExitCode ofCode(int code) {
    return Arrays.stream(values())
        .filter(value -> value.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("exit code: " + code));
  }

  /** Returns the table as lines of picocli's form, {@code code:meaning}. */
  static List<String> table() {
    return Arrays.stream(values()).map(value -> value.code + ":" + value.meaning).toList();
  }
}
