package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file beside the logs, {@value #NAME}, that remembers how far each log was read and the highest
 * sequence number of each execution (by the hash of its id, in order, so that one is found without
 * reading the others).
 *
 * <p>It can be deleted at any time: the next writer reads the logs again. It is replaced as a whole
 * or not at all. Not thread-safe.
 */
final class NumberBook implements Closeable {
  static final String NAME = ".tracker-numbers";

  private static final long MAGIC = 0x54524b4e554d3031L;
  private static final int FIXED = 2 * Long.BYTES + Integer.BYTES;
  private static final int ENTRY = 2 * Long.BYTES;
  private static final int LARGEST_HEAD = 256 << 20;

  private final Path root;
  private final @Nullable FileChannel channel;
  private final Map<String, SequenceNumbers.Position> positions;
  private final long start;
  private final long count;

  private NumberBook(
      Path root,
      @Nullable FileChannel channel,
      Map<String, SequenceNumbers.Position> positions,
      long start,
      long count) {
    this.root = root;
    this.channel = channel;
    this.positions = positions;
    this.start = start;
    this.count = count;
  }

  /** Opens the book of a log root; one that is missing or damaged is an empty one. */
  static NumberBook open(Path root) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(root.resolve(NAME), StandardOpenOption.READ);
      return read(root, channel);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      closeQuietly(channel);
      return new NumberBook(root, null, Map.of(), 0, 0);
    }
  }

  private static NumberBook read(Path root, FileChannel channel) throws IOException {
    ByteBuffer fixed = ByteBuffer.wrap(LogText.read(channel, 0, FIXED));
    long magic = fixed.getLong();
    long count = fixed.getLong();
    int length = fixed.getInt();
    long start = (long) FIXED + length + Long.BYTES;
    if (magic != MAGIC
        || length < 0
        || length > LARGEST_HEAD
        || count < 0
        || channel.size() != start + count * ENTRY) {
      throw new IOException("damaged");
    }
    byte[] head = LogText.read(channel, 0, FIXED + length);
    long checksum = ByteBuffer.wrap(LogText.read(channel, FIXED + length, Long.BYTES)).getLong();
    if (checksum != checksum(head)) {
      throw new IOException("damaged");
    }
    ByteBuffer in = ByteBuffer.wrap(head, FIXED, length);
    Map<String, SequenceNumbers.Position> positions = new HashMap<>();
    while (in.hasRemaining()) {
      byte[] key = new byte[in.getInt()];
      in.get(key);
      positions.put(
          new String(key, UTF_8),
          new SequenceNumbers.Position(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
    }
    return new NumberBook(root, channel, positions, start, count);
  }

  private static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }

  Map<String, SequenceNumbers.Position> positions() {
    return positions;
  }

  /** Returns how large the table is. */
  long bytes() {
    return count * ENTRY;
  }

  /** Returns the highest number of an id's hash, or -1. */
  long get(long hash) throws IOException {
    long low = 0;
    long high = count - 1;
    try {
      while (low <= high) {
        long middle = (low + high) >>> 1;
        ByteBuffer entry = entries(middle, 1);
        long there = entry.getLong();
        if (there == hash) {
          return entry.getLong();
        } else if (there < hash) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return NumberTable.UNKNOWN;
    } catch (BufferUnderflowException e) {
      throw new IOException(root.resolve(NAME) + " was cut off", e);
    }
  }

  private ByteBuffer entries(long from, int number) throws IOException {
    if (channel == null) {
      throw new IOException("no book");
    }
    return ByteBuffer.wrap(LogText.read(channel, start + from * ENTRY, number * ENTRY));
  }

  /** Writes a book with these positions and the numbers of this one and the table, and opens it. */
  NumberBook replace(Map<String, SequenceNumbers.Position> positions, NumberTable table)
      throws IOException {
    Path part = root.resolve(NAME + ".part");
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] places = places(positions);
      out.position((long) FIXED + places.length + Long.BYTES);
      long merged = merge(table, out);
      ByteBuffer head = ByteBuffer.allocate(FIXED + places.length + Long.BYTES);
      head.putLong(MAGIC).putLong(merged).putInt(places.length).put(places);
      byte[] summed = new byte[head.position()];
      head.duplicate().flip().get(summed);
      head.putLong(checksum(summed)).flip();
      long at = 0;
      while (head.hasRemaining()) {
        at += out.write(head, at);
      }
      out.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(
        part,
        root.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    close();
    return open(root);
  }

  private static byte[] places(Map<String, SequenceNumbers.Position> positions) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, SequenceNumbers.Position> entry : positions.entrySet()) {
        byte[] key = entry.getKey().getBytes(UTF_8);
        SequenceNumbers.Position position = entry.getValue();
        out.writeInt(key.length);
        out.write(key);
        out.writeLong(position.size);
        out.writeLong(position.modifiedNanos);
        out.writeLong(position.end);
        out.writeLong(position.checksum);
      }
    }
    return bytes.toByteArray();
  }

  /** Writes the entries of this book and of the table in order; returns how many they are. */
  private long merge(NumberTable table, FileChannel out) throws IOException {
    long[] newer = table.sortedHashes();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long merged = 0;
    int next = 0;
    for (long at = 0; at < count; ) {
      int step = (int) Math.min(count - at, 4096);
      ByteBuffer older = entries(at, step);
      for (int i = 0; i < step; i++) {
        long hash = older.getLong();
        long number = older.getLong();
        for (; next < newer.length && newer[next] < hash; next++, merged++) {
          put(newer[next], table.get(newer[next]), buffer, out);
        }
        if (next < newer.length && newer[next] == hash) {
          number = Math.max(number, table.get(hash));
          next++;
        }
        put(hash, number, buffer, out);
        merged++;
      }
      at += step;
    }
    for (; next < newer.length; next++, merged++) {
      put(newer[next], table.get(newer[next]), buffer, out);
    }
    flush(buffer, out);
    return merged;
  }

  private static void put(long hash, long number, ByteBuffer buffer, FileChannel out)
      throws IOException {
    if (buffer.remaining() < ENTRY) {
      flush(buffer, out);
    }
    buffer.putLong(hash).putLong(number);
  }

  private static void flush(ByteBuffer buffer, FileChannel out) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
