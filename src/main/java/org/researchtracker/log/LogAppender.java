package org.researchtracker.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Appends whole lines to a log below a root, beside other writers (log format, <em>Files</em>; the
 * recorder's contract).
 *
 * <p>A log of the name {@code NAME} is {@code NAME.jsonl}, or what its {@link Rotation} makes of
 * that. Whoever writes to it holds an fcntl record lock on {@code NAME.lock} beside it, and one on
 * {@code tracker.lock} of the root, under which sequence numbers are given; both files stay. So
 * several threads, recorders and processes may write to one log, or each to its own below one root,
 * and no number is given twice.
 *
 * <p>Each batch is one write. A last line that was torn, by a process that died, is ended first, so
 * that only itself is lost. A log or folder that was renamed or removed meanwhile is made anew.
 * Files get the permissions that the umask leaves. Thread-safe; calls of {@link #append} take
 * turns.
 */
public final class LogAppender implements Closeable {
  /** The name whose lock is the root's. */
  public static final String ROOT_NAME = "tracker";

  private static final Pattern NAMES =
      Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,99}");
  private static final int TRIES = 3;

  /** Adds lines to a batch. */
  @FunctionalInterface
  public interface Filler {
    /** Adds lines; called once, under the lock, and nothing is written if it throws. */
    void fill(LogBatch batch) throws IOException;
  }

  /**
   * What became of a batch.
   *
   * @param file the log that was written to
   * @param lines how many of its lines, from the first on, stand in the log; none is there in part
   * @param failure why the others do not, if that is not all
   */
  public record Appended(Path file, int lines, Optional<IOException> failure) {}

  private final Path root;
  private final String name;
  private final Rotation rotation;
  private final Clock clock;
  private final LockFile rootLock;
  private final LockFile nameLock;
  private final SequenceNumbers numbers;
  private final LogBatch batch;

  private @Nullable AppendFile current;
  private @Nullable LocalDate day;
  private int part = 1;

  private @Nullable Long stamp;
  private long ownSize;
  private boolean begun;
  private boolean closed;

  private LogAppender(Path root, String name, Rotation rotation, Clock clock) {
    this.root = root;
    this.name = name;
    this.rotation = rotation;
    this.clock = clock;
    this.rootLock = LockFile.share(root.resolve(ROOT_NAME + ".lock"));
    this.nameLock = LockFile.share(root.resolve(name + ".lock"));
    this.numbers = new SequenceNumbers(root);
    this.batch = new LogBatch(numbers);
  }

  /**
   * Makes an appender; its files are opened at the first batch.
   *
   * @param root the log root; it is made if it is missing
   * @param name what the file names begin with, such as {@code tracker}
   * @param clock tells the day, in its zone
   * @throws IllegalArgumentException if the name is empty, begins with a dot, is longer than 100
   *     characters, or holds a separator or a control character
   * @throws IOException if the root is missing and cannot be made
   */
  public static LogAppender open(Path root, String name, Rotation rotation, Clock clock)
      throws IOException {
    checkName(name);
    Files.createDirectories(root);
    return new LogAppender(root.toRealPath(), name, rotation, clock);
  }

  /**
   * Returns a name, if it can be that of a log.
   *
   * @throws IllegalArgumentException as {@link #open} does
   */
  public static String checkName(String name) {
    if (!NAMES.matcher(name).matches()) {
      throw new IllegalArgumentException("name of a log: " + name);
    }
    return name;
  }

  /**
   * Appends the lines that the filler adds, in one write.
   *
   * @param wait how long to wait for other writers
   * @return what became of them; a failure to write is told here, and leaves no half line
   * @throws LogLockedException if another writer still holds the lock after that time
   * @throws IOException if the log cannot be opened, or the filler fails; nothing was written
   */
  public synchronized Appended append(Duration wait, Filler filler) throws IOException {
    if (closed) {
      throw new IOException("the log is closed");
    }
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root);
    }
    long nanos = wait.toNanos();
    rootLock.lock(nanos);
    try {
      if (nameLock == rootLock) {
        return underLock(filler);
      }
      nameLock.lock(nanos);
      try {
        return underLock(filler);
      } finally {
        nameLock.unlock();
      }
    } finally {
      rootLock.unlock();
    }
  }

  private Appended underLock(Filler filler) throws IOException {
    long now = rootLock.stamp();
    if (stamp != null && stamp != now) {
      numbers.setBehind();
    }
    stamp = now;
    AppendFile file = file(0);
    try {
      filler.fill(batch);
      file = file(batch.length());
      if (batch.length() == 0) {
        return new Appended(file.path(), 0, Optional.empty());
      }
      stamp = rootLock.renewStamp();
      return write(file);
    } finally {
      batch.clear();
    }
  }

  private Appended write(AppendFile first) throws IOException {
    AppendFile file = first;
    for (int tries = 1; ; tries++) {
      long size = file.heal(file.size().orElse(0L));
      AppendFile.Outcome outcome = file.append(batch.text(), batch.length(), size);
      if (outcome.failure().isPresent()) {
        int lines = lines(outcome.length());
        if (lines > 0) {
          numbers.setBehind();
        }
        return new Appended(file.path(), lines, outcome.failure());
      }
      // A file that was removed between the look and the write took the lines with it. Where it was
      // only renamed they stand in the log twice, which readers take for once.
      if (file.size().isPresent() || tries == TRIES) {
        ownSize = size + batch.length();
        batch.numbers().forEach(numbers::raise);
        numbers.grown(file.key(), size, ownSize);
        numbers.save(false);
        return new Appended(file.path(), batch.lines(), Optional.empty());
      }
      file = reopen(file.path());
    }
  }

  private int lines(int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      if (batch.text()[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** Returns the file to write so many bytes to, healed. */
  private AppendFile file(long coming) throws IOException {
    LocalDate today = LocalDate.now(clock);
    // A clock that jumps back must not lead to a file that readers believe to be finished.
    if (day == null || (rotation.daily() && today.isAfter(day))) {
      day = today;
      part = 1;
    }
    LocalDate fixed = day;
    while (rotation.hasLimit() && Files.exists(path(fixed, part + 1))) {
      part++;
    }
    AppendFile file = current;
    Path path = path(fixed, part);
    if (file == null || !file.path().equals(path) || file.size().isEmpty()) {
      file = reopen(path);
    }
    long size = file.size().orElse(0L);
    if (size > 0 && size > rotation.maxBytes() - coming) {
      part++;
      file = reopen(path(fixed, part));
      size = file.size().orElse(0L);
    }
    if (size != ownSize) {
      // Somebody wrote who does not renew the stamp, or the file was found with text in it.
      if (begun) {
        numbers.setBehind();
      }
      ownSize = file.heal(size);
    }
    begun = true;
    return file;
  }

  private Path path(LocalDate date, int number) {
    return root.resolve(rotation.fileName(name, date, number));
  }

  private AppendFile reopen(Path path) throws IOException {
    AppendFile before = current;
    if (before != null) {
      current = null;
      try {
        before.sync();
      } finally {
        AppendFile.closeQuietly(before);
      }
    }
    Files.createDirectories(root);
    AppendFile file = AppendFile.open(path);
    current = file;
    ownSize = 0;
    return file;
  }

  /**
   * Brings what was appended onto the disk; waits for it, without holding the lock.
   *
   * @throws IOException if the system cannot tell that it is there
   */
  public synchronized void sync() throws IOException {
    if (current != null) {
      current.sync();
    }
  }

  /** Syncs and closes the files. Closing twice does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      sync();
      remember();
    } finally {
      AppendFile.closeQuietly(current);
      numbers.close();
      nameLock.close();
      rootLock.close();
    }
  }

  /** Leaves behind how far the logs were read, unless somebody else is writing just now. */
  private void remember() throws IOException {
    if (numbers.isLoaded()) {
      try {
        rootLock.lock(0);
      } catch (LogLockedException e) {
        return;
      }
      try {
        numbers.save(true);
      } finally {
        rootLock.unlock();
      }
    }
  }
}
