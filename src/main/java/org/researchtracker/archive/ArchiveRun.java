package org.researchtracker.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Ran;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.model.TrackerException;

/**
 * A run that changes an archive: holds its lock from beginning to end, and ends with a line in the
 * ledger. Killed at any moment, it leaves what the next one completes. One thread.
 */
public final class ArchiveRun implements Closeable {
  private final ArchiveFolder folder;
  private final ArchiveLock lock;
  private final Clock clock;
  private final Instant began;
  private final ArchiveEvents events;
  private @Nullable CompletableFuture<Opened> opening;

  private record Opened(Ledger ledger, LedgerState state) {}

  private ArchiveRun(ArchiveFolder folder, ArchiveLock lock, Clock clock, ArchiveEvents events) {
    this.folder = folder;
    this.lock = lock;
    this.clock = clock;
    this.began = clock.instant();
    this.events = events;
  }

  /**
   * Takes the lock of an archive; its folder is made if it is not there.
   *
   * @param command what the run does, for whoever meets the lock
   * @param wait how long to wait for another run
   * @throws TrackerException of kind {@code LOCKED} if another run holds the lock still
   */
  public static ArchiveRun begin(
      Path path, String command, Duration wait, Clock clock, ArchiveEvents events) {
    ArchiveFolder folder = ArchiveFolder.prepare(path);
    return new ArchiveRun(folder, ArchiveLock.take(folder, command, wait, clock), clock, events);
  }

  /**
   * Begins to read the ledger while other things are done, and to look for media that were missing.
   */
  public void readAhead(MediaResolver resolver) {
    opening =
        CompletableFuture.supplyAsync(
            () -> {
              LedgerState state = LedgerState.asking(new Arrivals(resolver));
              return new Opened(Ledger.open(folder, clock, state), state);
            });
  }

  private Opened opened(MediaResolver resolver) {
    if (opening == null) {
      readAhead(resolver);
    }
    try {
      return java.util.Objects.requireNonNull(opening).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TrackerException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Archives what is ready and not archived yet.
   *
   * @throws TrackerException if the archive cannot be used at all; what fails for single bundles is
   *     in the report
   */
  public ArchiveReport archive(ArchiveRequest request, Ingredients in) {
    Opened open = opened(in.resolver());
    ArchiveReport report =
        new Archiver(folder, open.ledger(), open.state(), request, in, began, events).run();
    end(open.ledger(), Runs.ARCHIVE, report);
    if (!report.hasFailed()) {
      request.since().ifPresent(Bookmark::save);
    }
    return report;
  }

  private void end(Ledger ledger, String command, ArchiveReport report) {
    try {
      ledger.append(new Ran(command, began, clock.instant(), report.exit(), report.counts()));
      ledger.sync();
    } catch (TrackerException e) {
      // On a full disk the reason of the run's own failure says more.
      if (report.stopped().isEmpty()) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (opening != null && opening.isDone() && !opening.isCompletedExceptionally()) {
      opening.join().ledger().close();
    }
    lock.close();
  }
}
