package org.researchtracker.cli.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.Origin;

/** {@code tracker media check}, and that every command sees what the media store has. */
class MediaCheckCommandTest {
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");

  private static final String REMOTE = "https://media.example.org/a.png?sig=secret";

  @TempDir private Path temp;
  private CliHarness cli;

  @BeforeEach
  void start() throws IOException {
    cli = new CliHarness(temp);
    Files.createDirectories(temp.resolve("logs"));
    Files.createDirectories(temp.resolve("exports"));
  }

  private void log(String execution, String... paths) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < paths.length; i++) {
      lines.append(
          String.format(
              "{\"execution_id\":\"%s\",\"sequence_number\":%d,\"item_type\":\"output_image\","
                  + "\"timestamp\":\"2025-11-03T10:00:00Z\",\"file_path\":%s}%n",
              execution, i + 1, paths[i].isEmpty() ? "null" : "\"" + paths[i] + "\""));
    }
    cli.write("logs/" + execution + ".jsonl", lines.toString());
  }

  private Path picture(String name) throws IOException {
    return Files.write(temp.resolve("exports").resolve(name), PNG);
  }

  private static MediaReference reference(String execution, long number, String path) {
    return new MediaReference(
        execution, number, Optional.empty(), Optional.of(path), Optional.empty(), Optional.empty());
  }

  private static Origin origin() {
    return Origin.of(Step.WEB, REMOTE, "a.png", Instant.parse("2025-11-03T10:00:00Z"));
  }

  private MediaStore store() {
    return MediaStore.open(temp.resolve("home/.local/share/tracker/store"));
  }

  private String marks() {
    return cli.run("media", "check", "--columns", "mark,sequence_number,media_reason,step").out();
  }

  @Test
  void marksEachMediumByItsState() throws IOException {
    picture("a.png");
    picture("b.wav");
    Files.setPosixFilePermissions(
        picture("shut.png"), PosixFilePermissions.fromString("---------"));
    Files.writeString(temp.resolve("exports/script.png"), "#!/bin/sh\n");
    String data = "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(PNG);
    log(
        "e",
        "a.png",
        "gone.png",
        "shut.png",
        REMOTE,
        "b.wav",
        "",
        "/etc/hosts",
        "script.png",
        data);

    CliResult result = cli.run("media", "check", "--columns", "mark,sequence_number,media_reason");

    boolean root = Files.isReadable(temp.resolve("exports/shut.png"));
    assertThat(result.out().lines())
        .containsExactly(
            "mark\tsequence_number\tmedia_reason",
            "=\t1\t",
            "-\t2\tnot_found",
            root ? "=\t3\t" : "!\t3\tunreadable",
            "~\t4\tnot_fetched",
            "?\t5\t",
            "-\t6\tno_path",
            "-\t7\toutside_roots",
            "-\t8\tnot_media",
            "?\t9\t");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).startsWith("tracker: 9 media: ").contains("2 of another type");
  }

  @Test
  void endsWellWhereAllIsThereThoughSomeIsOfAnotherType() throws IOException {
    picture("a.png");
    picture("b.wav");
    log("e", "a.png", "b.wav");

    CliResult result = cli.run("media", "check", "-q");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("named .wav, is image/png");
  }

  @Test
  void theListOfIncompleteExecutionsSelectsThem() throws IOException {
    picture("a.png");
    log("whole", "a.png");
    log("lacking", "gone.png", "a.png", "gone2.png");

    assertThat(cli.run("media", "check", "--missing", "list.txt").exit()).isEqualTo(3);

    assertThat(temp.resolve("list.txt")).hasContent("lacking\n");
    assertThat(cli.run("list", "--ids-from", "list.txt", "--columns", "execution_id").out())
        .isEqualTo("execution_id\nlacking\n");
    assertThat(cli.run("media", "check", "whole", "--missing", "none.txt").exit()).isZero();
    assertThat(temp.resolve("none.txt")).isEmptyFile();
  }

  @Test
  void whatTheStoreHasIsThereForEveryCommand() throws IOException {
    log("e", REMOTE, "lost.png");
    assertThat(marks())
        .isEqualTo(
            "mark\tsequence_number\tmedia_reason\tstep\n~\t1\tnot_fetched\t\n-\t2\tnot_found\t\n");
    assertThat(temp.resolve("home/.local")).doesNotExist();

    try (MediaStore store = store()) {
      store.put(reference("e", 1, REMOTE), new ByteArrayInputStream(PNG), origin());
      store.failed(reference("e", 2, "lost.png"), MissingReason.EXPIRED, "over", origin());
    }

    assertThat(marks())
        .isEqualTo("mark\tsequence_number\tmedia_reason\tstep\n=\t1\t\tstore\n-\t2\texpired\t\n");
    assertThat(cli.run("show", "e", "--full").out())
        .contains("in the media store")
        .contains("missing: expired (over)");
    assertThat(cli.run("export", "--all", "-o", "b.zip").err())
        .contains("1 media (1 missing: 1 expired)");
  }

  /** If this fails, a bundle tells where its maker's files lie, or differs by that. */
  @Test
  void aBundleMadeFromTheStoreIsTheSameAsOneMadeFromAFile() throws IOException {
    String text = "{\"a\":1}";
    log("e", "/far/away/a.png", "/far/away/b.json");
    Path far = Files.createDirectories(temp.resolve("far"));
    Files.write(far.resolve("a.png"), PNG);
    Files.writeString(far.resolve("b.json"), text);
    assertThat(
            cli.run("export", "--all", "-o", "one.zip", "--name", "x", "--map", "/far/away=far")
                .exit())
        .isZero();
    try (MediaStore store = store()) {
      Instant now = Instant.parse("2025-11-03T10:00:00Z");
      store.put(
          reference("e", 1, "/far/away/a.png"),
          new ByteArrayInputStream(PNG),
          Origin.of(Step.WEB, "http://x/", "a.png", now));
      store.put(
          reference("e", 2, "/far/away/b.json"),
          new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
          Origin.of(Step.WEB, "http://x/", "b.json", now));
    }
    assertThat(cli.run("export", "--all", "-o", "two.zip", "--name", "x").exit()).isZero();

    assertThat(Files.mismatch(temp.resolve("one.zip"), temp.resolve("two.zip"))).isEqualTo(-1);
  }

  @Test
  void damagedBytesOfTheStoreAreNeverBundled() throws IOException {
    log("e", REMOTE);
    Path file;
    try (MediaStore store = store()) {
      file = store.put(reference("e", 1, REMOTE), new ByteArrayInputStream(PNG), origin()).file();
    }
    byte[] damaged = PNG.clone();
    damaged[50] ^= 1;
    Files.write(file, damaged);

    for (String metadata : List.of("keep", "extract", "strip")) {
      CliResult result =
          cli.run("export", "--all", "-o", "b.zip", "--force", "--media-metadata", metadata);
      assertThat(result.exit()).as(metadata).isEqualTo(3);
      assertThat(result.err()).contains("1 unreadable");
    }
    assertThat(cli.run("export", "--all", "-o", "-").exit()).isEqualTo(3);
  }

  @Test
  void comesInOrderHoweverManyThereAre() throws IOException {
    picture("a.png");
    String[] paths = new String[3000];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = i % 7 == 0 ? "gone.png" : "a.png";
    }
    log("e", paths);

    Stream<String> lines = marks().lines().skip(1);

    int[] number = {0};
    assertThat(lines)
        .hasSize(3000)
        .allSatisfy(
            line -> {
              int i = number[0]++;
              assertThat(line).startsWith((i % 7 == 0 ? "-\t" : "=\t") + (i + 1) + "\t");
            });
  }
}
