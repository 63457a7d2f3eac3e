package org.researchtracker.cli;

/** What a run of the program left. */
public record CliResult(int exit, String out, String err) {

  /** Returns all of it as one text, for comparison with a golden file. */
  public String text() {
    StringBuilder text = new StringBuilder(out);
    if (!out.isEmpty() && !out.endsWith("\n")) {
      text.append("[no newline]\n");
    }
    if (!err.isEmpty()) {
      text.append("--- stderr ---\n").append(err);
    }
    return text.append("[exit ").append(exit).append("]\n").toString();
  }
}
