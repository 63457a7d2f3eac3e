package org.researchtracker.cli.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;
import org.researchtracker.cli.JsonSchema;
import org.researchtracker.log.JsonReader;
import org.researchtracker.media.fetch.ComfyServer;
import org.researchtracker.media.fetch.RawServer;

/** {@code tracker media fetch}, {@code media at-risk} and {@code export --fetch}. */
class MediaFetchCommandTest {
  private static final byte[] PNG = Pictures.png(900, 1);
  private static final String STORE = "home/.local/share/tracker/store";

  @TempDir private Path temp;
  private CliHarness cli;

  @BeforeEach
  void start() throws IOException {
    cli = new CliHarness(temp);
    Files.createDirectories(temp.resolve("logs"));
  }

  /** An output of an execution, as a line of a log; further fields begin with a comma. */
  private static String output(String execution, int number, String fields) {
    return String.format(
        "{\"execution_id\":\"%s\",\"sequence_number\":%d,\"item_type\":\"output_image\","
            + "\"timestamp\":\"2025-11-03T10:00:00Z\"%s}%n",
        execution, number, fields);
  }

  private static String path(String path) {
    return ",\"file_path\":\"" + path + "\"";
  }

  private static RawServer pictures() {
    return RawServer.start(
        (request, reply) -> {
          if (request.path().contains("gone")) {
            reply.send(410, "", new byte[0]);
          } else if (request.path().contains("page")) {
            reply.send(200, "text/html", "<!DOCTYPE html><html></html>".getBytes(UTF_8));
          } else {
            reply.send(200, "image/png", PNG);
          }
        });
  }

  /** The workshop's remote picture, at a server of this test. */
  private void workshopAt(RawServer server) throws IOException {
    cli.withWorkshop();
    Path log = temp.resolve("logs/workshop.jsonl");
    String text = Files.readString(log);
    Files.writeString(log, text.replace("https://media.example.org", server.url("")));
  }

