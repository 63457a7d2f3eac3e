package org.researchtracker.cli.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.reading.IndexPlace;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.importer.LoggedExecutions;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.LogIndex;
import org.researchtracker.model.ExecutionRecord;

/** Tells an import what the logs hold, from their index. */
final class ImportIndex implements LoggedExecutions, AutoCloseable {
  private final Session session;
  private final @Nullable LogIndex index;
  private @Nullable Catalog catalog;

  private ImportIndex(Session session, @Nullable LogIndex index) {
    this.session = session;
    this.index = index;
  }

  /** Knows nothing, as of a root that is not there yet. */
  static ImportIndex empty(Session session) {
    return new ImportIndex(session, null);
  }

  /**
   * Opens the index of these roots and brings it up to date.
   *
   * @param roots the log roots in which an execution counts as known
   * @param inForce whether these are the roots of the settings, whose index may be named
   */
  static ImportIndex open(Session session, List<Path> roots, boolean inForce) {
    Settings settings = session.settings();
    Path file = inForce ? IndexPlace.of(settings) : IndexPlace.usual(settings, roots);
    IndexSettings wanted =
        new IndexSettings(file, roots, settings.zone(), settings.keepMissing(), settings.maxLine());
    ImportIndex opened = new ImportIndex(session, LogIndex.open(wanted, Reading.events(session)));
    try {
      opened.refresh();
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public Optional<ExecutionRecord> find(String executionId) {
    Catalog known = catalog;
    return known == null ? Optional.empty() : known.execution(executionId).map(known::record);
  }

  @Override
  public void refresh() {
    if (index != null) {
      index.refresh();
      session.clearProgress();
      catalog = index.catalog();
    }
  }

  @Override
  public void close() {
    session.clearProgress();
    if (index != null) {
      index.close();
    }
  }
}
