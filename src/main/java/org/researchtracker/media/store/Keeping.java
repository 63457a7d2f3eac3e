package org.researchtracker.media.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.store.CatalogueEntry.Failure;
import org.researchtracker.media.store.CatalogueEntry.Kept;
import org.researchtracker.media.store.ContentFolder.Written;

/**
 * Gives bytes their names and puts them down in the catalogue, and why there are none. Threads that
 * come together share one transaction: what a disk needs to be sure of is the same for one file as
 * for ten.
 *
 * <p>Safe for use by several threads; each waits until its own bytes are on disk.
 */
final class Keeping {
  private final ContentFolder content;
  private final Catalogue catalogue;
  private final Object turn = new Object();

  /** What waits for its turn; guarded by itself. */
  private final List<Pending> waiting = new ArrayList<>();

  Keeping(ContentFolder content, Catalogue catalogue) {
    this.content = content;
    this.catalogue = catalogue;
  }

  /** What is to be put down of one item; guarded by {@link #turn} once it waits. */
  private static final class Pending {
    final Optional<Bytes> bytes;
    final Entering entering;
    boolean done;
    Optional<IOException> failure = Optional.empty();

    Pending(Optional<Bytes> bytes, Entering entering) {
      this.bytes = bytes;
      this.entering = entering;
    }
  }

  /**
   * One item's bytes on their way.
   *
   * @param known whether the same bytes were there before, compared byte by byte
   */
  private record Bytes(Written written, boolean known) {}

  /** Puts something down in the catalogue. */
  private interface Entering {
    void into(Catalogue catalogue) throws SQLException;
  }

  /** Keeps bytes that were written and synced; their file is moved or, if it is known, deleted. */
  StoredMedium keep(
      MediaReference reference, Written written, Origin origin, Optional<String> originalSha512)
      throws IOException {
    StoredMedium medium =
        new StoredMedium(written.sha256(), written.size(), content.place(written.sha256()));
    Kept kept = new Kept(medium, origin, originalSha512);
    // Compared before others are kept waiting.
    Bytes bytes = new Bytes(written, content.holds(written));
    EntryKey key = EntryKey.of(reference);
    String execution = reference.executionId();
    long number = reference.sequenceNumber();
    await(new Pending(Optional.of(bytes), entries -> entries.keep(key, execution, number, kept)));
    return medium;
  }

  /** Puts down why there are none. */
  void fail(MediaReference reference, Failure failure) throws IOException {
    EntryKey key = EntryKey.of(reference);
    String execution = reference.executionId();
    long number = reference.sequenceNumber();
    await(new Pending(Optional.empty(), entries -> entries.fail(key, execution, number, failure)));
  }

  private void await(Pending mine) throws IOException {
    synchronized (waiting) {
      waiting.add(mine);
    }
    synchronized (turn) {
      if (!mine.done) {
        // Whoever comes first does it for all that came meanwhile.
        enterAll(next());
      }
    }
    if (mine.failure.isPresent()) {
      throw new IOException(mine.failure.get().getMessage(), mine.failure.get());
    }
  }

  private List<Pending> next() {
    synchronized (waiting) {
      List<Pending> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }
  }

  private void enterAll(List<Pending> batch) {
    try {
      catalogue.<Boolean, IOException>write(
          () -> {
            settle(batch);
            for (Pending each : batch) {
              if (each.failure.isEmpty()) {
                each.entering.into(catalogue);
              }
            }
            return true;
          });
    } catch (SQLException | IOException e) {
      IOException failure = new IOException("the store's catalogue cannot be written", e);
      batch.forEach(each -> each.failure = Optional.of(each.failure.orElse(failure)));
    } finally {
      batch.forEach(each -> each.done = true);
    }
  }

  /** Names stand before the catalogue speaks of them. */
  private void settle(List<Pending> batch) {
    Set<Path> changed = new TreeSet<>();
    for (Pending each : batch) {
      try {
        if (each.bytes.isPresent()) {
          changed.addAll(settle(each.bytes.get()));
        }
      } catch (IOException e) {
        each.failure = Optional.of(e);
      }
    }
    content.syncFolders(changed);
  }

  /** Returns the folders that have changed. */
  private Set<Path> settle(Bytes bytes) throws IOException {
    Written written = bytes.written();
    if (bytes.known() && ContentFolder.hasSize(content.place(written.sha256()), written.size())) {
      Files.delete(written.file());
      return Set.of();
    }
    return content.settle(written);
  }
}
