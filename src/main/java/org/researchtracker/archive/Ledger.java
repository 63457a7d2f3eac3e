package org.researchtracker.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
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

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private String chain;
  private long position;
  private long lines;
  private long synced = System.nanoTime();

  private Ledger(Path file, FileChannel channel, Clock clock, LedgerLines.Reading reading) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.chain = reading.chain();
    this.position = reading.bytes();
    this.lines = reading.lines();
  }

  /**
   * Opens the ledger of an archive and reads it.
   *
   * @param taker is given every event, in order
   * @throws TrackerException if it is damaged or cannot be written
   */
  static Ledger open(ArchiveFolder folder, Clock clock, Consumer<LedgerEvent> taker) {
    Path file = folder.ledger();
    try {
      FileChannel channel = open(file);
      try {
        LedgerLines.Reading reading = read(folder, taker);
        if (reading.torn()) {
          channel.truncate(reading.bytes());
        }
        return new Ledger(file, channel, clock, reading);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(file, "cannot be opened", e);
    }
  }

  /**
   * Reads the ledger of an archive, to which another run may be adding.
   *
   * @throws TrackerException if it is damaged
   */
  static LedgerLines.Reading read(ArchiveFolder folder, Consumer<LedgerEvent> taker) {
    try {
      LedgerLines.Reading reading = LedgerLines.read(folder.ledger(), taker);
      if (reading.fault().isPresent()) {
        throw damaged(folder.ledger(), reading.fault().get());
      }
      return reading;
    } catch (IOException e) {
      throw failure(folder.ledger(), "cannot be read", e);
    }
  }

  private static TrackerException damaged(Path file, String fault) {
    return TrackerException.failed(
        "the ledger " + file + " was tampered with or is damaged: " + fault,
        "put back a sound copy of it; or move it away: the next run takes in the bundles by their"
            + " content and begins a new one");
  }

  private static FileChannel open(Path file) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      FileAttribute<?> mode =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      return FileChannel.open(file, options, mode);
    }
    return FileChannel.open(file, options);
  }

  /**
   * Adds an event.
   *
   * @throws TrackerException if it cannot be written; the ledger is then as it was
   */
  void append(LedgerEvent event) {
    JsonObject fields =
        JsonObject.builder()
            .put("n", lines + 1)
            .put("at", clock.instant().toString())
            .putAll(event.fields().build())
            .build();
    byte[] line = LedgerLines.line(fields, chain);
    try {
      write(line);
    } catch (IOException e) {
      throw failure(file, "cannot be written", e);
    }
    chain = LedgerLines.chainOf(line);
    position += line.length;
    lines++;
    if (System.nanoTime() - synced > SYNC_NANOS) {
      sync();
    }
  }

  private void write(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, position + bytes.position());
      }
    } catch (IOException e) {
      try {
        channel.truncate(position);
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
    } catch (IOException e) {
      throw failure(file, "cannot be written", e);
    }
  }

  private static TrackerException failure(Path file, String what, IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the ledger " + file + " " + what + ": " + e.getMessage(),
        "nothing is lost: the next run takes in by their content what is in place",
        e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
