package org.researchtracker.cli.bundling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** Verifies bundles that the program itself has written, after something happened to them. */
class VerifyCommandTest {
  @TempDir Path temp;
  private CliHarness cli;

  @BeforeEach
  void export() throws IOException {
    cli = new CliHarness(temp).withWorkshop();
    export("own", "--as", "dir");
  }

  private void export(String name, String... options) {
    String[] words = {"export", "--all", "-q", "-o", name};
    String[] all = Stream.concat(Stream.of(words), Stream.of(options)).toArray(String[]::new);
    CliResult result = cli.run(all);
    assertThat(result.exit()).as(result.err()).isIn(0, 3);
  }

  private Path file(String path) {
    return cli.folder().resolve("own").resolve(path);
  }

  private void replace(String path, String old, String text) throws IOException {
    String before = Files.readString(file(path));
    assertThat(before).contains(old);
    Files.writeString(file(path), before.replaceFirst(java.util.regex.Pattern.quote(old), text));
  }

  /** Makes the bag valid again, so that only what the bundle says of itself can tell. */
  private void seal() throws IOException {
    long bytes = 0;
    long count = 0;
    StringBuilder manifest = new StringBuilder();
    for (Path each : files()) {
      String path = file("").relativize(each).toString();
      if (path.startsWith("data/")) {
        bytes += Files.size(each);
        count++;
        manifest.append(sha512(each)).append("  ").append(path).append('\n');
      }
    }
    Files.writeString(file("manifest-sha512.txt"), manifest.toString());
    String info = Files.readString(file("bag-info.txt"));
    Files.writeString(
        file("bag-info.txt"),
        info.replaceFirst("Payload-Oxum: .*", "Payload-Oxum: " + bytes + "." + count)
            .replaceFirst("Content-Digest: .*\n", ""));
    StringBuilder tags = new StringBuilder();
    for (Path each : files()) {
      String path = file("").relativize(each).toString();
      if (!path.startsWith("data/") && !path.startsWith("tagmanifest-")) {
        tags.append(sha512(each)).append("  ").append(path).append('\n');
      }
    }
    Files.writeString(file("tagmanifest-sha512.txt"), tags.toString());
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(file(""))) {
      return new TreeSet<>(walk.filter(Files::isRegularFile).toList());
    }
  }

  private static String sha512(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> faults() throws IOException {
    seal();
    CliResult result = cli.run("verify", "own");
    assertThat(result.exit()).as(result.out()).isEqualTo(5);
    return result.out().lines().toList();
  }

  @Test
  void ownBundlesAreSound() {
    String sound = cli.run("verify", "own").out();
    assertThat(sound).startsWith("own: sound: 15 executions, 141 items, 13 media, 8 missing, ");

    export("own.zip", "--name", "own");
    export("semicolons.zip", "--csv-safe", "--csv-delimiter", ";");
    export("none.zip", "--no-media");
    CliResult zips = cli.run("verify", "own.zip", "semicolons.zip", "none.zip");
    assertThat(zips.out().lines()).hasSize(3).allMatch(line -> line.contains(": sound: "));
    assertThat(zips.exit()).isZero();
    assertThat(zips.out().lines().findFirst().orElseThrow())
        .endsWith(sound.strip().substring("own".length()));
  }

  @Test
  void plainLayoutsSayThatTheyAreNoBag() throws IOException {
    export("plain.zip", "--layout", "plain");
    Files.move(file("data"), cli.folder().resolve("folder"));

    for (String name : List.of("plain.zip", "folder")) {
      CliResult result = cli.run("verify", name);
      assertThat(result.out())
          .startsWith(name + ": no bag, and sound as far as can be told without one: 15 ");
      assertThat(result.exit()).isZero();
    }
  }

  @Test
  void resealedBundlesAreSound() throws IOException {
    seal();
    assertThat(cli.run("verify", "own").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "data/tables/items.csv, ',interception_result,', ',translation_result,', item_type of ",
    "data/tables/items.csv, ',included,', ',missing,', media_status of ",
    "data/tables/executions.csv, ',dada,', ',dodo,', config_name of ",
    "data/tables/outputs.csv, executions/, elsewhere/, media_path 'elsewhere/"
  })
  void tablesThatContradict(String table, String old, String text, String what) throws IOException {
    replace(table, old, text);

    assertThat(faults())
        .anyMatch(
            line -> line.startsWith("contradiction: " + table + " (row ") && line.contains(what));
  }

  @Test
  void rowsThatAreMissingOrDoubled() throws IOException {
    String text = Files.readString(file("data/tables/executions.csv"));
    List<String> rows = List.of(text.split("\r\n", -1));
    Files.writeString(file("data/tables/executions.csv"), text.replace(rows.get(1), rows.get(2)));

    assertThat(faults())
        .anyMatch(line -> line.contains(" once more)"))
        .anyMatch(line -> line.contains("(no row for "))
        .hasSize(2);
  }

  @Test
  void recordsThatContradictTheirMedia() throws IOException {
    Path records = file("data/records.jsonl");
    String text = Files.readString(records);
    Files.writeString(records, text.replaceFirst("(\"media_size\":)(\\d)", "$11$2"));

    assertThat(faults())
        .anyMatch(line -> line.contains("media_size is '1"))
        .anyMatch(line -> line.endsWith("(is not the same as its line in records.jsonl)"))
        .anyMatch(line -> line.contains("media_size of "));
  }

  @Test
  void mediaThatAreMissingOrChanged() throws IOException {
    Path medium;
    try (Stream<Path> walk = Files.walk(file("data/executions"))) {
      medium =
          walk.filter(each -> each.toString().endsWith(".png")).sorted().findFirst().orElseThrow();
    }
    String path = file("").relativize(medium).toString();
    Files.write(medium, new byte[] {1});
    assertThat(faults())
        .anyMatch(line -> line.contains(": media_sha512 is not that of "))
        .anyMatch(line -> line.contains("media_size is '"));

    Files.delete(medium);
    assertThat(faults()).anyMatch(line -> line.startsWith("missing: " + path + " (records.jsonl"));

    Files.write(medium.resolveSibling("99_more.png"), new byte[] {1});
    assertThat(faults()).anyMatch(line -> line.contains("(no item of records.jsonl names it)"));
  }

  @Test
  void recordsThatCannotBeRead() throws IOException {
    Path records = file("data/records.jsonl");
    Files.writeString(records, Files.readString(records) + "{\"execution_id\":\"x\"}\n[]\n{\n");

    assertThat(faults())
        .filteredOn(line -> line.startsWith("malformed: data/records.jsonl (line 1"))
        .hasSize(3);
  }

  @Test
  void contentDigestsThatAreWrong() throws IOException {
    replace("bag-info.txt", "Content-Digest: sha256:", "Content-Digest: sha256:0");

    assertThat(cli.run("verify", "own").out())
        .contains("contradiction: bag-info.txt (Content-Digest is sha256:0");
  }

  @Test
  void whatCannotBeReadAtAll() {
    CliResult alone = cli.run("verify", "none");
    assertThat(alone.exit()).isEqualTo(1);
    assertThat(alone.err()).startsWith("tracker: cannot read none: no such file or folder\nhint: ");
    CliResult beside = cli.run("verify", "none", "own");
    assertThat(beside.exit()).isEqualTo(1);
    assertThat(beside.out()).startsWith("own: sound: ");
    assertThat(cli.run("verify").exit()).isEqualTo(2);
    assertThat(cli.run("verify", "none", "logs").exit()).isEqualTo(5);
  }

  @Test
  void needsNeitherLogsNorIndex() {
    assertThat(cli.run("verify", "own", "--logs", "nowhere").exit()).isZero();
  }

  @Test
  void survivesAnyByte() throws IOException {
    export("own.zip", "--name", "own");
    byte[] zip = Files.readAllBytes(cli.folder().resolve("own.zip"));
    Random random = new Random(7);
    for (int round = 0; round < 150; round++) {
      byte[] broken = zip.clone();
      for (int flips = random.nextInt(5); flips >= 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      Files.write(cli.folder().resolve("fuzz.zip"), broken);
      CliResult result = cli.run("verify", "fuzz.zip");
      assertThat(result.exit()).as(result.err()).isIn(0, 5);
      assertThat(result.err()).isEmpty();
    }
    assertThat(new String(zip, 0, 2, UTF_8)).isEqualTo("PK");
  }

  @Test
  void manyAreVerifiedInSilenceWhereAllIsWell() throws IOException {
    export("second.zip");
    CliResult sound = cli.run("verify", "-q", "own", "second.zip");
    assertThat(sound.exit()).isZero();
    assertThat(sound.out() + sound.err()).isEmpty();

    replace("bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 9");
    CliResult damaged = cli.run("verify", "-q", "own", "second.zip");
    assertThat(damaged.exit()).isEqualTo(5);
    assertThat(damaged.out()).startsWith("own: ").doesNotContain("second.zip");
  }
}
