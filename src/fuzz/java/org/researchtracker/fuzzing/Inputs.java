package org.researchtracker.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What targets make their inputs of. */
public final class Inputs {
  private static final Path EXAMPLES = Path.of("examples/workshop");
  private static final int MOST = 1 << 15;

  private Inputs() {}

  /** Returns a text with what is no UTF-8 replaced. */
  public static String text(byte[] input) {
    return new String(input, UTF_8);
  }

  /** Returns the bytes of each text. */
  public static List<byte[]> of(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  /** Returns the lines of the workshop's log. */
  public static List<byte[]> logLines() throws IOException {
    return Files.readAllLines(EXAMPLES.resolve("logs/workshop.jsonl")).stream()
        .map(line -> line.getBytes(UTF_8))
        .toList();
  }

  /** Returns the beginnings of the workshop's media. */
  public static List<byte[]> media() throws IOException {
    List<byte[]> media = new ArrayList<>();
    for (String folder : List.of("exports", "media")) {
      try (Stream<Path> files = Files.walk(EXAMPLES.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          byte[] bytes = Files.readAllBytes(file);
          media.add(Arrays.copyOf(bytes, Math.min(bytes.length, MOST)));
        }
      }
    }
    return media;
  }

  /** Fails with a text if something does not hold. */
  public static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
