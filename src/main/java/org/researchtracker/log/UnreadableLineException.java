package org.researchtracker.log;

/** A line that says nothing that can be used; {@link #problem()} says why. */
public final class UnreadableLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient LineProblem problem;

  UnreadableLineException(String reason) {
    super(reason, null, false, false);
    this.problem = new LineProblem(ProblemKind.UNREADABLE_LINE, reason);
  }

  /** Returns what is wrong with the line. */
  public LineProblem problem() {
    return problem;
  }
}
