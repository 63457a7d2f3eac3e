package org.researchtracker.index;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.StatsGroup;

/**
 * Sums over all executions, kept while they change so that nobody has to count them. Not
 * thread-safe.
 */
final class Counters {
  long executions;
  long items;
  long outputs;
  long duplicates;
  long conflicts;
  long unknownTypes;
  long zonelessTimes;
  private long requested;
  private long generated;
  private long blocked;
  private long failed;
  private long pending;

  static Counters load(IndexStore store) throws SQLException {
    Counters counters = new Counters();
    Optional<String> stored = store.meta("counters");
    if (stored.isPresent()) {
      ByteReader in = new ByteReader(HexFormat.of().parseHex(stored.get()));
      counters.executions = in.readUnsigned();
      counters.items = in.readUnsigned();
      counters.outputs = in.readUnsigned();
      counters.duplicates = in.readUnsigned();
      counters.conflicts = in.readUnsigned();
      counters.unknownTypes = in.readUnsigned();
      counters.zonelessTimes = in.readUnsigned();
      counters.requested = in.readUnsigned();
      counters.generated = in.readUnsigned();
      counters.blocked = in.readUnsigned();
      counters.failed = in.readUnsigned();
      counters.pending = in.readUnsigned();
    }
    return counters;
  }

  void save(IndexStore store) throws SQLException {
    ByteWriter out = new ByteWriter();
    out.writeUnsigned(executions);
    out.writeUnsigned(items);
    out.writeUnsigned(outputs);
    out.writeUnsigned(duplicates);
    out.writeUnsigned(conflicts);
    out.writeUnsigned(unknownTypes);
    out.writeUnsigned(zonelessTimes);
    out.writeUnsigned(requested);
    out.writeUnsigned(generated);
    out.writeUnsigned(blocked);
    out.writeUnsigned(failed);
    out.writeUnsigned(pending);
    store.setMeta("counters", HexFormat.of().formatHex(out.toBytes()));
  }

  void add(ExecutionSummary summary) {
    count(summary, 1);
  }

  void remove(ExecutionSummary summary) {
    count(summary, -1);
  }

  private void count(ExecutionSummary summary, int sign) {
    executions += sign;
    items += sign * summary.itemCount();
    outputs += sign * summary.outputCount();
    duplicates += sign * summary.duplicates();
    conflicts += sign * summary.conflicts();
    unknownTypes += sign * summary.unknownTypes();
    zonelessTimes += sign * summary.zonelessTimes();
    OutputCounts counts = summary.outputs();
    requested += sign * counts.requested();
    generated += sign * counts.generated();
    blocked += sign * counts.blocked();
    failed += sign * counts.failed();
    pending += sign * counts.pending();
  }

  /** Returns the sums as the one group of everything. */
  StatsGroup group() {
    return new StatsGroup(
        List.of(),
        executions,
        items,
        new OutputCounts(requested, generated, blocked, failed, pending));
  }
}
