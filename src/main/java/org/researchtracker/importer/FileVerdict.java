package org.researchtracker.importer;

import java.util.List;
import java.util.Optional;

/**
 * What became of one file.
 *
 * @param path relative to the folder that was named, with {@code /}
 * @param kind what became of it
 * @param reason why it was listed; empty where it was read whole
 * @param form the form that it belongs to, if any
 * @param executionId the execution that it belongs to, if any
 * @param notes what was read otherwise than it stands there
 */
public record FileVerdict(
    String path,
    Kind kind,
    String reason,
    Optional<SourceForm> form,
    Optional<String> executionId,
    List<String> notes) {

  /** What can become of a file. */
  public enum Kind {
    /** Its content is in the log. */
    IMPORTED("imported"),
    /** It is a medium that an item refers to. */
    MEDIUM("medium"),
    /** It is nothing that belongs into a log: a lock, an index, what a file manager left. */
    PASSED_OVER("passed_over"),
    /** Something of it is not in the log, and a person should look. */
    REFUSED("refused");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the name that the report uses. */
    public String word() {
      return word;
    }
  }

  /** Copies the notes. */
  public FileVerdict {
    notes = List.copyOf(notes);
  }

  /** A verdict on a file of no execution. */
  static FileVerdict of(String path, Kind kind, String reason) {
    return new FileVerdict(path, kind, reason, Optional.empty(), Optional.empty(), List.of());
  }

  /** A verdict on a file of an execution. */
  static FileVerdict of(
      String path, Kind kind, String reason, SourceForm form, String executionId) {
    return new FileVerdict(
        path, kind, reason, Optional.of(form), Optional.of(executionId), List.of());
  }
}
