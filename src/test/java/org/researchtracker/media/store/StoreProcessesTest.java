package org.researchtracker.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.StoreFinding.Kind;

/** Real processes at one store: side by side, and killed at any moment. */
final class StoreProcessesTest {
  @TempDir private Path folder;

  /** What the processes run: keeps media, and says of each that it is kept once it is. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      int from = Integer.parseInt(arguments[1]);
      int to = Integer.parseInt(arguments[2]);
      try (MediaStore store = MediaStore.open(Path.of(arguments[0]))) {
        for (int i = from; i < to; i++) {
          store.put(reference(i), new ByteArrayInputStream(bytes(i)), ORIGIN);
          System.out.println(i);
        }
      }
    }
  }

  private static final Origin ORIGIN =
      Origin.of(Step.WEB, "https://example.org/", "a.bin", Instant.EPOCH);

  private static MediaReference reference(int i) {
    return new MediaReference(
        "e" + i,
        1,
        Optional.empty(),
        Optional.of("https://example.org/" + i),
        Optional.empty(),
        Optional.empty());
  }

  /** Every third is the same as another, so that processes meet at equal bytes, too. */
  private static byte[] bytes(int i) {
    byte[] bytes = new byte[20_000];
    new Random(i % 3 == 0 ? 0 : i).nextBytes(bytes);
    return bytes;
  }

  private static Process write(Path store, int from, int to) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                store.toString(),
                Integer.toString(from),
                Integer.toString(to)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<StoreFinding> findings(Path store) throws IOException {
    List<StoreFinding> findings = new ArrayList<>();
    MediaStore.verify(store, findings::add);
    return findings;
  }

  @Test
  void processesThatWriteAtOnceLoseNothing() throws IOException, InterruptedException {
    Path store = folder.resolve("store");
    // Neither finds a store: both make it.
    List<Process> writers = List.of(write(store, 0, 60), write(store, 30, 90));
    for (Process writer : writers) {
      writer.getInputStream().readAllBytes();
      assertThat(writer.waitFor()).isZero();
    }

    assertThat(findings(store)).isEmpty();
    try (MediaStore opened = MediaStore.open(store)) {
      StoreStats stats = opened.stats();
      assertThat(stats.kept()).isEqualTo(90);
      assertThat(stats.content().count()).isEqualTo(61);
      assertThat(stats.incoming().count()).isZero();
    }
  }

  @Test
  void whatWasKeptSurvivesAKillAtAnyMomentAndTheRestCanBeKeptAgain()
      throws IOException, InterruptedException {
    Path store = folder.resolve("store");
    Random random = new Random(7);
    int next = 0;
    for (int round = 0; round < 5; round++) {
      Process writer = write(store, next, 10_000);
      int last = next + random.nextInt(8);
      try (BufferedReader said =
          new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
        String line = said.readLine();
        while (line != null && Integer.parseInt(line) < last) {
          line = said.readLine();
        }
      }
      writer.destroyForcibly().waitFor();
      // A reader comes first: it must cope with what was left half done.
      try (MediaStore opened = MediaStore.ifPresent(store).orElseThrow()) {
        for (int i = 0; i <= last; i++) {
          assertThat(opened.entry(reference(i)).orElseThrow().kept()).isPresent();
        }
        next = last + 1;
      }
      assertThat(findings(store))
          .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.UNCATALOGUED));
    }
    try (MediaStore opened = MediaStore.open(store)) {
      for (int i = 0; i < next + 2; i++) {
        StoredMedium medium = opened.put(reference(i), new ByteArrayInputStream(bytes(i)), ORIGIN);
        assertThat(medium.file()).hasBinaryContent(bytes(i));
      }
      opened.sweep(Optional.empty(), false, Instant.now(), finding -> {});
    }
    assertThat(findings(store)).isEmpty();
  }
}
