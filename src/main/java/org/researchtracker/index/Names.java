package org.researchtracker.index;

import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.Selection;

/** The names of one kind that executions bear. Not thread-safe. */
final class Names {
  private final ExecutionRows rows;
  private final NameKind kind;
  private final Selection allowed;

  /**
   * Looks for names.
   *
   * @param leftOut ids of user, session, device or execution whose executions tell nothing
   */
  Names(ExecutionRows rows, NameKind kind, Set<String> leftOut) {
    this.rows = rows;
    this.kind = kind;
    this.allowed = Selection.builder().leftOut(leftOut).build();
  }

  /** Returns all, in order. */
  Set<String> all() throws SQLException {
    Set<String> all = new TreeSet<>();
    each(
        entry -> {
          add(entry, all);
          return true;
        });
    return all;
  }

  /** Returns those of some that no execution bears, in order. */
  Set<String> unknown(Set<String> wanted) throws SQLException {
    Set<String> unknown = new TreeSet<>(wanted);
    Set<String> met = new TreeSet<>();
    each(
        entry -> {
          met.clear();
          add(entry, met);
          unknown.removeAll(met);
          return !unknown.isEmpty();
        });
    return unknown;
  }

  private void each(Predicate<ExecutionEntry> taker) throws SQLException {
    rows.eachWhile(kind.isOfItems(), entry -> allowed.leavesOut(entry.head()) || taker.test(entry));
  }

  /** Adds those that an execution holds. */
  private void add(ExecutionEntry entry, Set<String> names) {
    switch (kind) {
      case CONFIG -> add(names, entry.head().configName());
      case SESSION -> add(names, entry.head().sessionId());
      case USER -> add(names, entry.head().userId());
      case DEVICE -> add(names, entry.head().deviceId());
      case OUTPUT_CONFIG, MODEL, ITEM_TYPE, MEDIA_TYPE ->
          entry.items().forEach(item -> add(names, name(item)));
    }
  }

  private @Nullable String name(Occurrence item) {
    return switch (kind) {
      case OUTPUT_CONFIG -> item.configUsed;
      case MODEL -> item.modelUsed;
      case MEDIA_TYPE -> item.mediaType;
      default -> item.itemType.name();
    };
  }

  private static void add(Set<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }
}
