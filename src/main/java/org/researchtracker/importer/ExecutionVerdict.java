package org.researchtracker.importer;

import java.util.List;

/**
 * What became of one source of an execution.
 *
 * @param executionId its id
 * @param form the form of the source
 * @param source the file or folder, relative to the folder that was named
 * @param outcome what was done
 * @param items items that the log gained
 * @param known items that the log had
 * @param media files that the items refer to which the log gained
 * @param notes what a person should know of it
 */
public record ExecutionVerdict(
    String executionId,
    SourceForm form,
    String source,
    Outcome outcome,
    int items,
    int known,
    int media,
    List<String> notes) {

  /** What can be done with a source. */
  public enum Outcome {
    /** The log did not have the execution. */
    IMPORTED("imported"),
    /** The log had it, and gained something. */
    GROWN("grown"),
    /** The log had all of it. */
    KNOWN("known"),
    /** The log has an execution of this id that was recorded, not imported. */
    RECORDED("recorded");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** Returns the name that the report uses. */
    public String word() {
      return word;
    }
  }

  /** Copies the notes. */
  public ExecutionVerdict {
    notes = List.copyOf(notes);
  }
}
