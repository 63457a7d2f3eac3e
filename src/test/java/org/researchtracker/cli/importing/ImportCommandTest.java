package org.researchtracker.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** {@code tracker import}, with the index, the store and bundles behind it. */
class ImportCommandTest {
  private static final String RUN = "old/2025-11-03/tablet-1/run_1762176600500_a1b2c3";

  /** A picture of one pixel. */
  private static final byte[] PNG =
      HexFormat.of()
          .parseHex(
              "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
                  + "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082");

  /** The bytes of a picture before which a text can stand. */
  private static final int HEADER = 33;

  @TempDir Path temp;
  private CliHarness cli;

  @BeforeEach
  void prepare() throws IOException {
    cli = new CliHarness(temp);
  }

  private void run() throws IOException {
    cli.write(
        RUN + "/metadata.json",
        "{\"run_id\":\"run_1762176600500_a1b2c3\",\"timestamp\":\"2025-11-03T14:30:00\","
            + "\"entities\":[{\"sequence\":1,\"type\":\"output_image\",\"filename\":"
            + "\"01_output_image.png\",\"timestamp\":\"2025-11-03T14:30:09\",\"metadata\":"
            + "{\"config\":\"sd35_large\"}}]}");
    cli.write(RUN + "/final/01_output_image.png", "");
    Files.write(cli.folder().resolve(RUN + "/final/01_output_image.png"), PNG);
  }

  private String digest(String bundle) {
    CliResult result = cli.run("verify", bundle);
    Matcher matcher = Pattern.compile("content ([0-9a-f]{64})").matcher(result.out());
    assertThat(matcher.find()).as(result.out() + result.err()).isTrue();
    return matcher.group(1);
  }

  @Test
  void findsMediaAgainWhereTheyLieOrInTheStore() throws IOException {
    run();
    assertThat(cli.run("import", "old", "--into", "logs").exit()).isZero();
    String check = cli.run("media", "check", "--json").out();
    assertThat(check).contains("not_found");
    assertThat(cli.run("media", "check", "--media-root", "old").exit()).isZero();

    assertThat(cli.run("import", "old", "--copy-media").exit()).isZero();

    assertThat(cli.run("media", "check").exit()).isZero();
    assertThat(cli.run("show", "latest").out()).contains("Output → 01_output_image.png");
  }

  @Test
  void readsTheIndexThatIsNamedWhereItsLogsAreWrittenTo() throws IOException {
    run();
    String[] imports = {"import", "old", "--into", "logs", "--index", "one.db", "--json"};
    assertThat(cli.run(imports).exit()).isZero();
    assertThat(cli.run(imports).out()).contains("\"items\":0,");
    assertThat(cli.folder().resolve("one.db")).exists();

    // Else an index in the cache would miss the logs that were there, and nobody could name
    // another.
    Files.delete(cli.folder().resolve("logs/import.jsonl"));
    Files.delete(cli.folder().resolve("one.db"));
    assertThat(cli.run(imports).out()).doesNotContain("\"items\":0,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract", "keep"})
  void givesTheSameContentAfterExportAndImport(String metadata) throws IOException {
    cli.withWorkshop();
    String[] export = {"export", "--all", "--media-metadata", metadata, "-o", "a.zip"};
    cli.run(export);
    String digest = digest("a.zip");

    CliResult imported = cli.run("import", "a.zip", "--into", "back");
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(cli.run("import", "a.zip", "--into", "back", "--json").out())
        .contains("\"items\":0,");
    export[5] = "b.zip";
    cli.run("--logs", "back", export[0], export[1], export[2], export[3], export[4], export[5]);

    assertThat(digest("b.zip")).isEqualTo(digest);
    assertThat(cli.folder().resolve("back/import-a.jsonl")).exists();
  }

  /** If this fails, nobody can tell any more of which picture a stripped one was made. */
  @ParameterizedTest
  @ValueSource(strings = {"strip", "extract", "keep"})
  void saysStillOfWhichBytesStrippedOnesWereMade(String again) throws IOException {
    run();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    told.write(PNG, 0, HEADER);
    told.writeBytes(HexFormat.of().parseHex("0000000374455874" + "610062" + "e8b4f2c9"));
    told.write(PNG, HEADER, PNG.length - HEADER);
    Files.write(cli.folder().resolve(RUN + "/final/01_output_image.png"), told.toByteArray());
    cli.run("import", "old", "--into", "logs");
    cli.run("export", "--all", "--media-root", "old", "--media-metadata", "strip", "-o", "a.zip");

    cli.run("import", "a.zip", "--into", "back");
    cli.run("export", "--all", "--logs", "back", "--media-metadata", again, "-o", "b.zip");

    assertThat(cli.run("verify", "b.zip").exit()).isZero();
    assertThat(digest("b.zip")).isEqualTo(digest("a.zip"));
    assertThat(cli.run("export", "--all", "--media-root", "old", "-o", "whole.zip").exit())
        .isZero();
    assertThat(digest("whole.zip")).isNotEqualTo(digest("a.zip"));
  }

