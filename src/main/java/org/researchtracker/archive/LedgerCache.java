package org.researchtracker.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.CacheParts.Part;
import org.researchtracker.archive.LedgerLines.Reading;
import org.researchtracker.index.ByteReader;
import org.researchtracker.index.ByteWriter;

/**
 * What the lines of a ledger say, kept so that the next run need not take 100,000 lines of JSON
 * apart again. It is believed only of lines whose chain is checked again, and which end with the
 * chain that they ended with when they were taken apart: those are the same bytes. Lost or damaged
 * it is made anew, and where it cannot be written there is none. Not thread-safe.
 */
final class LedgerCache {
  /** Fewer lines than that are taken apart in no time. */
  private static final long STEP = 256 << 10;

  /** A run a month keeps its own. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final long step;
  private @Nullable Path file;
  private Reading covered = Reading.EMPTY;
  private long end = CacheParts.START;
  private ByteWriter pending = new ByteWriter();

  /**
   * A cache in a file, which need not exist.
   *
   * @param step how many bytes of the ledger a part is of, at least
   */
  LedgerCache(@Nullable Path file, long step) {
    this.file = file;
    this.step = step;
  }

  /**
   * Returns that of an archive, in a folder for caches. Those of archives of which nothing was
   * heard for long are removed: their folders were moved or deleted.
   */
  static LedgerCache of(ArchiveFolder archive, Path caches, Instant now) {
    String place;
    try {
      place = archive.path().toRealPath().toString();
    } catch (IOException e) {
      return none();
    }
    String name = String.format("archive-%016x.events", Mixing.mix(place));
    Path file = caches.resolve(name);
    keepFresh(caches, file, now);
    return new LedgerCache(file, STEP);
  }

  private static void keepFresh(Path caches, Path file, Instant now) {
    FileTime old = FileTime.from(now.minus(KEPT));
    try {
      if (Files.exists(file)) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
      try (DirectoryStream<Path> all = Files.newDirectoryStream(caches, "archive-*.events")) {
        for (Path each : all) {
          if (Files.getLastModifiedTime(each).compareTo(old) < 0) {
            Files.deleteIfExists(each);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It only takes room.
    }
  }

  /** Returns one that keeps nothing. */
  static LedgerCache none() {
    return new LedgerCache(null, Long.MAX_VALUE);
  }

  /**
   * Gives what the lines of a ledger say that it knows, if they are sound.
   *
   * @return up to where that is
   */
  Reading give(Path ledger, EventTaker taker) {
    covered = Reading.EMPTY;
    end = CacheParts.START;
    try (CacheParts parts = CacheParts.open(file)) {
      Optional<Part> part = parts.next();
      while (part.isPresent() && isOf(ledger, part.get().upTo())) {
        ByteReader events = part.get().events();
        while (events.hasMore()) {
          long line = events.readUnsigned();
          taker.take(EventCodec.read(events), line);
        }
        covered = part.get().upTo();
        end = part.get().end();
        part = parts.next();
      }
    } catch (IOException e) {
      // Lines from here on are taken apart, and will be again.
      file = null;
    }
    return covered;
  }

  private static boolean isOf(Path ledger, Reading upTo) throws IOException {
    return upTo.chain().equals(LedgerLines.chainBefore(ledger, upTo.bytes()));
  }

  /** Takes what the next line says, which begins at a place of the ledger. */
  void add(LedgerEvent event, long line) {
    if (file != null) {
      pending.writeUnsigned(line);
      EventCodec.write(pending, event);
    }
  }

  /** Says how far the lines go that were taken; writes a part if they are enough for one. */
  void settle(Reading reading) {
    if (file == null || reading.bytes() - covered.bytes() < step) {
      return;
    }
    byte[] part = CacheParts.bytes(reading, pending.toBytes());
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        PrivateFiles.createFolder(folder);
      }
      try (FileChannel channel =
          PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        write(channel, CacheParts.start(), 0);
        write(channel, part, end);
        channel.truncate(end + part.length);
      }
      end += part.length;
    } catch (IOException e) {
      // What is not written now is taken apart again by the next run, and what follows with it.
      file = null;
    }
    covered = reading;
    pending = new ByteWriter();
  }

  private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, at + rest.position());
    }
  }
}
