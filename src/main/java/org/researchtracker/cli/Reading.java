package org.researchtracker.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
final class Reading implements AutoCloseable {
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
  static Reading open(Session session, SelectionOptions options) {
    options.words().toSelection(times(session, session.settings().zone()));
    return open(session);
  }

  private static TimeExpressions times(Session session, ZoneId zone) {
    return new TimeExpressions(session.console().clock(), zone);
  }

  /** Opens the logs. */
  static Reading open(Session session) {
    Reading reading = openQuietly(session);
    ProblemCounts counts = reading.catalog.problemCounts();
    if (counts.any()) {
      session.notices().say(ProblemWords.summary(counts) + " (tracker doctor)");
    }
    return reading;
  }

  /**
   * Opens the index and, unless that is not wished, brings it up to date with the logs; says
   * nothing of their problems.
   */
  static Reading openQuietly(Session session) {
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
  static LogIndex openIndex(Session session) {
    // Files that cannot be read are told before the logs are, which can take a while.
    session.leftOut();
    session.ownLabels();
    return LogIndex.open(settings(session), events(session));
  }

  /** Returns what the index is made of by the settings in force. */
  static IndexSettings settings(Session session) {
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
  static IndexEvents events(Session session) {
    Progress progress = session.progress("reading logs");
    return new IndexEvents() {
      @Override
      public void notice(String line) {
        progress.clear();
        session.notices().say(line);
      }

      @Override
      public void progress(long doneBytes, long totalBytes) {
        progress.at(doneBytes, totalBytes);
      }
    };
  }

  Catalog catalog() {
    return catalog;
  }

  ZoneId zone() {
    return zone;
  }

  /**
   * Returns the selection that the options make here.
   *
   * @param ids what was typed as ids
   */
  Selection select(SelectionOptions options, List<String> ids) {
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
    Selection selection = builder.build();
    tell(selection);
    return selection;
  }

  /** Returns the one execution that a word names, with its texts. */
  ExecutionRecord record(String word) {
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
  boolean catchUp() {
    if (index.status().upToDate()) {
      return false;
    }
    refresh(session, index);
    return true;
  }

  /** Returns the logs that have left since the index was made. */
  List<String> departed() {
    return index.status().departed();
  }

  private void tell(Selection selection) {
    TimeRange time = selection.time();
    if (!time.isAlways()) {
      session.notices().tell(TimeExpressions.inWords(time, zone));
    }
    for (NameHints.Hint hint : NameHints.of(catalog, selection)) {
      session.notices().hinted(hint);
    }
    tellLeftOut(selection);
  }

  /** Says how many executions a selection leaves out because consent was withdrawn. */
  void tellLeftOut(Selection selection) {
    long leftOut = catalog.leftOut(selection);
    if (leftOut > 0) {
      session
          .notices()
          .say(
              Count.of(leftOut, "execution") + " left out: consent was withdrawn (--exclude-from)");
    }
  }

  /** Returns the code of a read that went well: with {@code --strict} problems in logs count. */
  ExitCode exit() {
    boolean strict = session.globals().strict() && catalog.problemCounts().any();
    return strict ? ExitCode.PARTIAL : ExitCode.OK;
  }

  @Override
  public void close() {
    session.clearProgress();
    index.close();
  }
}
