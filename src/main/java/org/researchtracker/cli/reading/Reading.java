package org.researchtracker.cli.reading;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.IdList;
import org.researchtracker.cli.session.Progress;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.IdResolver;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.LogIndex;
import org.researchtracker.index.ProblemCounts;
import org.researchtracker.model.Count;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeExpressions;
import org.researchtracker.model.TimeRange;
import org.researchtracker.model.TrackerException;

/**
 * The logs as a command reads them: the index, brought up to date, and the selection, made whole by
 * the ids and names that the index knows. Says on stderr what a reader should know of both.
 */
public final class Reading implements AutoCloseable {
  private final Session session;
  private final LogIndex index;
  private final Catalog catalog;
  private final ZoneId zone;

  private Reading(Session session, LogIndex index, ZoneId zone) {
    this.session = session;
    this.index = index;
    this.catalog = index.catalog();
    this.zone = zone;
  }

  /** Opens the logs for a selection, whose mistakes are told before anything is read. */
  public static Reading open(Session session, SelectionOptions options) {
    options.words().toSelection(times(session, session.settings().zone()));
    return open(session);
  }

  private static TimeExpressions times(Session session, ZoneId zone) {
    return new TimeExpressions(session.console().clock(), zone);
  }

  /** Opens the logs. */
  public static Reading open(Session session) {
    Reading reading = openQuietly(session);
    String problems = reading.problems();
    if (!problems.isEmpty()) {
      session.notices().say(problems);
    }
    return reading;
  }

  /** Opens the logs for a run that nobody watches: of what can wait, only {@code -v} hears. */
  public static Reading openUnwatched(Session session) {
    Reading reading = openQuietly(session);
    String problems = reading.problems();
    if (!problems.isEmpty()) {
      session.notices().detail(problems);
    }
    return reading;
  }

  private String problems() {
    ProblemCounts counts = catalog.problemCounts();
    return counts.any() ? ProblemWords.summary(counts) + " (tracker doctor)" : "";
  }

  /**
   * Opens the index and, unless that is not wished, brings it up to date with the logs; says
   * nothing of their problems.
   */
  public static Reading openQuietly(Session session) {
    Settings settings = session.settings();
    LogIndex index = openIndex(session);
    try {
      if (!session.globals().noRefresh()) {
        refresh(session, index);
      }
      return new Reading(session, index, settings.zone());
    } catch (RuntimeException | Error e) {
      index.close();
      throw e;
    }
  }

  /** Opens the index as it is. */
  public static LogIndex openIndex(Session session) {
    // Files that cannot be read are told before the logs are, which can take a while.
    session.leftOut();
    session.ownLabels();
    return LogIndex.open(settings(session), events(session));
  }

  /** Returns what the index is made of by the settings in force. */
  public static IndexSettings settings(Session session) {
    Settings settings = session.settings();
    return new IndexSettings(
        IndexPlace.of(settings),
        settings.logRoots(),
        settings.zone(),
        settings.keepMissing(),
        settings.maxLine());
  }

  private static void refresh(Session session, LogIndex index) {
    try {
      index.refresh();
    } finally {
      session.clearProgress();
    }
  }

  /** Returns what tells a person how the reading goes. */
  public static IndexEvents events(Session session) {
    Progress progress = session.progress("reading logs");
    return new IndexEvents() {
      private @Nullable Progress words;

      @Override
      public void notice(String line) {
        notice(line, "");
      }

      @Override
      public void notice(String line, String remedy) {
        progress.clear();
        session.notices().hinted(line, remedy);
      }

      @Override
      public void waiting() {
        session.notices().tell("tracker: waiting for another tracker that is reading the logs");
      }

      @Override
      public void progress(long doneBytes, long totalBytes) {
        progress.at(doneBytes, totalBytes);
      }

      @Override
      public void words(long doneExecutions, long totalExecutions) {
        Progress bar = words;
        if (bar == null) {
          bar = session.progress("making the index of words", Long::toString);
          words = bar;
        }
        bar.at(doneExecutions, totalExecutions);
        if (doneExecutions >= totalExecutions) {
          bar.clear();
          words = null;
        }
      }
    };
  }

  /** Returns what answers questions; it is of no use once this is closed. */
  public Catalog catalog() {
    return catalog;
  }

  /** Returns the zone of times without one, in which times are shown as well. */
  public ZoneId zone() {
    return zone;
  }

  /**
   * Returns the selection that the options make here.
   *
   * @param ids what was typed as ids
   */
  public Selection select(SelectionOptions options, List<String> ids) {
    Selection selection = understood(options, ids);
    tell(selection);
    tellLeftOut(selection);
    return selection;
  }

  /** Returns the same for a run that nobody watches. */
  public Selection selectUnwatched(SelectionOptions options, List<String> ids) {
    Selection selection = understood(options, ids);
    tell(selection);
    if (session.globals().verbose()) {
      String leftOut = leftOut(selection);
      if (!leftOut.isEmpty()) {
        session.notices().detail(leftOut);
      }
    }
    return selection;
  }

  private Selection understood(SelectionOptions options, List<String> ids) {
    Set<String> leftOut = session.leftOut();
    Selection.Builder builder = options.words().toSelection(times(session, zone)).leftOut(leftOut);
    IdResolver resolver = new IdResolver(catalog, leftOut);
    Optional<String> file = options.idsFrom();
    Optional<Set<String>> named =
        resolver.resolveAll(
            ids, file.isEmpty() ? Optional.empty() : Optional.of(IdList.read(session, file.get())));
    if (named.isPresent()) {
      builder.ids(named.get());
    }
    return builder.build();
  }

  /** Returns the one execution that a word names, with its texts. */
  public ExecutionRecord record(String word) {
    String id = new IdResolver(catalog, session.leftOut()).resolve(word);
    return catalog
        .execution(id)
        .map(catalog::record)
        .orElseThrow(
            () ->
                TrackerException.failed(
                    "execution " + id + " has left the logs meanwhile", "run the command again"));
  }

  /** Catches up with the logs once more; returns whether they have changed since. */
  public boolean catchUp() {
    if (index.status().upToDate()) {
      return false;
    }
    refresh(session, index);
    return true;
  }

  /** Returns the logs that have left since the index was made. */
  public List<String> departed() {
    return index.status().departed();
  }

  private void tell(Selection selection) {
    TimeRange time = selection.time();
    if (!time.isAlways()) {
      session.notices().tell(TimeExpressions.inWords(time, zone));
    }
    for (NameHints.Hint hint : NameHints.of(catalog, selection)) {
      session.notices().hinted(hint.what(), hint.remedy());
    }
  }

  /** Says how many executions a selection leaves out because consent was withdrawn. */
  public void tellLeftOut(Selection selection) {
    String leftOut = leftOut(selection);
    if (!leftOut.isEmpty()) {
      session.notices().say(leftOut);
    }
  }

  private String leftOut(Selection selection) {
    long count = catalog.leftOut(selection);
    return count > 0
        ? Count.of(count, "execution") + " left out: consent was withdrawn (--exclude-from)"
        : "";
  }

  /** Returns the code of a read that went well: with {@code --strict} problems in logs count. */
  public ExitCode exit() {
    boolean strict = session.globals().strict() && catalog.problemCounts().any();
    return strict ? ExitCode.PARTIAL : ExitCode.OK;
  }

  @Override
  public void close() {
    session.clearProgress();
    index.close();
  }
}
