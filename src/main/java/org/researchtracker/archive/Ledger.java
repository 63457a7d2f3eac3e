package org.researchtracker.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.researchtracker.archive.LedgerLines.Reading;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;

/**
 * The ledger of an archive, open for new lines; whoever opens it holds the archive's lock. A last
 * line that was not written to its end is cut off: what it would have said is found out again from
 * the bundles. Not thread-safe.
 */
final class Ledger implements Closeable {
  /** What is lost in a crash is found out again, so not every line has to wait for the disk. */
  private static final long SYNC_NANOS = 1_000_000_000L;

  /** How many bytes are read until the cache may write down what they say. */
  private static final long AT_ONCE = 4 << 20;

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final LedgerCache cache;
  private final Reading known;
  private final CompletableFuture<Reading> checking;
  private final LedgerParser parser = new LedgerParser();
  private Reading end;
  private long synced = System.nanoTime();

  private Ledger(
      Path file,
      FileChannel channel,
      Clock clock,
      LedgerCache cache,
      Reading known,
      CompletableFuture<Reading> checking,
      Reading end) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.cache = cache;
    this.known = known;
    this.checking = checking;
    this.end = end;
  }

  /**
   * Opens the ledger of an archive and reads it. Lines that the cache knows are checked afterwards,
   * at the latest before something is added or given again.
   *
   * @param cache what its lines were found to say before
   * @param taker is given every event, in order
   * @throws TrackerException if it is damaged or cannot be written
   */
  static Ledger open(ArchiveFolder folder, Clock clock, LedgerCache cache, EventTaker taker) {
    Path file = folder.ledger();
    try {
      FileChannel channel =
          PrivateFiles.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        Reading known = cache.give(file, taker);
        CompletableFuture<Reading> checking =
            CompletableFuture.supplyAsync(() -> check(file, known.bytes()));
        Reading reading = readOn(file, known, cache, taker);
        Ledger ledger = new Ledger(file, channel, clock, cache, known, checking, reading);
        if (reading.torn()) {
          ledger.requireSound();
          channel.truncate(reading.bytes());
        }
        return ledger;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(file, "cannot be opened", e);
    }
  }

  /**
   * Waits until the lines that the cache knows were checked.
   *
   * @throws TrackerException if they are damaged
   */
  private void requireSound() {
    try {
      if (!sound(file, checking.join()).equals(known)) {
        throw failure(file, "cannot be read", new IOException("it was changed meanwhile"));
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof TrackerException unreadable) {
        throw unreadable;
      }
      throw e;
    }
  }

  private static Reading check(Path file, long upTo) {
    try {
      return LedgerLines.check(file, upTo);
    } catch (IOException e) {
      throw failure(file, "cannot be read", e);
    }
  }

  /** Reads the other lines, and has the cache know what they say. */
  private static Reading readOn(Path file, Reading before, LedgerCache cache, EventTaker taker)
      throws IOException {
    EventTaker both =
        (event, line) -> {
          taker.take(event, line);
          cache.add(event, line);
        };
    Reading reading = before;
    long upTo;
    do {
      upTo = reading.bytes() + AT_ONCE;
      reading = sound(file, LedgerLines.readOn(file, reading, upTo, both));
      cache.settle(reading);
    } while (reading.bytes() >= upTo);
    return reading;
  }

  /**
   * Returns what a line says.
   *
   * @param line the place at which it begins
   * @throws TrackerException if it cannot be read
   */
  LedgerEvent at(long line) {
    requireSound();
    try {
      return LedgerLines.at(channel, line);
    } catch (IOException e) {
      throw failure(file, "cannot be read", e);
    }
  }

  /**
   * Reads the ledger of an archive, to which another run may be adding.
   *
   * @throws TrackerException if it is damaged
   */
  static Reading read(ArchiveFolder folder, EventTaker taker) {
    try {
      return sound(folder.ledger(), LedgerLines.read(folder.ledger(), taker));
    } catch (IOException e) {
      throw failure(folder.ledger(), "cannot be read", e);
    }
  }

  private static Reading sound(Path file, Reading reading) {
    if (reading.fault().isPresent()) {
      throw TrackerException.failed(
          "the ledger " + file + " was tampered with or is damaged: " + reading.fault().get(),
          "put back a sound copy of it; or move it away: the next run takes in the bundles by their"
              + " content and begins a new one");
    }
    return reading;
  }

  /**
   * Adds an event.
   *
   * @return the place at which its line begins
   * @throws TrackerException if it cannot be written; the ledger is then as it was
   */
  long append(LedgerEvent event) {
    requireSound();
    JsonObject fields =
        JsonObject.builder()
            .put("n", end.lines() + 1)
            .put("at", clock.instant().toString())
            .putAll(event.fields().build())
            .build();
    byte[] line = LedgerLines.line(fields, end.chain());
    long place = end.bytes();
    try {
      write(line);
    } catch (IOException e) {
      throw failure(file, "cannot be written", e);
    }
    end =
        new Reading(
            end.lines() + 1,
            end.bytes() + line.length,
            LedgerLines.chainOf(line),
            false,
            Optional.empty());
    // What is read from the line, as if it were read from the file.
    parser.parse(line, 0, line.length - 1).ifPresent(read -> cache.add(read, place));
    if (System.nanoTime() - synced > SYNC_NANOS) {
      sync();
    }
    return place;
  }

  private void write(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, end.bytes() + bytes.position());
      }
    } catch (IOException e) {
      try {
        channel.truncate(end.bytes());
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Waits until all lines are on the disk. */
  void sync() {
    try {
      channel.force(true);
      synced = System.nanoTime();
      cache.settle(end);
    } catch (IOException e) {
      throw failure(file, "cannot be written", e);
    }
  }

  /** Returns what to tell of a ledger with which something cannot be done. */
  static TrackerException failure(Path file, String what, IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the ledger " + file + " " + what + ": " + Reasons.of(e),
        "nothing is lost: the next run takes in by their content what is in place",
        e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
