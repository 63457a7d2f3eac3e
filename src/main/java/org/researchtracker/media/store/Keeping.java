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
import org.researchtracker.media.store.ContentFolder.Written;

/**
 * Gives bytes their names and puts them down in the catalogue. Threads that come together share one
 * transaction: what a disk needs to be sure of is the same for one file as for ten.
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

  /** One item's bytes on their way; guarded by {@link #turn} once it waits. */
  private static final class Pending {
    final MediaReference reference;
    final Written written;
    final Origin origin;

    /** Whether the same bytes were there before, compared byte by byte. */
    final boolean known;

    boolean done;
    Optional<IOException> failure = Optional.empty();

    Pending(MediaReference reference, Written written, Origin origin, boolean known) {
      this.reference = reference;
      this.written = written;
      this.origin = origin;
      this.known = known;
    }
  }

  /** Keeps bytes that were written and synced; their file is moved or, if it is known, deleted. */
  StoredMedium keep(MediaReference reference, Written written, Origin origin) throws IOException {
    // Compared before others are kept waiting.
    Pending mine = new Pending(reference, written, origin, content.holds(written));
    synchronized (waiting) {
      waiting.add(mine);
    }
    synchronized (turn) {
      if (!mine.done) {
        // Whoever comes first does it for all that came meanwhile.
        keepAll(next());
      }
    }
    if (mine.failure.isPresent()) {
      throw new IOException(mine.failure.get().getMessage(), mine.failure.get());
    }
    return new StoredMedium(written.sha256(), written.size(), content.place(written.sha256()));
  }

  private List<Pending> next() {
    synchronized (waiting) {
      List<Pending> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }
  }

  private void keepAll(List<Pending> batch) {
    try {
      catalogue.<Boolean, IOException>write(
          () -> {
            settle(batch);
            for (Pending each : batch) {
              if (each.failure.isEmpty()) {
                enter(each);
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
      Written written = each.written;
      try {
        if (each.known && ContentFolder.hasSize(content.place(written.sha256()), written.size())) {
          Files.delete(written.file());
        } else {
          changed.addAll(content.settle(written));
        }
      } catch (IOException e) {
        each.failure = Optional.of(e);
      }
    }
    content.syncFolders(changed);
  }

  private void enter(Pending each) throws SQLException {
    catalogue.keep(
        EntryKey.of(each.reference),
        each.reference.executionId(),
        each.reference.sequenceNumber(),
        each.written.sha256(),
        each.written.size(),
        each.origin);
  }
}
