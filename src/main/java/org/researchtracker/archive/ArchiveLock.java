package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.researchtracker.bundle.Reasons;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;

/**
 * Lets one run at a time change an archive. The operating system gives up the lock with its holder,
 * however that ends; what the file says of the holder is for people only.
 */
final class ArchiveLock implements Closeable {
  private static final long POLL_MILLIS = 100;
  private static final int MOST = 4096;

  private final FileChannel channel;

  private ArchiveLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Who holds a lock.
   *
   * @param pid the process
   * @param since when it took it
   * @param command what it does
   */
  record Holder(long pid, Instant since, String command) {
    static Optional<Holder> parse(byte[] bytes, int length) {
      try {
        return LedgerJson.parse(bytes, 0, length)
            .flatMap(
                json ->
                    json.string("since")
                        .map(
                            since ->
                                new Holder(
                                    pid(json),
                                    Instant.parse(since),
                                    json.string("command").orElse(""))));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    private static long pid(JsonObject json) {
      return json.get("pid")
          .flatMap(JsonValue::asScalarText)
          .filter(text -> text.matches("\\d{1,18}"))
          .map(Long::parseLong)
          .orElse(0L);
    }

    /** Returns who it is and how long it has held the lock. */
    String inWords(Instant now) {
      return command + ", process " + pid + ", for " + Spans.inWords(Duration.between(since, now));
    }
  }

  /**
   * Takes the lock.
   *
   * @param wait how long to wait for another run
   * @throws TrackerException of kind {@code LOCKED} if another run holds it still
   */
  static ArchiveLock take(ArchiveFolder folder, String command, Duration wait, Clock clock) {
    long begun = System.nanoTime();
    try {
      FileChannel channel =
          PrivateFiles.open(
              folder.lock(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        while (!tryLock(channel)) {
          if (Duration.ofNanos(System.nanoTime() - begun).compareTo(wait) >= 0) {
            throw held(folder, holder(channel), clock.instant());
          }
          Thread.sleep(POLL_MILLIS);
        }
        write(channel, command, clock.instant());
        return new ArchiveLock(channel);
      } catch (IOException | RuntimeException | InterruptedException e) {
        channel.close();
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrackerException.failed("interrupted while waiting for the lock", "");
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "the archive " + folder.path() + " cannot be locked: " + Reasons.of(e),
          "the folder must be writable, on a file system that knows locks",
          e);
    }
  }

  /** Returns who holds the lock now, if anybody does. */
  static Optional<Holder> holder(ArchiveFolder folder) {
    try (FileChannel channel =
        FileChannel.open(folder.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return tryLock(channel) ? Optional.empty() : holder(channel);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void write(FileChannel channel, String command, Instant now) throws IOException {
    JsonObject holder =
        JsonObject.builder()
            .put("pid", ProcessHandle.current().pid())
            .put("since", now.toString())
            .put("command", command)
            .build();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((holder.toJson() + "\n").getBytes(UTF_8)), 0);
  }

  private static Optional<Holder> holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST);
    channel.read(bytes, 0);
    return Holder.parse(bytes.array(), bytes.position());
  }

  private static TrackerException held(ArchiveFolder folder, Optional<Holder> holder, Instant now) {
    String who = holder.map(each -> " (" + each.inWords(now) + ")").orElse("");
    return new TrackerException(
        TrackerException.Kind.LOCKED,
        "another run holds the lock of " + folder.path() + who,
        "--lock-wait 5m waits for it; the lock is given up when its holder ends, however that is");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
