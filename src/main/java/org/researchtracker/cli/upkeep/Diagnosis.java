package org.researchtracker.cli.upkeep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.reading.ProblemWords;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.LogProblem;
import org.researchtracker.log.ProblemKind;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.Count;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/**
 * What {@code tracker doctor} found.
 *
 * @param problems what is wrong, a row each
 * @param remarks what is good to know and no problem
 */
record Diagnosis(List<Row> problems, List<String> remarks) {
  /** Copies the lists. */
  Diagnosis {
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }

  static Diagnosis of(Session session, Reading reading, boolean excerpts) {
    List<Row> problems = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Excerpts shown = new Excerpts(reading.catalog(), session.leftOut());
    for (LogProblem problem : reading.catalog().problems()) {
      if (problem.kind() != ProblemKind.CONFLICT || !shown.isLeftOut(problem)) {
        problems.add(row(problem, excerpts ? shown.of(problem) : null));
      }
    }
    long zoneless = reading.catalog().problemCounts().zonelessTimes();
    if (zoneless > 0) {
      remarks.add(
          Count.of(zoneless, "time") + " without a zone, read as " + reading.zone().getId());
    }
    for (String log : reading.departed()) {
      remarks.add(log + " has left since the index was made, and what only it held");
    }
    try (Whereabouts whereabouts = Whereabouts.of(session.settings())) {
      media(whereabouts, allowed(session), reading, excerpts, problems, remarks);
    }
    if (problems.isEmpty()) {
      remarks.add("no problems");
    }
    return new Diagnosis(problems, remarks);
  }

  /** Returns the executions that are looked at: all but those that are left out. */
  static Selection allowed(Session session) {
    return Selection.builder().leftOut(session.leftOut()).build();
  }

  private static Row row(LogProblem problem, @Nullable String excerpt) {
    boolean ofLine = problem.line() > 0;
    return Shapes.problem(
        problem.kind().word(),
        problem.file(),
        ofLine ? problem.line() : null,
        ofLine ? problem.offset() : null,
        problem.reason(),
        ProblemWords.hint(problem.kind()),
        excerpt);
  }

  private static void media(
      Whereabouts whereabouts,
      Selection allowed,
      Reading reading,
      boolean excerpts,
      List<Row> problems,
      List<String> remarks) {
    @Nullable String excerpt = excerpts ? "" : null;
    for (Path root : whereabouts.missingRoots()) {
      problems.add(
          Shapes.problem(
              "missing_media_root",
              root.toString(),
              null,
              null,
              "the media root does not exist",
              "mount it, or name the right one with --media-root or --map",
              excerpt));
    }
    long[] remote = {0};
    reading
        .catalog()
        .executions(allowed, 0)
        .forEach(
            entry -> {
              for (ExecutionItem item : reading.catalog().media(entry)) {
                Resolution verdict = whereabouts.find(entry.executionId(), item);
                if (verdict instanceof Resolution.Missing missing) {
                  if (missing.reason() == MissingReason.NOT_FETCHED) {
                    remote[0]++;
                  } else {
                    problems.add(row(entry, item, missing, excerpt));
                  }
                }
              }
            });
    if (remote[0] > 0) {
      remarks.add(
          remote[0] + (remote[0] == 1 ? " medium is" : " media are") + " known by URL only");
    }
  }

  private static Row row(
      ExecutionEntry entry,
      ExecutionItem item,
      Resolution.Missing missing,
      @Nullable String excerpt) {
    String detail = missing.detail().isEmpty() ? "" : " (" + missing.detail() + ")";
    String reason =
        String.format(
            Locale.ROOT,
            "%s of execution %s, item %d: %s%s",
            item.itemType().name(),
            entry.executionId(),
            item.sequenceNumber(),
            missing.reason().wireName(),
            detail);
    return Shapes.problem(
        "missing_medium", item.filePath(), null, null, reason, hint(missing.reason()), excerpt);
  }

  private static String hint(MissingReason reason) {
    return switch (reason) {
      case NOT_FOUND -> "name the folder that holds it with --media-root, or with --map OLD=NEW";
      case OUTSIDE_ROOTS -> "if it may be read, name its folder with --media-root";
      case NO_PATH -> "the log does not say where it is; see what wrote it";
      case UNREADABLE -> "check its permissions, and whether it is whole";
      case NOT_MEDIA -> "the file is no medium of a known type; see what wrote its path";
      case EXPIRED, HISTORY_LOST, REFUSED, TOO_LARGE, TIMEOUT, CHANGED, NOT_FETCHED ->
          "look for a copy and put it below a media root";
    };
  }
}
