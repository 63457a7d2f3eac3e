package org.researchtracker.cli.media;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.media.InOrder;
import org.researchtracker.media.MediaChecker;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Selection;

/**
 * Checks media on several threads: this one reads the logs, others look at the files, and the
 * results come back in order. Memory does not grow with their number. For one thread.
 */
final class MediaCheck {
  /** Enough media that handing them over costs nothing, few enough to be answered soon. */
  private static final int BATCH = 64;

  private final Catalog catalog;
  private final Selection selection;
  private final long limit;
  private final MediaChecker checker;
  private List<Asked> batch = new ArrayList<>();

  /**
   * Checks the media of the newest executions of a selection.
   *
   * @param limit how many executions at most, 0 for all
   */
  MediaCheck(Catalog catalog, Selection selection, long limit, MediaResolver resolver) {
    this.catalog = catalog;
    this.selection = selection;
    this.limit = limit;
    this.checker = new MediaChecker(resolver);
  }

  private record Asked(String executionId, @Nullable String configName, ExecutionItem item) {}

  /** Returns how many media the executions have; no text is read. */
  long count() {
    long[] count = {0};
    executions().forEach(entry -> count[0] += entry.mediaCount());
    return count[0];
  }

  private Matches<ExecutionEntry> executions() {
    return catalog.executions(selection, limit);
  }

  /** Checks the media, those of the newest execution first. */
  void run(Consumer<CheckedMedium> action) {
    try (InOrder<List<Asked>, List<CheckedMedium>> checks =
        new InOrder<>(this::check, checked -> checked.forEach(action))) {
      executions()
          .forEach(
              entry -> {
                ask(entry);
                if (batch.size() >= BATCH) {
                  send(checks);
                }
              });
      send(checks);
      checks.finish();
    }
  }

  private void ask(ExecutionEntry entry) {
    String config = entry.head().configName();
    for (ExecutionItem item : catalog.media(entry)) {
      batch.add(new Asked(entry.executionId(), config, item));
    }
  }

  private void send(InOrder<List<Asked>, ?> checks) {
    checks.give(batch);
    batch = new ArrayList<>();
  }

  private List<CheckedMedium> check(List<Asked> asked) {
    List<CheckedMedium> checked = new ArrayList<>(asked.size());
    for (Asked each : asked) {
      checked.add(
          new CheckedMedium(
              each.executionId(),
              each.configName(),
              each.item(),
              checker.check(each.executionId(), each.item())));
    }
    return checked;
  }
}
