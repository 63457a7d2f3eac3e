package org.researchtracker.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Ran;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.model.JsonValue.JsonObject;
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
  private @Nullable MediaBringer bringer;
  private LedgerCache cache = LedgerCache.none();

  private record Opened(Ledger ledger, Register register) {}

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
   * Lets a folder for caches hold what the ledger was found to say, for the next run; called before
   * anything else.
   */
  public void cacheIn(Path caches) {
    remember(LedgerCache.of(folder, caches, began));
  }

  /** Lets a cache hold it. */
  void remember(LedgerCache known) {
    cache = known;
  }

  /** Says that media are to be brought first; called before anything else. */
  public void bringFirst(MediaBringer first) {
    bringer = first;
  }

  /**
   * Begins to read the ledger while other things are done, and to look for media that were missing.
   */
  public void readAhead(MediaResolver resolver) {
    opening =
        CompletableFuture.supplyAsync(
            () -> {
              // What is about to be brought is looked for afterwards.
              Standings standings =
                  new Standings(bringer == null ? new Arrivals(resolver) : medium -> false);
              Ledger ledger = Ledger.open(folder, clock, cache, standings);
              return new Opened(ledger, new Register(ledger, standings));
            });
  }

  private Opened opened(MediaResolver resolver) {
    if (opening == null) {
      readAhead(resolver);
    }
    try {
      return Objects.requireNonNull(opening).join();
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
    // While the ledger is read.
    long[] zips = folder.zipNumbers();
    Opened open = opened(in.resolver());
    ArchiveReport report =
        new Archiver(folder, zips, open.register(), request, in, bring(), began, events).run();
    end(open.ledger(), Runs.ARCHIVE, report);
    if (!report.hasFailed()) {
      request.since().ifPresent(Bookmark::save);
    }
    return report;
  }

  /**
   * Completes bundles whose media have turned up since.
   *
   * @param leftOut ids whose executions nobody may see
   * @param minFree bytes that shall stay free on the disk
   */
  public ArchiveReport retry(Ingredients in, Set<String> leftOut, long minFree) {
    Opened open = opened(in.resolver());
    ArchiveReport report =
        new Retry(folder, open.register(), in, bring(), leftOut, minFree, began, events).run();
    end(open.ledger(), Runs.RETRY, report);
    return report;
  }

  /**
   * Removes superseded versions whose last successor holds all that they hold.
   *
   * @param keep how many versions of each unit stay in any case, from 1
   * @param plan whether nothing is removed, only said
   */
  public PruneReport prune(int keep, boolean plan) {
    LedgerState state = new LedgerState();
    try (Ledger ledger = Ledger.open(folder, clock, cache, state)) {
      PruneReport report = new Pruning(folder, state, ledger::append, keep, plan).run();
      if (!plan) {
        ledger.append(new Ran(Runs.PRUNE, began, clock.instant(), Runs.DONE, report.counts()));
        ledger.sync();
      }
      return report;
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED, "the ledger cannot be closed: " + Reasons.of(e), "", e);
    }
  }

  /**
   * Reads an archive again: its ledger, and all its bundles or a share of them. Waits for nobody:
   * where another run is under way, it is not written down that this one was.
   *
   * @param path the folder of the archive
   * @param share the share of the bundles that is read, above 0 and up to 1
   * @throws TrackerException if there is no such folder
   */
  public static VerifyReport verify(Path path, double share, Clock clock, ArchiveEvents events) {
    ArchiveFolder folder = ArchiveFolder.existing(path);
    Instant began = clock.instant();
    VerifyReport report = new ArchiveVerification(folder, events).run(share);
    try (ArchiveLock lock = ArchiveLock.take(folder, Runs.VERIFY, Duration.ZERO, clock);
        Ledger ledger = Ledger.open(folder, clock, LedgerCache.none(), (event, line) -> {})) {
      Objects.requireNonNull(lock);
      JsonObject counts =
          JsonObject.builder().put("read", report.read()).put("faults", report.faults()).build();
      ledger.append(new Ran(Runs.VERIFY, began, clock.instant(), report.exit(), counts));
      ledger.sync();
    } catch (TrackerException | IOException e) {
      // A disk that is read-only, a damaged ledger, another run: what was found counts.
    }
    return report;
  }

  private Optional<MediaBringer> bring() {
    return Optional.ofNullable(bringer);
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
    try {
      if (opening != null) {
        opening.join().ledger().close();
      }
    } catch (CompletionException e) {
      // Whoever asked for it has been told; or nobody did, because something else failed first.
    } finally {
      lock.close();
    }
  }
}
