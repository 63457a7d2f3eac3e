package org.researchtracker.bundle;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.model.Timestamps;

/** What one pass over the records tells, before any medium was looked for. Not thread-safe. */
final class Gathered {
  private final ExecutionSpool spool;
  private final ZoneId zone;
  private final BundleNames names = new BundleNames();
  private final TreeSet<String> configs = new TreeSet<>();
  private long executions;
  private long items;
  private Optional<String> firstId = Optional.empty();
  private Optional<Instant> newest = Optional.empty();
  private boolean holdsUserIds;
  private boolean holdsPrompts;

  private Gathered(ExecutionSpool spool, ZoneId zone) {
    this.spool = spool;
    this.zone = zone;
  }

  /** Goes through the source and puts every record into the spool. */
  static Gathered of(RecordSource source, ExecutionSpool spool, ZoneId zone) throws IOException {
    Gathered gathered = new Gathered(spool, zone);
    source.forEach(gathered::add);
    spool.endRecords();
    return gathered;
  }

  private void add(ExecutionRecord record) throws IOException {
    String folder = names.folder(record.executionId());
    Optional<Instant> start = Optional.ofNullable(ListedExecution.of(record, zone).startedAt());
    String transcript = names.transcript(start, record.head().deviceId(), folder, zone);
    spool.add(record, "executions/" + folder, "texts/" + transcript);
    executions++;
    items += record.items().size();
    if (firstId.isEmpty()) {
      firstId = Optional.of(record.executionId());
    }
    holdsUserIds |= record.head().userId() != null;
    config(record.head().configName());
    time(record.head().timestamp());
    for (ExecutionItem item : record.items()) {
      time(item.timestamp());
      config(item.configUsed());
      config(item.modelUsed());
      holdsPrompts |= item.itemType().isInput() && item.content() != null;
    }
  }

  private void config(@Nullable String name) {
    if (name != null && !name.isEmpty()) {
      configs.add(name);
    }
  }

  private void time(@Nullable String timestamp) {
    Optional<Instant> instant = Timestamps.instant(timestamp, zone);
    if (instant.isPresent() && (newest.isEmpty() || instant.get().isAfter(newest.get()))) {
      newest = instant;
    }
  }

  long executions() {
    return executions;
  }

  long items() {
    return items;
  }

  /** Returns the id, if there is just one execution. */
  Optional<String> onlyId() {
    return executions == 1 ? firstId : Optional.empty();
  }

  /** Returns the newest instant of all. */
  Optional<Instant> newest() {
    return newest;
  }

  boolean holdsUserIds() {
    return holdsUserIds;
  }

  boolean holdsPrompts() {
    return holdsPrompts;
  }

  /** Returns the configs and models, each once, in order. */
  List<String> configs() {
    return new ArrayList<>(configs);
  }
}
