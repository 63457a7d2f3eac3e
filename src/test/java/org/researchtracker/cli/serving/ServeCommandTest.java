package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.cli.CliHarness;

/** What the API answers is what the command line prints, byte for byte. */
class ServeCommandTest {
  @TempDir static Path temp;

  private static CliHarness harness;
  private static Served served;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    harness = new CliHarness(temp).withWorkshop();
    harness.write(
        "logs/odd.jsonl",
        "{\"execution_id\":\"a/b ü%2F?#\",\"sequence_number\":1,\"item_type\":\"user_input_text\","
            + "\"content\":\"schräg & 100 %\"}\n");
    served = Served.start(harness);
  }

  @AfterAll
  static void stop() {
    served.close();
    assertThat(served.exit()).isZero();
  }

  private static byte[] printed(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = CliHarness.runOn(harness.console(out, err), args);
    assertThat(exit).as(err.toString(UTF_8)).isIn(0, 3);
    return out.toByteArray();
  }

  static Stream<Arguments> questions() {
    return Map.ofEntries(
            Map.entry("execution/ws-01-stillepost", "show ws-01-stillepost --json"),
            Map.entry("execution/abc-123", "show abc-123 --json"),
            Map.entry("execution/a%2Fb%20%C3%BC%252F%3F%23", "show a/b@ü%2F?# --json"),
            Map.entry("execution/abc-123?view=researcher", "show abc-123 --json"),
            Map.entry("executions", "list -n 20 --json"),
            Map.entry("executions?limit=0", "list --json"),
            Map.entry("executions?limit=3", "list -n 3 --json"),
            Map.entry(
                "executions?status=blocked,error", "list -n 20 --json --status blocked,error"),
            Map.entry(
                "executions?status=blocked&status=error", "list --json --status blocked,error"),
            Map.entry("executions?id=latest&id=abc", "list latest abc --json"),
            Map.entry(
                "executions?config=%21dada&since=2025-11-04",
                "list --json --config !dada --since 2025-11-04"),
            Map.entry(
                "executions?text=hut&item-type=input", "list --json --text hut --item-type input"),
            Map.entry("executions?config=nobody", "list --json --config nobody"),
            Map.entry("executions?config=&status=", "list -n 20 --json"),
            Map.entry("config/dada/executions", "list -n 20 --json --config dada"),
            Map.entry("config/dada/executions?limit=1", "list -n 1 --json --config dada"),
            Map.entry("items", "items -n 20 --json"),
            Map.entry("items?limit=0", "items --json"),
            Map.entry("items?item-type=blocked&limit=0", "items --json --item-type blocked"),
            Map.entry(
                "items?on=2025-11-03&stage=1&limit=7",
                "items --json --on 2025-11-03 --stage 1 -n 7"),
            Map.entry("outputs", "outputs -n 20 --json"),
            Map.entry(
                "outputs?limit=0&output-config=sd35_large",
                "outputs --json --output-config sd35_large"),
            Map.entry("search?q=hut", "search hut -n 20 --json"),
            Map.entry("search?q=der+drache&limit=2", "search der@drache -n 2 --json"),
            Map.entry("search?text=Hut&q=rot", "search rot --text Hut --json"),
            Map.entry("stats", "stats --json"),
            Map.entry("stats?by=config&by=status", "stats --json --by config,status"),
            Map.entry(
                "stats?by=output-config,stage&limit=2",
                "stats --json --by output-config,stage -n 2"),
            Map.entry("export?all=true", "export --all -o -"),
            Map.entry("export?all", "export --all -o -"),
            Map.entry("export?all=&no-media=false", "export --all -o -"),
            Map.entry("export?config=dada&no-media=true", "export --config dada --no-media -o -"),
            Map.entry(
                "export?limit=2&layout=plain&csv-safe=true",
                "export -n 2 --layout plain --csv-safe -o -"),
            Map.entry("export?id=abc-123&date=2025-12-01", "export abc-123 --date 2025-12-01 -o -"))
        .entrySet()
        .stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answersWhatTheCommandLinePrints(String path, String command)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get("/api/research/" + path);

    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    String[] args = command.split(" ", -1);
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].replace('@', ' ');
    }
    byte[] printed = printed(args);
    if (path.contains("export")) {
      assertThat(answer.body()).isEqualTo(printed);
    } else {
      assertThat(new String(answer.body(), UTF_8)).isEqualTo(new String(printed, UTF_8));
    }
  }

  @Test
  void oneExecutionsBundleIsThatOfTheCommandLine() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get("/api/research/execution/abc-123/export");

    assertThat(answer.body()).isEqualTo(printed("export", "abc-123", "-o", "-"));
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"tracker-abc-123.zip\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
  }

  @ParameterizedTest
  @CsvSource({
    "executions?sttus=open, 400, sttus",
    "executions?status=opn, 400, opn",
    "executions?limit=many, 400, limit",
    "executions?stage=9, 400, stage",
    "executions?since=soon, 400, since",
    "executions?since=, 400, since",
    "executions?limit=, 400, limit",
    "executions?stage=9&stage=, 400, stage",
    "executions?cursor=, 400, cursor",
    "executions?id=, 404, ''",
    "execution/abc-123?view=, 400, view",
    "export?all=true&layout=, 400, layout",
    "export?all=yes, 400, all",
    "stats?by=, 400, by",
    "execution/abc-123/journey?x=1, 400, takes none",
    "executions?on=x, 400, on",
    "executions?output_config=x, 400, output_config",
    "executions?cursor=x, 400, cursor",
    "executions?config=%zz, 400, percent",
    "executions?id=nope, 404, nope",
    "executions?ids-from=/etc/passwd, 400, ids-from",
    "execution/nope, 404, nope",
    "execution/ws-02, 404, ws-02",
    "execution/abc-123?view=teacher, 400, view",
    "execution/..%2f..%2fetc%2fpasswd, 404, passwd",
    "execution/abc-123/media/x, 400, sequence",
    "execution/abc-123/media/1, 404, no_path",
    "execution/abc-123/media/99, 404, 99",
    "search, 400, q",
    "search?q=, 400, q",
    "stats?by=colour, 400, colour",
    "export, 400, selection",
    "export?config=nobody, 404, nothing",
    "export?all=true&name=../x, 400, name",
    "export?all=true&as=dir, 400, as",
    "nothing, 404, path",
    "execution/abc-123/, 404, path"
  })
  void saysWhatIsWrong(String path, int status, String named)
      throws IOException, InterruptedException {
    // Not by the client, which would refuse some of these addresses itself.
    String answer = Raw.get(served.uri("/"), "/api/research/" + path);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("Content-Type: application/problem+json");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n")))
        .contains("\"status\":" + status)
        .contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "executions?status=opn, status",
    "executions?on=x, on",
    "executions?stage=9, stage",
    "executions?since=soon&limit=3, since",
    "items?limit=many, limit",
    "outputs?cursor=x, cursor",
    "events?until=x, until",
    "search?q=, q",
    "stats?by=colour, by",
    "execution/abc-123?view=teacher, view",
    "execution/abc-123/media/x, n",
    "export?all=true&date=soon, date",
    "export?all=true&layout=flat, layout",
    "export?all=true&csv-delimiter=long, csv-delimiter",
    "export?all=true&name=../x, name"
  })
  void saysWhichParameterIsWrong(String path, String parameter)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get("/api/research/" + path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("\"parameter\":\"" + parameter + "\"");
  }

  @Test
  void aMissingLogRootIsToldOnce() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        CliHarness.runOn(harness.console(out, err), "serve", "--port", "0", "--logs", "nowhere");

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8)).containsOnlyOnce("does not exist");
  }
}
