package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If these fail, a sequence number is given twice, or logs that were read are read again. */
class NumberBookTest {
  @TempDir Path root;

  private static SequenceNumbers.Position position(long size, long nanos, long end, long tail) {
    return new SequenceNumbers.Position(size, nanos, end, tail);
  }

  @Test
  void remembersTheHighestNumberOfEachExecutionHoweverOftenItIsReplaced() throws IOException {
    Random random = new Random(5);
    Map<Long, Long> highest = new HashMap<>();
    NumberBook book = NumberBook.open(root);
    // More than are read or written at once, and some of them again in each round.
    for (int round = 0; round < 4; round++) {
      NumberTable table = new NumberTable();
      for (int i = 0; i < 6000; i++) {
        long hash = (1 + random.nextInt(20_000)) * 0x9e3779b97f4a7c15L;
        long number = 1L + random.nextInt(1000);
        table.raise(hash, number);
        highest.merge(hash, number, Math::max);
      }
      book = book.replace(Map.of(), table);
    }
    assertThat(book.bytes()).isEqualTo(16L * highest.size());
    for (Map.Entry<Long, Long> entry : highest.entrySet()) {
      assertThat(book.get(entry.getKey())).isEqualTo(entry.getValue());
    }
    assertThat(book.get(7)).isEqualTo(NumberTable.UNKNOWN);
    book.close();
  }

  @Test
  void remembersHowFarEachLogWasRead() throws IOException {
    NumberTable table = new NumberTable();
    table.raise(3, 9);
    NumberBook.open(root)
        .replace(Map.of("dev:1", position(10, 20, 9, 77), "\u00e4", position(1, 2, 0, -1)), table)
        .close();

    try (NumberBook book = NumberBook.open(root)) {
      assertThat(book.positions()).containsOnlyKeys("dev:1", "\u00e4");
      SequenceNumbers.Position read = book.positions().get("dev:1");
      assertThat(new long[] {read.size, read.modifiedNanos, read.end, read.checksum})
          .containsExactly(10, 20, 9, 77);
    }
  }

  @Test
  void aBookWhoseHeadIsDamagedOrCutIsAnEmptyOne() throws IOException {
    NumberTable table = new NumberTable();
    table.raise(3, 9);
    NumberBook.open(root).replace(Map.of("key", position(10, 20, 9, 77)), table).close();
    Path file = root.resolve(NumberBook.NAME);
    byte[] whole = Files.readAllBytes(file);
    int head = whole.length - 16;
    for (int at = 0; at < head; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x41;
      Files.write(file, damaged);
      try (NumberBook book = NumberBook.open(root)) {
        assertThat(book.positions()).as("byte %d", at).isEmpty();
        assertThat(book.bytes()).as("byte %d", at).isZero();
      }
    }
    Files.write(file, Arrays.copyOf(whole, head - 1));
    try (NumberBook book = NumberBook.open(root)) {
      assertThat(book.positions()).isEmpty();
    }
  }
}
