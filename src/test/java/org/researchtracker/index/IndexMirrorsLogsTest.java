package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.Selection;
import org.researchtracker.model.StatsGroup;
import org.researchtracker.model.StatsKey;

/**
 * If this fails, a user sees other answers after some history of the logs than after deleting the
 * index: items doubled, lost or kept although their log is gone.
 */
class IndexMirrorsLogsTest {
  @TempDir Path folder;

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(Long.getLong("seeds", 60L));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterAnyHistoryTheAnswersAreThoseOfAFreshReading(long seed) throws IOException {
    Random random = new Random(seed);
    Path logs = Files.createDirectories(folder.resolve("logs"));
    History history = new History(logs, random);
    history.append("a.jsonl", 12);
    List<String> steps = new ArrayList<>();
    try (LogIndex index =
        LogIndex.open(Indexes.settings(folder.resolve("kept.db"), logs), IndexEvents.NONE)) {
      for (int step = 0; step < 12; step++) {
        steps.add(history.step());
        index.refresh();
        List<String> kept = Indexes.answers(index.catalog()).lines().toList();
        try (LogIndex fresh = Indexes.fresh(folder.resolve("fresh" + step + ".db"), logs)) {
          List<String> expected = Indexes.answers(fresh.catalog()).lines().toList();
          // Line by line, so that a failure shows the answer that differs and not all of them.
          for (int i = 0; i < Math.min(expected.size(), kept.size()); i++) {
            assertThat(kept.get(i)).as("seed %d after %s", seed, steps).isEqualTo(expected.get(i));
          }
          assertThat(kept).hasSameSizeAs(expected);
        }
        assertThat(totals(index.catalog(), List.of()))
            .isEqualTo(totals(index.catalog(), List.of(StatsKey.STATUS)));
      }
    }
  }

  /** The sums of everything are kept, those of groups are counted: both are the same numbers. */
  private static List<Long> totals(Catalog catalog, List<StatsKey> by) {
    long[] sums = new long[7];
    for (StatsGroup group : catalog.stats(Selection.ALL, by)) {
      OutputCounts outputs = group.outputs();
      long[] counts = {
        group.executions(),
        group.items(),
        outputs.requested(),
        outputs.generated(),
        outputs.blocked(),
        outputs.failed(),
        outputs.pending()
      };
      Arrays.setAll(sums, i -> sums[i] + counts[i]);
    }
    return LongStream.of(sums).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameLinesInAnyOrderAndSlicingGiveTheSameAnswers(long seed) throws IOException {
    Random random = new Random(seed);
    RandomLogs lines = new RandomLogs(random);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(lines.line());
    }
    all.removeIf(line -> !line.startsWith("{\"execution_id\":\"e") || line.contains("NaN"));
    String first = null;
    for (int round = 0; round < 3; round++) {
      Path logs = Files.createDirectories(folder.resolve("logs" + round));
      for (String line : all) {
        Path log = logs.resolve("f" + random.nextInt(3) + ".jsonl");
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      try (LogIndex index = Indexes.fresh(folder.resolve("order" + round + ".db"), logs)) {
        StringBuilder answers = new StringBuilder();
        Catalog catalog = index.catalog();
        catalog
            .executions(org.researchtracker.model.Selection.ALL, 0)
            .forEach(entry -> answers.append(catalog.record(entry).toJson().toJson()).append('\n'));
        ProblemCounts counts = catalog.problemCounts();
        answers.append(counts.unreadable()).append(' ').append(counts.conflicts());
        assertThat(answers.toString())
            .as("seed %d", seed)
            .isEqualTo(first == null ? answers.toString() : first);
        first = answers.toString();
      }
      Collections.shuffle(all, random);
    }
  }

  /** What happens to a folder of logs. */
  private static final class History {
    private final Path logs;
    private final Random random;
    private final RandomLogs lines;
    private int made;

    History(Path logs, Random random) {
      this.logs = logs;
      this.random = random;
      this.lines = new RandomLogs(random);
    }

    String step() throws IOException {
      List<Path> files = files();
      Path some =
          files.isEmpty() ? logs.resolve("a.jsonl") : files.get(random.nextInt(files.size()));
      String name = String.valueOf(some.getFileName());
      boolean plain = !name.endsWith(".gz");
      int what = random.nextInt(9);
      if (what <= 2 || !Files.exists(some)) {
        append("a.jsonl", 1 + random.nextInt(6));
        return "append";
      }
      switch (what) {
        case 3 -> {
          Path rotated = logs.resolve("a.jsonl." + ++made);
          Files.move(some, plain ? rotated : logs.resolve("b.jsonl." + ++made + ".gz"));
          append("a.jsonl", 2);
          return "rename " + name;
        }
        case 4 -> {
          if (plain) {
            gzip(some, logs.resolve(name.replaceFirst("l\\..*", "l") + "." + ++made + ".gz"));
            Files.delete(some);
          }
          return "compress " + name;
        }
        case 5 -> {
          if (plain) {
            Files.copy(
                some, logs.resolve("a.jsonl." + ++made), StandardCopyOption.REPLACE_EXISTING);
            Files.newByteChannel(
                    some, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
          }
          return "copy and truncate " + name;
        }
        case 6 -> {
          for (Path leaving : files.subList(0, random.nextInt(files.size()))) {
            if (random.nextBoolean()) {
              // Copied to another disk and back, say: the text is there, the file another one.
              Files.copy(leaving, logs.resolve("moved" + ++made + "-" + leaving.getFileName()));
            }
            Files.delete(leaving);
          }
          return "delete or move several";
        }
        case 7 -> {
          Path copy = logs.resolve((random.nextBoolean() ? "0" : "z") + ++made + ".jsonl");
          if (plain) {
            Files.copy(some, copy);
            if (random.nextBoolean()) {
              gzip(some, logs.resolve("copy" + ++made + ".jsonl.gz"));
            }
          }
          return "copy " + name + " to " + copy.getFileName();
        }
        default -> {
          if (plain) {
            Files.writeString(some, lines.line() + "\n" + lines.line() + "\n");
          }
          return "replace " + name;
        }
      }
    }

    void append(String name, int count) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append(lines.line()).append(random.nextInt(6) == 0 ? "\r\n" : "\n");
      }
      if (random.nextInt(3) == 0) {
        text.setLength(text.length() - random.nextInt(10) % text.length());
      }
      Files.writeString(
          logs.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void gzip(Path from, Path to) throws IOException {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
        out.write(
            Files.readString(from, StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    private List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(logs)) {
        return files.sorted().toList();
      }
    }
  }
}
