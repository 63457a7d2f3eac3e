package org.researchtracker.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The highest sequence number that each execution has below a log root, kept by reading what the
 * logs have gained since the last look.
 *
 * <p>What was read is remembered in a {@link NumberBook} beside the logs, so that a process that
 * adds one line to a large root reads only what came since. Numbers never fall: a log that leaves
 * takes none back. Not thread-safe; to be used under the root's lock.
 */
final class SequenceNumbers implements Closeable, LogBatch.NumberSource {
  /** How much is read again by each new process rather than noted in the book, bytes. */
  private static final long WORTH_A_BOOK = 1 << 16;

  /** How much more a process that lives on writes before it notes where it stands. */
  private static final int WHILE_RUNNING = 512;

  /** How much of a file's beginning, and of what stands before a position, tells it, bytes. */
  private static final int TELLING = 256;

  /** How far a file was read. */
  static final class Position {
    long size;
    long modifiedNanos;
    long end;

    /** What {@link #checksum} gives for the text up to {@code end}; -1 where not computed yet. */
    long checksum = -1;

    Position(long size, long modifiedNanos, long end, long checksum) {
      this.size = size;
      this.modifiedNanos = modifiedNanos;
      this.end = end;
      this.checksum = checksum;
    }
  }

  private final Path root;
  private boolean isBehind;
  private final NumberTable table = new NumberTable();
  private @Nullable NumberBook book;
  private Map<String, Position> positions = new HashMap<>();
  private long unbooked;

  SequenceNumbers(Path root) {
    this.root = root;
  }

  /** Says that others may have written to the logs since the last look. */
  void setBehind() {
    isBehind = true;
  }

  /** Returns whether the logs were read, so that an unknown id is a new one. */
  boolean isLoaded() {
    return book != null;
  }

  @Override
  public long highest(String executionId) throws IOException {
    long known = remembered(executionId);
    if (isBehind || (known == NumberTable.UNKNOWN && !isLoaded())) {
      catchUp();
      isBehind = false;
      known = remembered(executionId);
    }
    return known;
  }

  @Override
  public long remembered(String executionId) throws IOException {
    long hash = NumberTable.hash(executionId);
    long known = table.get(hash);
    return book == null ? known : Math.max(known, book.get(hash));
  }

  /** Notes a number that the root holds. */
  void raise(String executionId, long number) {
    table.raise(NumberTable.hash(executionId), number);
  }

  /** Notes that this process made a file longer, and by lines whose numbers were noted. */
  void grown(String fileKey, long from, long to) {
    Position position = positions.get(fileKey);
    if (position == null && from == 0) {
      position = new Position(0, 0, 0, -1);
      positions.put(fileKey, position);
    }
    if (position != null && position.end == from) {
      position.end = to;
      position.size = to;
      position.modifiedNanos = 0;
      position.checksum = -1;
      unbooked += to - from;
    }
  }

  /** Reads whatever the logs have gained. */
  private void catchUp() throws IOException {
    if (book == null) {
      NumberBook read = NumberBook.open(root);
      positions = new HashMap<>(read.positions());
      book = read;
    }
    Map<String, Position> seen = new HashMap<>();
    for (LogFile file : LogTree.walk(List.of(root)).files()) {
      String key = file.key().isEmpty() ? file.path().toString() : file.key();
      Position before = positions.get(key);
      try {
        seen.put(key, file.isCompressed() ? unpack(file, before) : advance(file, before));
      } catch (IOException e) {
        // What cannot be read now is tried again at the next look, from where it was left.
        if (before != null) {
          seen.put(key, before);
        }
      }
    }
    positions = seen;
  }

  private Position advance(LogFile file, @Nullable Position before) throws IOException {
    if (before != null
        && before.size == file.size()
        && (before.modifiedNanos == file.modifiedNanos() || before.modifiedNanos == 0)) {
      before.modifiedNanos = file.modifiedNanos();
      return before;
    }
    long from = before != null && isSameFile(file, before) ? before.end : 0;
    try (InputStream in = LogText.open(file.path(), from, file.size())) {
      long end = read(in, from);
      return new Position(file.size(), file.modifiedNanos(), end, -1);
    }
  }

  private Position unpack(LogFile file, @Nullable Position before) throws IOException {
    if (before != null
        && before.size == file.size()
        && before.modifiedNanos == file.modifiedNanos()) {
      return before;
    }
    try (InputStream in = LogText.openCompressed(file.path())) {
      read(in, 0);
    }
    return new Position(file.size(), file.modifiedNanos(), 0, 0);
  }

  private long read(InputStream in, long from) throws IOException {
    LogScanner.End end =
        LogScanner.scan(
            in,
            from,
            0,
            LogScanner.DEFAULT_MAX_LINE,
            Runnable::run,
            ScannedLine::parsed,
            new Noting());
    unbooked += end.position() - from;
    return end.position();
  }

  private static boolean isSameFile(LogFile file, Position before) throws IOException {
    return before.end <= file.size()
        && (before.checksum == -1 || before.checksum == checksum(file.path(), before.end));
  }

  /**
   * Returns what tells the text up to a position from another one: logs of long lines that end
   * alike are told by their beginnings.
   */
  private static long checksum(Path path, long end) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      int length = (int) Math.min(TELLING, end);
      CRC32C checksum = new CRC32C();
      checksum.update(LogText.read(channel, 0, length));
      checksum.update(LogText.read(channel, end - length, length));
      return checksum.getValue();
    }
  }

  /** Remembers what was read, where that saves later processes work. */
  void save(boolean last) {
    NumberBook old = book;
    if (old == null) {
      return;
    }
    long worth = Math.max(WORTH_A_BOOK, old.bytes() / 16) * (last ? 1 : WHILE_RUNNING);
    if (unbooked < worth) {
      return;
    }
    try {
      for (LogFile file : LogTree.walk(List.of(root)).files()) {
        Position position =
            positions.get(file.key().isEmpty() ? file.path().toString() : file.key());
        if (position != null && position.checksum == -1) {
          position.checksum = checksum(file.path(), position.end);
        }
      }
      book = old.replace(positions, table);
      table.clear();
      unbooked = 0;
    } catch (IOException e) {
      // A book saves time only; without it everything is read again.
    }
  }

  @Override
  public void close() throws IOException {
    if (book != null) {
      book.close();
    }
  }

  private final class Noting implements LogScanner.Sink<Optional<ParsedLine>> {
    @Override
    public void text(byte[] bytes, int length) {}

    @Override
    public void line(Optional<ParsedLine> line, long number) {
      line.ifPresent(this::note);
    }

    private void note(ParsedLine line) {
      long highest = 0;
      for (ParsedItem item : line.items()) {
        highest = Math.max(highest, item.sequenceNumber());
      }
      raise(line.executionId(), highest);
    }

    @Override
    public void reached(long position, long lines) {}
  }
}