  @Test
  void whatWasFetchedSurvivesItsServerAndIsInTheBundle() throws IOException {
    try (RawServer server = pictures()) {
      workshopAt(server);
      CliResult fetched =
          cli.run(
              "media",
              "fetch",
              "ws-11",
              "--allow-host",
              server.hostAndPort(),
              "--columns",
              "mark,execution_id,media_format");
      assertThat(fetched.out())
          .isEqualTo("mark\texecution_id\tmedia_format\n+\tws-11-remote\timage/png\n");
      assertThat(fetched.err()).contains("2 media: 1 in hand, 1 fetched (");
      assertThat(fetched.exit()).isZero();
    }

    CliResult exported = cli.run("export", "ws-11", "--as", "dir", "-o", "bundle");

    assertThat(exported.exit()).isZero();
    Path folder = temp.resolve("bundle/data/executions/ws-11-remote");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".png")).map(this::bytes))
          .hasSize(2)
          .anySatisfy(bytes -> assertThat(bytes).isEqualTo(PNG));
    }
  }

  private byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBundleMadeWithFetchIsTheSameAsOneMadeLaterFromTheStore() throws IOException {
    try (RawServer server = pictures()) {
      workshopAt(server);
      CliResult once =
          cli.run(
              "export",
              "--all",
              "--fetch",
              "--allow-host",
              "127.0.0.1",
              "-o",
              "once.zip",
              "--name",
              "b");
      assertThat(once.err()).contains("1 fetched (").contains("14 media (7 missing: ");
      assertThat(once.exit()).isEqualTo(3);
    }

    cli.run("export", "--all", "-o", "later.zip", "--name", "b");

    assertThat(temp.resolve("later.zip")).hasSameBinaryContentAs(temp.resolve("once.zip"));
  }

  @Test
  void tellsOfEachMediumThatWasNotThere() throws IOException {
    try (RawServer server = pictures()) {
      cli.write(
          "logs/a.jsonl",
          output("e", 1, path(server.url("/a.png")))
              + output("e", 2, path(server.url("/gone.png")))
              + output("e", 3, path(server.url("/page.png")))
              + output("e", 4, path("http://localhost:" + server.port() + "/a.png"))
              + output("e", 5, path("lost.png"))
              + output("e", 6, path("data:image/png;base64,iVBORw0KGgo=")));
      String[] fetch = {
        "media",
        "fetch",
        "--allow-host",
        "127.0.0.1",
        "--columns",
        "mark,sequence_number,outcome,media_reason,detail"
      };

      CliResult first = cli.run(fetch);
      assertThat(first.out().lines().skip(1))
          .containsExactly(
              "+\t1\tfetched\t\t",
              "-\t2\tfailed\tnot_found\tgone for good (410)",
              "-\t3\tfailed\tnot_media\tthe server sent something else",
              "~\t4\tfailed\trefused\tthe address of its host is not a public one",
              "-\t5\tfailed\tnot_found\t");
      assertThat(first.err())
          .isEqualTo(
              "tracker: 6 media: 1 in hand, 1 fetched (900 B), 4 missing (2 not_found, 1 refused,"
                  + " 1 not_media)\n");
      assertThat(first.exit()).isEqualTo(3);

      CliResult second = cli.run(fetch);
      assertThat(second.out().lines().skip(1))
          .contains("-\t2\tremembered\tnot_found\tgone for good (410)")
          .noneMatch(line -> line.startsWith("+"));
      assertThat(server.requests())
          .extracting(RawServer.Request::target)
          .containsExactlyInAnyOrder("/a.png", "/gone.png", "/page.png", "/page.png");

      cli.run("media", "fetch", "--allow-host", "127.0.0.1", "--retry-final");
      assertThat(server.requests())
          .filteredOn(request -> request.target().equals("/gone.png"))
          .hasSize(2);
      // What the last attempt learned is what every command says from then on.
      assertThat(cli.run("media", "check", "--columns", "sequence_number,media_reason").out())
          .contains("3\tnot_media", "4\trefused");
    }
  }

  @Test
  void fetchesFromComfyUiByPrompt() throws IOException {
    try (ComfyServer comfy = new ComfyServer()) {
      comfy
          .prompt(
              "p-1",
              "{\"9\": {\"images\": [{\"filename\": \"ComfyUI_00001_.png\", \"subfolder\": \"\","
                  + " \"type\": \"output\"}]}}")
          .file("output", "", "ComfyUI_00001_.png", PNG);
      cli.write(
          "logs/a.jsonl",
          output("e", 1, path("ComfyUI_00001_.png") + ",\"prompt_id\":\"p-1\"")
              + output("e", 2, ",\"prompt_id\":\"p-2\""));

      CliResult result =
          cli.run(
              "media",
              "fetch",
              "--comfyui",
              comfy.url(),
              "--columns",
              "mark,sequence_number,media_reason");

      assertThat(result.out().lines().skip(1)).containsExactly("+\t1\t", "-\t2\thistory_lost");
    }
  }

  @Test
  void makesNoStoreWhereNothingCanBeFetched() throws IOException {
    cli.write("logs/a.jsonl", output("e", 1, path("lost.png")));

    CliResult result = cli.run("media", "fetch");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(temp.resolve(STORE)).doesNotExist();
  }

  @Test
  void keepsNoSecretsOfAddresses() throws IOException {
    try (RawServer server = pictures()) {
      cli.write(
          "logs/a.jsonl",
          output("e", 1, path(server.urlAs("u:pa55@127.0.0.1", "/a.png?X-Amz-Signature=5ecret")))
              + output("e", 2, path(server.url("/gone.png?Signature=5ecret"))));

      cli.run("media", "fetch", "--allow-host", "127.0.0.1");

      try (var files = Files.walk(temp.resolve(STORE))) {
        List<Path> all = files.filter(Files::isRegularFile).toList();
        assertThat(all).hasSizeGreaterThan(1);
        assertThat(all)
            .allSatisfy(
                file ->
                    assertThat(new String(bytes(file), UTF_8)).doesNotContain("5ecret", "pa55"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--comfyui, ftp://host",
    "--comfyui, http://u:p@host",
    "--swarmui, http://",
    "--allow-host, http://host/",
    "--max-size, much",
    "--max-total, 0",
    "--timeout, soon",
    "--rate, -5",
  })
  void saysWhatMakesNoSense(String option, String value) {
    CliResult result = cli.run("media", "fetch", option + "=" + value);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("tracker: ").contains("hint: ");
  }

  @Test
  void optionsForFetchingNeedFetch() throws IOException {
    cli.write("logs/a.jsonl", output("e", 1, path("lost.png")));

    assertThat(cli.run("export", "--all", "--comfyui", "localhost").exit()).isEqualTo(2);
    assertThat(cli.run("export", "--all", "--fetch", "--no-media").exit()).isEqualTo(2);
    assertThat(cli.run("export", "--all", "--fetch", "--dry-run").exit()).isEqualTo(2);
  }

  @Test
  void tellsWhatIsLostFirst() throws IOException {
    cli.write("exports/here.png", "");
    Files.write(temp.resolve("exports/here.png"), PNG);
    // The clock of these tests stands at 2025-11-05T11:00:00Z.
    cli.write(
        "logs/a.jsonl",
        output("e", 1, path("https://example.org/a.png"))
            + output("e", 2, path("https://example.org/b.png?Expires=1762513200&Signature=x"))
            + output("e", 3, path("https://example.org/c.png?Expires=1762249530&Signature=x"))
            + output("e", 4, path("ComfyUI_temp_abcde_00001_.png") + ",\"prompt_id\":\"p-4\"")
            + output("e", 5, ",\"prompt_id\":\"p-5\"")
            + output("e", 6, path("here.png") + ",\"prompt_id\":\"p-6\"")
            + output("e", 7, path("lost.png"))
            + output("e", 8, path("https://example.org/d.png?Expires=1793620800&Signature=x"))
            + output("e", 9, path("http://localhost:8188/view?filename=x.png&type=temp")));

    CliResult result =
        cli.run("media", "at-risk", "--columns", "sequence_number,risk,expires_at,newer_prompts");

    assertThat(result.out().lines().skip(1))
        .containsExactly(
            "3\texpired\t2025-11-04T10:45:30+01:00\t",
            "4\ttemporary\t\t",
            "9\ttemporary\t\t",
            "5\thistory\t\t1",
            "2\texpiring\t2025-11-07T12:00:00+01:00\t",
            "8\texpiring\t2026-11-02T13:00:00+01:00\t",
            "1\tremote\t\t");
    assertThat(result.err())
        .isEqualTo(
            "tracker: 7 media at risk: 1 expired, 2 expiring, 2 temporary, 1 history, 1 remote\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void whatThePrintedJsonHoldsStandsInItsSchema() throws IOException {
    try (RawServer server = pictures()) {
      cli.write(
          "logs/a.jsonl",
          output("e", 1, path(server.url("/a.png")))
              + output("e", 2, path(server.url("/gone.png"))));

      CliResult result = cli.run("media", "fetch", "--allow-host", "127.0.0.1", "--json");

      String schema = Files.readString(Path.of("src/docs/schemas/media-fetch.schema.json"));
      assertThat(
              JsonSchema.faults(
                  JsonReader.read(schema).orElseThrow(),
                  JsonReader.read(result.out()).orElseThrow()))
          .isEmpty();
      assertThat(result.out()).contains("\"outcome\":\"fetched\"", "\"outcome\":\"failed\"");
    }
  }

  /** A bar, on a terminal, and nothing of it in what is left on the screen. */
  @Test
  void leavesNoBarBehind() throws IOException {
    try (RawServer server = pictures()) {
      cli.write("logs/a.jsonl", output("e", 1, path(server.url("/a.png"))));

      CliResult result =
          cli.withErrorsOnTerminal().run("media", "fetch", "--allow-host", "127.0.0.1");

      assertThat(result.err()).endsWith("tracker: 1 media: 0 in hand, 1 fetched (900 B)\n");
    }
  }
}
