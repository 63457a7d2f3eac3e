package org.researchtracker.cli.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.Origin;
import org.researchtracker.media.store.StoredMedium;

/** {@code tracker media store}; in folders without logs, but where they are wanted. */
class MediaStoreCommandTest {
  @TempDir private Path temp;

  private StoredMedium put(String store, String execution, String path) throws IOException {
    Origin origin = Origin.of(Step.WEB, path, "a.png", Instant.parse("2025-11-03T10:00:00Z"));
    try (MediaStore opened = MediaStore.open(temp.resolve(store))) {
      MediaReference plain = MediaReference.of(execution, path);
      MediaReference reference =
          new MediaReference(
              execution, 1, plain.runId(), plain.filePath(), plain.promptId(), plain.url());
      return opened.put(reference, new ByteArrayInputStream(execution.getBytes(UTF_8)), origin);
    }
  }

  @Test
  void withoutAStoreThereIsNothingToFindUnlessOneWasNamed() throws IOException {
    CliHarness cli = new CliHarness(temp);

    assertThat(cli.run("media", "store", "verify").out()).contains("sound: 0 files");
    assertThat(cli.run("media", "store", "stats").out()).contains("exists\tfalse");
    assertThat(cli.run("media", "store", "gc").err()).contains("removed nothing");
    assertThat(temp).isEmptyDirectory();
    CliResult named = cli.run("media", "store", "verify", "--store", "nowhere");
    assertThat(named.exit()).isEqualTo(1);
    assertThat(named.err()).contains("there is no media store in ").contains("--store");
  }

  @Test
  void damageIsNamedWithItsItemAndEndsWithFive() throws IOException {
    CliHarness cli = new CliHarness(temp).env("TRACKER_STORE", "kept");
    StoredMedium medium = put("kept", "ws-1", "https://example.org/a.png");
    assertThat(cli.run("media", "store", "verify").exit()).isZero();

    Files.writeString(medium.file(), "ws-2");

    CliResult result = cli.run("media", "store", "verify");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.out()).startsWith("damaged: content/").contains("(item 1 of ws-1)");
    assertThat(cli.run("media", "store", "verify", "--json").out()).contains("\"sound\":false");
  }

  @Test
  void mediaWithoutALogAreRemovedOnlyWhereTheLogsAreNamedAndReadable() throws IOException {
    CliHarness cli = new CliHarness(temp).env("TRACKER_STORE", "kept");
    StoredMedium logged = put("kept", "ws-1", "https://example.org/a.png");
    StoredMedium unlogged = put("kept", "ws-2", "https://example.org/a.png");
    cli.write(
        "logs/a.jsonl",
        "{\"execution_id\":\"ws-1\",\"sequence_number\":1,\"item_type\":\"output_image\","
            + "\"file_path\":\"https://example.org/a.png\"}\n");

    assertThat(cli.run("media", "store", "gc").exit()).isZero();
    assertThat(cli.run("media", "store", "gc", "--unlogged").exit()).isEqualTo(2);
    cli.write("bad/b.jsonl", "no line of a log\n");
    assertThat(
            cli.run("media", "store", "gc", "--unlogged", "--logs", "logs", "--logs", "bad").exit())
        .isEqualTo(1);
    assertThat(cli.run("media", "store", "gc", "--unlogged", "--logs", "logs", "--dry-run").out())
        .startsWith("would remove unlogged: ")
        .contains("(item 1 of ws-2)");
    assertThat(unlogged.file()).exists();

    assertThat(cli.run("media", "store", "gc", "--unlogged", "--logs", "logs").exit()).isZero();
    assertThat(unlogged.file()).doesNotExist();
    assertThat(logged.file()).exists();
  }

  @Test
  void nothingIsRemovedWhereItemsMayStandInWhatWasNotRead() throws IOException {
    CliHarness cli = new CliHarness(temp).env("TRACKER_STORE", "kept");
    StoredMedium medium = put("kept", "ws-1", "https://example.org/a.png");
    cli.write("logs/a.jsonl", "{\"execution_id\":\"other\"}\n");
    cli.write("logs/b.jsonl.gz", "damaged");

    CliResult damaged = cli.run("media", "store", "gc", "--unlogged", "--logs", "logs");
    assertThat(damaged.exit()).isEqualTo(1);
    assertThat(damaged.err()).contains("1 line or file of the logs cannot be read");

    Files.delete(temp.resolve("logs/b.jsonl.gz"));
    cli.write("logs/b.jsonl", "{\"execution_id\":\"gone\"}\n");
    CliResult stale =
        cli.run("media", "store", "gc", "--unlogged", "--logs", "logs", "--no-refresh");
    assertThat(stale.exit()).isEqualTo(2);
    assertThat(stale.err()).contains("--no-refresh");
    assertThat(medium.file()).exists();
  }
}
