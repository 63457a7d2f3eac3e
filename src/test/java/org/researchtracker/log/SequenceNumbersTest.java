package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If these fail, a number is given that an item of the root has already: one of the two is lost.
 */
class SequenceNumbersTest {
  /** Long enough for a log of which a book is kept. */
  private static final String PADDING = "x".repeat(70_000);

  @TempDir private Path root;

  private static String item(String id, long number, String content) {
    return """
    {"execution_id":"%s","sequence_number":%d,"item_type":"user_input_text","content":"%s"}
    """
        .formatted(id, number, content);
  }

  private void pack(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }

  @Test
  void countsOnAfterACompressedLog() throws IOException {
    pack("a.jsonl.1.gz", item("a", 5, ""));
    try (SequenceNumbers numbers = new SequenceNumbers(root)) {
      assertThat(numbers.highest("a")).isEqualTo(5);

      pack("a.jsonl.1.gz", item("a", 5, "") + item("a", 9, "longer than before"));
      pack("a.jsonl.2.gz", item("b", 2, ""));
      numbers.setBehind();

      assertThat(numbers.highest("a")).isEqualTo(9);
      assertThat(numbers.highest("b")).isEqualTo(2);
      assertThat(numbers.highest("c")).isEqualTo(-1);
    }
  }

  @Test
  void readsACompressedLogAgainThatWasReplacedByOneOfItsSize() throws IOException {
    pack("a.jsonl.1.gz", item("a", 5, ""));
    try (SequenceNumbers numbers = new SequenceNumbers(root)) {
      assertThat(numbers.highest("a")).isEqualTo(5);
      long size = Files.size(root.resolve("a.jsonl.1.gz"));

      pack("a.jsonl.1.gz", item("a", 6, ""));
      assertThat(root.resolve("a.jsonl.1.gz")).hasSize(size);
      Files.setLastModifiedTime(
          root.resolve("a.jsonl.1.gz"),
          FileTime.from(java.time.Instant.parse("2030-01-01T00:00:00Z")));
      numbers.setBehind();

      assertThat(numbers.highest("a")).isEqualTo(6);
    }
  }

  @Test
  void looksAgainOnlyWhereOthersMayHaveWritten() throws IOException {
    Path log = Files.writeString(root.resolve("a.jsonl"), item("a", 1, ""));
    try (SequenceNumbers numbers = new SequenceNumbers(root)) {
      assertThat(numbers.isLoaded()).isFalse();
      assertThat(numbers.highest("a")).isEqualTo(1);
      assertThat(numbers.isLoaded()).isTrue();

      Files.writeString(log, item("a", 2, ""), StandardOpenOption.APPEND);
      assertThat(numbers.highest("a")).isEqualTo(1);
      numbers.setBehind();
      assertThat(numbers.highest("a")).isEqualTo(2);
    }
  }

  /** What is remembered of a log holds for its text, not for its name. */
  @Test
  void readsALogWholeThatWasWrittenAnew() throws IOException {
    Path log = Files.writeString(root.resolve("a.jsonl"), item("a", 3, PADDING));
    remember("a", 3);

    Files.writeString(log, item("b", 7, PADDING) + item("b", 8, PADDING));

    try (SequenceNumbers numbers = new SequenceNumbers(root)) {
      assertThat(numbers.highest("b")).isEqualTo(8);
      assertThat(numbers.highest("a")).isEqualTo(3);
    }
    Files.writeString(log, item("b", 9, PADDING) + item("c", 1, ""));
    remember("b", 9);
    Files.writeString(log, item("d", 4, ""));
    remember("d", 4);
  }

  /** Only the lines after the place that was reached may hold something new. */
  @Test
  void goesOnFromThePlaceThatWasReached() throws IOException {
    String text = item("a", 3, PADDING) + item("m", 5, "") + item("z", 1, PADDING);
    Path log = Files.writeString(root.resolve("a.jsonl"), text);
    remember("m", 5);
    // Nobody changes what stands in a log; were it read again, this would be found.
    Files.writeString(log, text.replace(":5,", ":9,") + item("a", 4, ""));

    remember("a", 4);
    remember("m", 5);
  }

  /** Our own lines are known without being read, from whichever place they were added at. */
  @Test
  void takesItsOwnLinesForRead() throws IOException {
    Path log = Files.writeString(root.resolve("a.jsonl"), item("a", 3, PADDING));
    try (SequenceNumbers numbers = new SequenceNumbers(root)) {
      assertThat(numbers.highest("a")).isEqualTo(3);
      long from = Files.size(log);
      Files.writeString(log, item("a", 9, ""), StandardOpenOption.APPEND);
      numbers.grown(keyOf(log), from, Files.size(log));
      numbers.raise("a", 4);
      numbers.setBehind();

      assertThat(numbers.highest("a")).isEqualTo(4);

      numbers.grown(keyOf(log), from, Files.size(log) + 1);
      Files.writeString(log, item("a", 10, ""), StandardOpenOption.APPEND);
      numbers.setBehind();
      assertThat(numbers.highest("a")).isEqualTo(10);
    }
  }

  private static String keyOf(Path log) throws IOException {
    return LogTree.walk(java.util.List.of(log.getParent())).files().get(0).key();
  }

  /** Reads the logs, and leaves behind how far. */
  private void remember(String id, long highest) throws IOException {
    try (SequenceNumbers numbers = new SequenceNumbers(root)) {
      assertThat(numbers.highest(id)).isEqualTo(highest);
      numbers.save(true);
    }
    assertThat(root.resolve(NumberBook.NAME)).exists();
  }
}
