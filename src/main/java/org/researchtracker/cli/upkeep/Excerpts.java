package org.researchtracker.cli.upkeep;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.LogProblem;
import org.researchtracker.model.Selection;

/**
 * What of a line at fault may be shown. Where executions are left out because consent was
 * withdrawn, a line may be one of theirs: then nothing of it is.
 */
final class Excerpts {
  private static final Pattern EXECUTION =
      Pattern.compile("\"execution_id\"\\s*:\\s*\"((?:[^\"\\\\])*)\"");

  private final Catalog catalog;
  private final Set<String> leftOut;

  Excerpts(Catalog catalog, Set<String> leftOut) {
    this.catalog = catalog;
    this.leftOut = leftOut;
  }

  /** Returns whether a problem is known to be one of an execution that is left out. */
  boolean isLeftOut(LogProblem problem) {
    return !leftOut.isEmpty() && execution(problem).filter(this::isLeftOut).isPresent();
  }

  /** Returns the beginning of the line, or what stands for it. */
  String of(LogProblem problem) {
    boolean anybodys =
        leftOut.isEmpty()
            || problem.excerpt().isEmpty()
            || execution(problem).filter(this::isLeftIn).isPresent();
    return anybodys ? problem.excerpt() : "(withheld: may be of one who is left out)";
  }

  private boolean isLeftOut(String id) {
    return catalog.leftOut(Selection.builder().ids(Set.of(id)).leftOut(leftOut).build()) > 0;
  }

  private boolean isLeftIn(String id) {
    Selection one = Selection.builder().ids(Set.of(id)).leftOut(leftOut).build();
    return catalog.executions(one, 0).total() > 0;
  }

  /** The excerpt is too short to be read as JSON, and the line may be none. */
  private static Optional<String> execution(LogProblem problem) {
    Matcher id = EXECUTION.matcher(problem.excerpt());
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }
}
