package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** Who gets which answer, and what every answer says to browsers. */
class ServeAccessTest {
  private static final String STUDENT = "Bearer pupils-0123456789abcdef";

  private static final String ADVANCED = "Bearer older-0123456789abcdef";

  private static final String RESEARCHER = "Bearer staff-0123456789abcdef";

  private static final String API = "/api/research/";

  /** Words that stand in the logs wherever something is that is no output. */
  private static final List<String> SECRETS =
      List.of(
          "geheim-eingabe",
          "secret-translation",
          "secret-interception",
          "secret-reason",
          "secret-metadata",
          "secret-extra",
          "secret-user",
          "secret-session",
          "secret-device",
          "secret-config",
          "secret-model",
          "secret-folder",
          "secret-prompt");

  @TempDir static Path temp;

  private static Served served;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    CliHarness harness = new CliHarness(temp);
    harness.write("logs/a.jsonl", log());
    Path image = harness.write("exports/secret-folder/pic.png", "");
    Files.write(image, Base64.getDecoder().decode(PNG));
    Files.write(image.resolveSibling("upload.png"), Base64.getDecoder().decode(PNG));
    Path tokens =
        harness.write(
            "tokens",
            """
            # who may ask

            pupils-0123456789abcdef student
            older-0123456789abcdef  advanced
            staff-0123456789abcdef\tresearcher
            """);
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    served = Served.start(harness, "--token-file", "tokens");
  }

  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static String log() {
    String head =
        "{\"execution_id\":\"e1\",\"config_name\":\"secret-config\",\"user_id\":\"secret-user\","
            + "\"session_id\":\"secret-session\",\"device_id\":\"secret-device\",\"mine\":\"secret-extra\","
            + "\"output_configs\":[\"secret-config\",\"secret-config\"]}\n";
    return head
        + item(1, "user_input_text", "\"content\":\"geheim-eingabe\"")
        + item(2, "user_input_image", "\"file_path\":\"secret-folder/upload.png\"")
        + item(3, "translation_result", "\"content\":\"secret-translation\"")
        + item(4, "interception_result", "\"content\":\"secret-interception\"")
        + item(
            5,
            "output_image",
            "\"output_config_index\":1,\"config_used\":\"secret-config\",\"model_used\":\"secret-model\","
                + "\"file_path\":\"exports/secret-folder/pic.png\",\"prompt_id\":\"secret-prompt\","
                + "\"metadata\":{\"prompt\":\"secret-metadata\"},\"mine\":\"secret-extra\"")
        + item(
            6,
            "stage3_blocked",
            "\"output_config_index\":2,\"metadata\":{\"reason\":\"secret-reason\"}")
        + item(
            7, "output_text", "\"output_config_index\":1,\"content\":\"ein öffentliches Gedicht\"")
        + item(8, "pipeline_error", "\"content\":\"secret-reason\"");
  }

  private static String item(int number, String type, String fields) {
    return "{\"execution_id\":\"e1\",\"sequence_number\":"
        + number
        + ",\"timestamp\":\"2025-11-03T10:00:0"
        + number
        + "Z\",\"item_type\":\""
        + type
        + "\","
        + fields
        + "}\n";
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static HttpResponse<byte[]> as(String token, String path)
      throws IOException, InterruptedException {
    return served.get(path, "Authorization", token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution/e1",
        "execution/e1/export",
        "execution/e1/media/5",
        "executions",
        "config/secret-config/executions",
        "items",
        "outputs",
        "search?q=a",
        "stats",
        "export?all=true",
        "events"
      })
  void nothingIsToldWithoutAToken(String path) throws IOException, InterruptedException {
    for (String header : List.of("Bearer wrong", "Basic eDp5", "Bearer", "Digest x", "Basic %%%")) {
      assertThat(served.get(API + path, "Authorization", header).statusCode())
          .as(header)
          .isEqualTo(401);
    }
    HttpResponse<byte[]> answer = served.get(API + path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution/e1",
        "execution/e1?view=student",
        "execution/e1?view=researcher",
        "execution/e1?view=advanced",
        "execution/e1/export",
        "execution/e1/media/1",
        "execution/e1/media/2",
        "execution/e1/media/4",
        "executions",
        "executions?text=geheim",
        "config/secret-config/executions",
        "items",
        "items?limit=0",
        "items?item-type=input",
        "items?text=geheim-eingabe",
        "items?config=secret-config",
        "outputs",
        "outputs?limit=0",
        "outputs?text=geheim-eingabe",
        "outputs?item-type=stage3_blocked",
        "outputs?user=secret-user",
        "search?q=geheim-eingabe",
        "stats?by=block-reason",
        "stats?by=user",
        "export?all=true",
        "events?text=geheim",
        "/metrics"
      })
  void aStudentsTokenReadsNothingButOutputs(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = as(STUDENT, path.startsWith("/") ? path : API + path);
    String body = new String(answer.body(), UTF_8);

    assertThat(answer.statusCode()).as(body).isIn(200, 403, 404);
    assertThat(body).doesNotContain(SECRETS);
    assertThat(answer.headers().map().toString()).doesNotContain(SECRETS);
    if (answer.statusCode() == 200) {
      assertThat(body)
          .contains("Gedicht")
          .doesNotContain("user_input", "translation_result", "safety_check");
    }
  }

  @Test
  void aStudentsTokenDoesReadOutputs() throws IOException, InterruptedException {
    String record = new String(as(STUDENT, API + "execution/e1").body(), UTF_8);
    assertThat(record).contains("ein öffentliches Gedicht", "\"output_image\"", "\"error\"");
    assertThat(as(STUDENT, API + "execution/e1/media/5").body())
        .isEqualTo(Base64.getDecoder().decode(PNG));
    assertThat(new String(as(STUDENT, API + "outputs").body(), UTF_8)).contains("\"generated\"");
    assertThat(new String(as(STUDENT, API + "items").body(), UTF_8)).contains("\"total\":2");
  }

  @Test
  void anAdvancedTokenAlsoReadsThePromptAndWhatMadeTheOutputs()
      throws IOException, InterruptedException {
    String record = new String(as(ADVANCED, API + "execution/e1").body(), UTF_8);
    assertThat(record)
        .contains("secret-interception", "secret-model", "secret-config")
        .doesNotContain("geheim-eingabe", "secret-user", "secret-metadata", "secret-reason");
    assertThat(as(ADVANCED, API + "executions").statusCode()).isEqualTo(403);
  }

  @Test
  void aResearchersTokenReadsAllAndABrowserCanGiveItAsPassword()
      throws IOException, InterruptedException {
    assertThat(new String(as(RESEARCHER, API + "execution/e1").body(), UTF_8)).contains(SECRETS);
    String basic =
        Base64.getEncoder().encodeToString("anybody:staff-0123456789abcdef".getBytes(UTF_8));
    assertThat(as("Basic " + basic, "/").statusCode()).isEqualTo(200);
    assertThat(as("Basic " + basic, API + "executions").statusCode()).isEqualTo(200);
    assertThat(as(RESEARCHER, "/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void whatTellsNothingNeedsNoToken() throws IOException, InterruptedException {
    assertThat(served.text("/healthz")).isEqualTo("{\"status\":\"ok\"}\n");
    assertThat(served.get("/openapi.json").statusCode()).isEqualTo(200);
    assertThat(served.get("/").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:9999, 200",
    "127.0.0.1, 200",
    "127.0.0.1:1, 200",
    "[::1]:8765, 200",
    "localhost., 200",
    "evil.example, 421",
    "localhost.evil.example, 421",
    "127.0.0.1.evil.example, 421",
    "10.0.0.1, 421",
    "'', 400"
  })
  void answersOnlyToItsOwnNames(String host, int status) throws IOException {
    String answer =
        Raw.send(
            served.uri("/"),
            "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (" + status + "|421) .*");
    if (status == 200) {
      assertThat(answer).startsWith("HTTP/1.1 200 ");
    } else {
      assertThat(answer).contains("application/problem+json");
    }
  }

  @Test
  void anAddressOfAnotherHostInTheRequestLineIsRefused() throws IOException {
    assertThat(
            Raw.send(
                served.uri("/"),
                "GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
    assertThat(
            Raw.send(
                served.uri("/"),
                "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 4(00|21) .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "FROB"})
  void onlyReads(String method) throws IOException {
    String answer =
        Raw.send(
            served.uri("/"),
            method + " /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 5\\r\\n\\r\\nhello, 413",
    "Transfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhello\\r\\n0\\r\\n\\r\\n, 413",
    "Content-Length: x\\r\\n\\r\\n, 400",
    "Bad Header: x\\r\\n\\r\\n, 400"
  })
  void takesNoBody(String rest, int status) throws IOException {
    String answer =
        Raw.send(
            served.uri("/"),
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + rest.replace("\\r\\n", "\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
  }

  @Test
  void refusesHeadsThatAreTooLong() throws IOException {
    String line = "GET /healthz?x=" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(Raw.send(served.uri("/"), line)).startsWith("HTTP/1.1 414 ");
    String header =
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n";
    assertThat(Raw.send(served.uri("/"), header)).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void tellsBrowsersNothingThatTheyCouldMisuse() throws IOException, InterruptedException {
    for (String path :
        List.of("/", "/healthz", API + "executions", "/nothing", API + "items?x=1")) {
      var headers = as(RESEARCHER, path).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe", "http:");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  void pagesOfOtherSitesMayNotAsk() throws IOException {
    assertThat(fetched("/healthz", "evil.example", "no-cors")).startsWith("HTTP/1.1 403 ");
    assertThat(fetched("/healthz", "evil.example", "navigate")).startsWith("HTTP/1.1 200 ");
  }

  private static String fetched(String path, String origin, String mode) throws IOException {
    return Raw.send(
        served.uri("/"),
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: cross-site\r\n"
            + "Sec-Fetch-Mode: "
            + mode
            + "\r\nOrigin: https://"
            + origin
            + "\r\n\r\n");
  }

  @Test
  void aSiteThatIsNamedMayAsk(@TempDir Path folder) throws IOException, InterruptedException {
    CliHarness harness = new CliHarness(folder);
    harness.write("logs/a.jsonl", log());
    try (Served open =
        Served.start(
            harness, "--allow-origin", "https://lab.example", "--host-name", "t.example")) {
      String asked =
          String.join(
              "\r\n",
              "OPTIONS /api/research/items HTTP/1.1",
              "Host: t.example",
              "Connection: close",
              "Origin: https://lab.example",
              "Access-Control-Request-Method: GET",
              "",
              "");
      assertThat(Raw.send(open.uri("/"), asked))
          .startsWith("HTTP/1.1 204 ")
          .contains("Access-Control-Allow-Origin: https://lab.example", "Authorization");
      HttpResponse<byte[]> answer =
          open.get("/api/research/items", "Origin", "https://lab.example");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://lab.example");
      assertThat(answer.headers().allValues("Vary")).asString().contains("Origin", "Authorization");
      assertThat(open.get("/api/research/items", "Origin", "https://evil.example").headers().map())
          .doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void aPortThatIsTakenIsToldOf() throws IOException {
    CliResult result =
        new CliHarness(temp).run("serve", "--port", Integer.toString(served.uri("/").getPort()));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("cannot listen", "--port 0");
  }
}
