package org.researchtracker.importer;

/** The forms in which executions lie on disk (import-formats.md). */
public enum SourceForm {
  /** One JSON file for each execution, {@code exec_….json}. */
  RECORD_FILE("record-file"),
  /** One folder for each run, with {@code metadata.json} and numbered files. */
  RUN_FOLDER("run-folder"),
  /** A session export of the first server. */
  SESSION_EXPORT("session-export"),
  /** A bundle that this program wrote. */
  BUNDLE("bundle");

  private final String word;

  SourceForm(String word) {
    this.word = word;
  }

  /** Returns the name that reports and {@code imported_from} use. */
  public String word() {
    return word;
  }
}
