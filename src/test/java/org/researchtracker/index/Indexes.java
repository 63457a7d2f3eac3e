package org.researchtracker.index;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.log.LogScanner;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsKey;

/** Opens indexes for tests and writes down everything that they answer. */
final class Indexes {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Indexes() {}

  static IndexSettings settings(Path file, Path... roots) {
    return new IndexSettings(file, List.of(roots), BERLIN, false, LogScanner.DEFAULT_MAX_LINE);
  }

  static LogIndex fresh(Path file, Path... roots) {
    LogIndex index = LogIndex.open(settings(file, roots), IndexEvents.NONE);
    index.refresh();
    return index;
  }

  /**
   * Returns every answer as text, so that two indexes can be compared and a difference can be read.
   */
  static String answers(Catalog catalog) {
    StringBuilder out = new StringBuilder();
    catalog
        .executions(Selection.ALL, 0)
        .forEach(
            entry -> {
              ExecutionRecord record = catalog.record(entry);
              out.append(entry.status()).append(' ').append(entry.startedAt()).append(' ');
              out.append(entry.endedAt()).append(' ').append(entry.outputs()).append(' ');
              out.append(entry.itemCount()).append('/').append(entry.outputCount()).append('/');
              out.append(entry.blockedCount())
                  .append('\n')
                  .append(record.toJson().toJson())
                  .append('\n');
            });
    catalog.marks(Selection.ALL, mark -> out.append(mark).append('\n'));
    out.append(catalog.problemCounts()).append('\n');
    catalog.problems().forEach(problem -> out.append(problem).append('\n'));
    out.append(catalog.stats(Selection.ALL, List.of(StatsKey.OUTPUT_CONFIG, StatsKey.STATUS)))
        .append('\n');
    out.append(catalog.items(Selection.ALL, 0).total()).append('\n');
    out.append(catalog.stats(Selection.ALL, List.of())).append('\n');
    return out.toString();
  }

  static List<ExecutionEntry> entries(Catalog catalog, Selection selection) {
    List<ExecutionEntry> entries = new ArrayList<>();
    catalog.executions(selection, 0).forEach(entries::add);
    return entries;
  }

  static ExecutionRecord record(Catalog catalog, String id) {
    return catalog.record(catalog.execution(id).orElseThrow());
  }
}
