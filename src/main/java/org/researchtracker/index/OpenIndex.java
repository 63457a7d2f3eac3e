package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.researchtracker.model.TrackerException;

/**
 * An index file with its tables open: made anew where it is damaged or made for something else, and
 * replaced by a temporary one where it cannot be written or locked. Not thread-safe.
 */
final class OpenIndex implements AutoCloseable {
  private final IndexSettings settings;
  private final IndexEvents events;
  private Path file;
  private IndexStore store;
  private StoredTexts texts;
  private boolean temporary;

  private OpenIndex(
      IndexSettings settings, IndexEvents events, Path file, IndexStore store, boolean temporary) {
    this.settings = settings;
    this.events = events;
    this.file = file;
    this.store = store;
    this.texts = new StoredTexts(store);
    this.temporary = temporary;
  }

  /**
   * Opens the index that the settings name. The file is made if it is missing.
   *
   * @throws TrackerException if the file is something else than an index
   */
  static OpenIndex open(IndexSettings settings, IndexEvents events) {
    IndexFiles.refuseForeign(settings.file());
    try {
      IndexStore store = IndexFiles.openOrHeal(settings.file(), events);
      OpenIndex index = new OpenIndex(settings, events, settings.file(), store, false);
      if (store.state() == IndexStore.State.FOREIGN) {
        index.close();
        throw IndexFiles.foreign(settings.file(), "a database of another program");
      }
      return index;
    } catch (IOException | SQLException e) {
      return openTemporary(settings, events, e);
    }
  }

  /** Opens an index that lies where it is known to be usable. */
  static OpenIndex openAt(Path file, IndexSettings settings, IndexEvents events)
      throws IOException, SQLException {
    return new OpenIndex(settings, events, file, IndexStore.open(file), false);
  }

  private static OpenIndex openTemporary(
      IndexSettings settings, IndexEvents events, Exception cause) {
    try {
      Path file = TemporaryIndexes.place();
      OpenIndex index = new OpenIndex(settings, events, file, IndexStore.open(file), true);
      events.notice(
          "the index "
              + settings.file()
              + " cannot be written ("
              + IndexFiles.reason(cause)
              + "); reading into a temporary one",
          "name another place with --index");
      return index;
    } catch (IOException | SQLException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "neither "
              + settings.file()
              + " nor a temporary index can be written: "
              + IndexFiles.reason(e),
          "free some space, or name another place with --index",
          e);
    }
  }

  /** Returns where the index truly is: a temporary place if the one named cannot be written. */
  Path file() {
    return file;
  }

  boolean isTemporary() {
    return temporary;
  }

  IndexStore store() {
    return store;
  }

  StoredTexts texts() {
    return texts;
  }

  IndexPurpose purpose() {
    return new IndexPurpose(store, settings);
  }

  /** Whether there are tables, of this version, whoever they were made for. */
  boolean isMade() throws SQLException {
    return store.state() == IndexStore.State.CURRENT;
  }

  /** Waits for the lock that whoever changes the index holds. */
  RefreshLock lock() throws IOException {
    return RefreshLock.take(file, events::waiting);
  }

  /** Makes the tables where there are none, or none that can be used. */
  void prepare(RefreshLock held) throws SQLException {
    IndexStore.State state = store.state();
    if (state == IndexStore.State.EMPTY) {
      recreate(held);
    } else if (state == IndexStore.State.OTHER_VERSION) {
      events.notice("the index " + file + " is of another version; it is made anew from the logs");
      recreate(held);
    } else {
      Optional<String> mismatch = purpose().mismatch();
      if (mismatch.isPresent()) {
        events.notice(
            "the index "
                + file
                + " was made for "
                + mismatch.get()
                + "; it is made anew from the logs");
        recreate(held);
      } else {
        purpose().adoptZone();
      }
    }
  }

  /** Makes the tables anew, empty. */
  void recreate(RefreshLock held) throws SQLException {
    Objects.requireNonNull(held);
    texts.forget();
    store.close();
    try {
      reopen(IndexStore.open(file));
    } catch (IOException e) {
      throw new SQLException(e);
    }
    store.write(
        () -> {
          store.recreateTables();
          purpose().write();
        });
  }

  /**
   * Makes an index that failed usable again: one that is damaged is made empty, one that cannot be
   * written or locked is left for a temporary one.
   *
   * @throws TrackerException if neither would help
   */
  void recover(SQLException failure) {
    if (!IndexStore.isDamage(failure)) {
      leave(failure, IndexStore.isPlace(failure));
      return;
    }
    closeTables();
    try {
      try (RefreshLock lock = lock()) {
        IndexFiles.heal(file, lock, events);
      }
      reopen(IndexStore.open(file));
    } catch (UnusablePlaceException e) {
      leave(e);
    } catch (IOException | SQLException again) {
      throw failure(again);
    }
  }

  /** Leaves an index that cannot be locked for a temporary one. */
  void leave(UnusablePlaceException failure) {
    leave(failure, true);
  }

  private void leave(Exception failure, boolean anotherPlaceHelps) {
    if (!anotherPlaceHelps || temporary) {
      throw failure(failure);
    }
    closeTables();
    OpenIndex other = openTemporary(settings, events, failure);
    file = other.file;
    temporary = true;
    reopen(other.store);
  }

  private void reopen(IndexStore opened) {
    store = opened;
    texts = new StoredTexts(opened);
  }

  /** Returns what to tell a person when the index cannot be used. */
  static TrackerException failure(Exception e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the index cannot be used: " + IndexFiles.reason(e),
        "look at it with tracker index status, or make it anew with tracker index rebuild",
        e);
  }

  private void closeTables() {
    texts.close();
    store.close();
  }

  @Override
  public void close() {
    closeTables();
    if (temporary) {
      TemporaryIndexes.delete(file);
    }
  }
}