  /** Fields that no format knows come back from a bundle, those too that say nothing. */
  @Test
  void bringsBackEveryValueOfABundle() throws IOException {
    Path logs = Files.createDirectories(cli.folder().resolve("odd"));
    Files.writeString(
        logs.resolve("a.jsonl"),
        """
        {"execution_id":"a/b","config_name":"","room":null,"items_seen":null,"teacher":{"a":null,"b":[]},"extra":null}
        {"execution_id":"a/b","sequence_number":1,"item_type":"user_input_text","content":"","note":null,"metadata":{"seed":-0.0,"n":1000000000000000000000000000000,"s":"\\ud83d","z":null}}
        {"execution_id":"a/b","sequence_number":2,"item_type":"output_weird","file_path":"gone.png","\\ud83d":1,"media_score":null,"media_path":null,"extra":{"media_x":null}}
        """);
    CliResult first = cli.run("--logs", "odd", "export", "--all", "--name", "x", "-o", "a.zip");
    assertThat(first.exit()).as(first.err()).isEqualTo(3);

    CliResult imported = cli.run("import", "a.zip", "--into", "back");
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(cli.run("import", "a.zip", "--into", "back", "--json").out())
        .contains("\"items\":0,");
    cli.run("--logs", "back", "export", "--all", "--name", "x", "-o", "b.zip");

    assertThat(digest("b.zip")).isEqualTo(digest("a.zip"));
  }

  @Test
  void refusesADamagedBundle() throws IOException {
    cli.withWorkshop();
    cli.run("export", "--all", "-o", "a.zip");
    Path bundle = cli.folder().resolve("a.zip");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);

    CliResult result = cli.run("import", "a.zip", "--into", "back");

    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).contains("damaged bundle");
    assertThat(cli.folder().resolve("back/import-a.jsonl")).doesNotExist();
  }

  @Test
  void writesNothingWhenItIsOnlyAsked() throws IOException {
    run();

    CliResult result = cli.run("import", "old", "--into", "logs", "--dry-run");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("run-folder\t1\t2\t1");
    assertThat(cli.folder().resolve("logs")).doesNotExist();
  }

  /** On the first day no log is there yet, and none is named: the folder to write to is enough. */
  @Test
  void writesToTheFolderThatIsNamedWhereNoLogsAreInForce() throws IOException {
    run();

    CliResult result = cli.run("import", "old", "--into", "elsewhere");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(cli.run("list", "--logs", "elsewhere").out()).contains("run_1762176600500_a1b2c3");
    assertThat(cli.run("import", "old").exit()).isEqualTo(1);
  }

  @Test
  void saysSoWhereTheLogRootIsNotThereOrNoFolder() throws IOException {
    run();
    cli.write("file", "");
    for (String option : new String[] {"--quiet", "--dry-run"}) {
      CliResult gone = cli.run("import", "old", "--logs", "none", option);
      assertThat(gone.exit()).isEqualTo(1);
      assertThat(gone.err()).contains("log root $TMP/none does not exist", "--into LOGROOT");
      assertThat(cli.run("import", "old", "--logs", "file", option).err())
          .contains("log root $TMP/file is no folder");
    }
    assertThat(cli.folder().resolve("none")).doesNotExist();
  }

  @Test
  void wantsToKnowWhichOfSeveralRoots() throws IOException {
    run();
    Files.createDirectories(cli.folder().resolve("a"));
    Files.createDirectories(cli.folder().resolve("b"));

    CliResult result = cli.run("import", "old", "--logs", "a", "--logs", "b");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--into");
    assertThat(cli.run("import", "old", "--logs", "a", "--logs", "b", "--into", "b").exit())
        .isZero();
    assertThat(cli.run("import", "nowhere", "--into", "b").exit()).isEqualTo(1);
  }

  @Test
  void aRootThatCannotBeMadeIsNamed() throws IOException {
    run();
    cli.write("file", "");

    CliResult result = cli.run("import", "old", "--into", "file/logs");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("tracker: the folder file/logs cannot be made: ")
        .contains("--into");
  }
}
