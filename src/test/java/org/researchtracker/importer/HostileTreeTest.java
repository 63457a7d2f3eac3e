package org.researchtracker.importer;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.ImportHarness.Told;

/** Whatever the bytes are: an import ends, accounts for each file once, and is settled at once. */
class HostileTreeTest {
  private static final String SESSION = "html/session_a_250714202907_206a5e28";

  @TempDir Path temp;
  private Trees trees;

  private void mixed() throws IOException {
    trees = new Trees(temp.resolve("tree"));
    trees.run("2025-11-03/t/run_1762176600500_a1b2c3").usual().process("input", "x").save();
    trees.run("2025-11-03/run_1762176600501_a1b2c4").usual().save();
    trees.write(
        "records/exec_20251103_143020_abc12345.json",
        "{\"execution_id\":\"exec_20251103_143020_abc12345\",\"items\":[{\"item_type\":"
            + "\"user_input_text\",\"sequence_number\":1,\"content\":\"Hallo\",\"metadata\":{}},"
            + "{\"item_type\":\"output_image\",\"sequence_number\":2,\"file_path\":\"a.png\"}]}");
    trees.write("records/a.png", Trees.png(Map.of("prompt", "{\"1\":{\"inputs\":{\"seed\":1}}}")));
    trees.write(
        SESSION + "/metadata.json",
        "{\"prompt\":\"Ein & Haus\",\"workflow_name\":\"w\",\"media_files\":[\"b.png\"]}");
    trees.write(SESSION + "/media/b.png", Trees.png(Map.of("prompt", "{\"1\":{}}")));
    trees.write(
        SESSION + "/output.html",
        "<div class=\"prompt-section\"><div class=\"text-content\">Ein & Haus</div></div>"
            + "<div class=\"output-item\"><div class=\"output-header\">1. T (TEXT)</div>"
            + "<div class=\"output-content\"><div class=\"text-content\">x</div></div></div>"
            + "<div class=\"output-item\"><div class=\"output-header\">2. I (IMAGE)</div>"
            + "<div class=\"output-content\"><img src=\"media/b.png\"></div></div>");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(trees.root())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void assertAccounted(ImportHarness harness) throws IOException {
    Told told = harness.run(trees.root());
    List<String> names = new ArrayList<>();
    for (Path file : files()) {
      names.add(trees.root().relativize(file).toString());
    }
    assertThat(told.files).extracting(FileVerdict::path).containsExactlyInAnyOrderElementsOf(names);
    long size = harness.logBytes();
    assertThat(harness.run(trees.root()).items()).isZero();
    assertThat(harness.logBytes()).isEqualTo(size);
    assertThat(harness.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void accountsForEveryFileWhateverBecomesOfItsBytes(long seed) throws IOException {
    Random random = new Random(seed);
    mixed();
    ImportHarness harness = new ImportHarness(temp);
    harness.run(trees.root());
    for (int round = 0; round < 5; round++) {
      for (Path file : files()) {
        if (random.nextInt(3) == 0) {
          Files.write(file, mutated(Files.readAllBytes(file), random));
        }
      }
      assertAccounted(harness);
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(6); i > 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(3) == 0 && changed.length > 0) {
      int from = random.nextInt(changed.length);
      int length = random.nextInt(changed.length - from);
      byte[] part = new byte[length];
      System.arraycopy(changed, from, part, 0, length);
      return part;
    }
    return changed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"link/secret.png", "../records/link/secret.png"})
  void takesNoMediumThroughALinkedFolder(String path) throws IOException {
    trees = new Trees(temp.resolve("tree"));
    trees.write("records/exec_20251103_143020_abc12345.json", record(path));
    link("records/link", "secret.png");

    assertThat(media()).isZero();
  }

  @Test
  void takesNoOutputThroughALinkedFolderOfARun() throws IOException {
    String run = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    trees = new Trees(temp.resolve("tree"));
    trees.write("records/exec_20251103_143020_abc12345.json", record(run));
    Files.createDirectories(trees.root().resolve(run));
    link(run + "/final", "01_output_image.png");

    assertThat(media()).isZero();
  }

  private static String record(String path) {
    return "{\"execution_id\":\"exec_20251103_143020_abc12345\",\"items\":[{\"item_type\":"
        + "\"output_image\",\"sequence_number\":1,\"file_path\":\""
        + path
        + "\"}]}";
  }

  /** Makes a link to a folder outside of the tree, which holds a picture of that name. */
  private void link(String name, String picture) throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.write(outside.resolve(picture), Trees.png(Map.of()));
    Files.createSymbolicLink(trees.root().resolve(name), outside);
  }

  private int media() throws IOException {
    return new ImportHarness(temp).run(trees.root()).executions.get(0).media();
  }

  @Test
  void readsWhatWritersNeverMeant() throws IOException {
    trees = new Trees(temp.resolve("tree"));
    trees.write("deep/metadata.json", "{\"entities\":" + "[".repeat(50_000));
    trees.write(
        "odd/metadata.json",
        "{\"run_id\":7,\"entities\":[1,null,\"x\",[],{}],\"items\":3,"
            + "\"output_configs\":\"a\",\"log_version\":\"x\",\"user_id\":[1]}");
    trees.write("list/metadata.json", "[1,2]");
    trees.write("nul/metadata.json", "\0\0\0\0");
    trees.write("empty/metadata.json", "");
    trees.write("twice/metadata.json", "{\"run_id\":\"twice\",\"entities\":[]}\n  ]\n}");
    trees.write(
        "up/metadata.json",
        "{\"entities\":[{\"type\":\"input\",\"filename\":\"../../secret.txt\"},"
            + "{\"type\":\"output_image\",\"filename\":\"/etc/passwd\"}]}");
    trees.write("secret.txt", "secret");
    trees.write(
        "bytes/metadata.json", new byte[] {'{', '"', 'x', '"', ':', '"', (byte) 0xff, '"', '}'});
    trees.write("utf16/metadata.json", "\ufeff{\"run_id\":\"utf16\"}".getBytes(UTF_16LE));
    trees.write(
        "text/metadata.json",
        "{\"entities\":[{\"sequence\":1,\"type\":\"input\",\"filename\":\"01_input.txt\"}]}");
    trees.write("text/01_input.txt", new byte[] {'a', (byte) 0xe9, 'b'});
    ImportHarness harness = new ImportHarness(temp);

    assertAccounted(harness);

    assertThat(harness.record("7").head().extra().toString()).contains("imported_fields");
    assertThat(harness.record("up").items().toString()).doesNotContain("secret\"");
    assertThat(harness.record("utf16").executionId()).isEqualTo("utf16");
    assertThat(harness.record("twice").head().extra().toString()).contains("more text follows");
    assertThat(harness.record("text").items().get(0).filePath()).isEqualTo("text/01_input.txt");
  }

  /** If this fails, one file that cannot be read keeps years of workshops out. */
  @Test
  void goesOnWhereFilesCannotBeRead() throws IOException {
    mixed();
    trees.write("2025-11-03/t/run_1762176600500_a1b2c3/final/99_lost.txt", "x");
    String run = "2025-11-03/t/run_1762176600500_a1b2c3/final/";
    ImportHarness harness = new ImportHarness(temp);
    harness.vanish("01_input.txt", "06_output_image.png", "99_lost.txt");

    Told told = harness.run(trees.root());

    for (String name : List.of("01_input.txt", "06_output_image.png", "99_lost.txt")) {
      assertThat(told.file(run + name).kind()).isEqualTo(FileVerdict.Kind.REFUSED);
      assertThat(told.file(run + name).reason())
          .isEqualTo("cannot be read: gone while it was read");
    }
    assertThat(told.executions).hasSize(4);
    assertThat(ImportHarness.types(harness.record("run_1762176600500_a1b2c3")))
        .contains("user_input_text", "output_image");
  }

  /**
   * If this fails, a seed that a failing disk kept back is missing for ever, and nobody is told.
   */
  @Test
  void tellsOfAPictureWhoseGraphCannotBeRead() throws IOException {
    mixed();
    ImportHarness harness = new ImportHarness(temp);
    harness.vanishHalfRead("06_output_image.png");

    Told told = harness.run(trees.root());

    FileVerdict picture =
        told.file("2025-11-03/t/run_1762176600500_a1b2c3/final/06_output_image.png");
    assertThat(picture.kind()).isEqualTo(FileVerdict.Kind.REFUSED);
    assertThat(picture.reason()).isEqualTo("cannot be read: gone while it was read");
    assertThat(ImportHarness.types(harness.record("run_1762176600500_a1b2c3")))
        .contains("output_image");
  }

  @Test
  void findsFilesByNamesWithLettersBeyondAscii() throws IOException {
    trees = new Trees(temp.resolve("tree"));
    String composed = "01_Stra\u00dfe_\u00fc_\u4e2d.txt";
    trees.write("r\u00fcn/final/01_Stra\u00dfe_u\u0308_\u4e2d.txt", "\u00fcber \ud83d\ude00");
    trees.write("r\u00fcn/final/[ \\ ^ ` {.png", Trees.png(Map.of()));
    trees.write(
        "r\u00fcn/metadata.json",
        "{\"entities\":[{\"sequence\":1,\"type\":\"input\",\"filename\":\""
            + composed
            + "\"},{\"sequence\":2,\"type\":\"output_image\",\"filename\":\"[ \\\\ ^ ` {.png\"}]}");
    ImportHarness harness = new ImportHarness(temp);

    Told told = harness.run(trees.root());

    assertThat(told.files).noneMatch(file -> file.kind() == Kind.REFUSED);
    assertThat(harness.record("r\u00fcn").items().get(0).content())
        .isEqualTo("\u00fcber \ud83d\ude00");
    assertThat(harness.record("r\u00fcn").items().get(1).filePath())
        .isEqualTo("r\u00fcn/final/[ \\ ^ ` {.png");
  }
}
