package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.log.LogTree;
import org.researchtracker.model.TrackerException;

/** What an index was made for, held against what it is asked for now. Not thread-safe. */
final class IndexPurpose {
  private final IndexStore store;
  private final IndexSettings settings;

  IndexPurpose(IndexStore store, IndexSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Notes what new tables are made for, inside the transaction under way. */
  void write() throws SQLException {
    store.setMeta("roots", rootsText());
    store.setMeta("zone", settings.zone().getId());
    store.setMeta("max_line", Long.toString(settings.maxLine()));
  }

  /** Notes another zone where no time depends on it. */
  void adoptZone() throws SQLException {
    if (!store.meta("zone").orElse("").equals(settings.zone().getId())) {
      store.write(() -> store.setMeta("zone", settings.zone().getId()));
    }
  }

  /**
   * Whether the index is of these roots and settings and the logs look as they did when they were
   * read.
   */
  boolean isCurrent(LogTree.Found found) throws SQLException {
    return mismatch().isEmpty()
        && settings.zone().getId().equals(store.meta("zone").orElse(""))
        && Refresh.upToDate(store, found, store.meta("unreadable"), settings.keepMissing());
  }

  /** Returns what the index was made for, if that is not what is asked for. */
  Optional<String> mismatch() throws SQLException {
    if (!store.meta("roots").orElse("").equals(rootsText())) {
      return Optional.of("other log roots");
    }
    if (!store.meta("max_line").orElse("").equals(Long.toString(settings.maxLine()))) {
      return Optional.of("another --max-line");
    }
    boolean sameZone = store.meta("zone").orElse("").equals(settings.zone().getId());
    boolean zoneless = Counters.load(store).zonelessTimes > 0;
    return sameZone || !zoneless ? Optional.empty() : Optional.of("another zone");
  }

  private String rootsText() {
    List<String> roots = new ArrayList<>();
    for (Path root : settings.roots()) {
      try {
        roots.add(root.toRealPath().toString());
      } catch (IOException e) {
        roots.add(root.toAbsolutePath().normalize().toString());
      }
    }
    return String.join("\n", new java.util.TreeSet<>(roots));
  }

  /**
   * A root that holds nothing any more is more likely a disk that is not mounted than a decision.
   */
  void refuseEmptied(LogTree.Found found) throws SQLException, IOException {
    if (settings.keepMissing()) {
      return;
    }
    java.util.Collection<LogRow> rows = LogRows.load(store).all();
    for (Path root : settings.roots()) {
      Path real = root.toRealPath();
      long known = rows.stream().filter(row -> Path.of(row.place()).startsWith(real)).count();
      if (known > 0 && found.files().stream().noneMatch(log -> log.path().startsWith(real))) {
        throw TrackerException.failed(
            "log root "
                + root
                + " holds no log any more, "
                + known
                + (known == 1 ? " was" : " were")
                + " known",
            "mount it or restore the logs; if they are meant to be gone: tracker index rebuild");
      }
    }
  }
}
