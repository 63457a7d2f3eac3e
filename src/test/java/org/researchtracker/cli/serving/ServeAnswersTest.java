package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;

/** Pages, entity tags, packing, parts of media, and what is left out. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServeAnswersTest {
  private static final String API = "/api/research/";

  @TempDir static Path temp;

  private static CliHarness harness;

  private static Served served;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    harness = new CliHarness(temp).withWorkshop();
    // So that what is written at its end begins on a line of its own.
    Path torn = temp.resolve("logs/workshop.jsonl");
    Files.writeString(torn, Files.readString(torn) + "\n");
    harness.write("logs/ones.jsonl", executionsOfOneItemAndOfNone());
    served = Served.start(harness);
  }

  /** The next page of items begins in another execution, or after several that give none. */
  private static String executionsOfOneItemAndOfNone() {
    StringBuilder log = new StringBuilder();
    for (int i = 10; i < 40; i++) {
      String id =
          "{\"execution_id\":\"one-" + i + "\",\"timestamp\":\"2025-05-01T10:00:" + i + "Z\"";
      log.append(id).append(",\"config_name\":\"ones\"}\n");
      if (i % 5 == 0 || i > 33) {
        log.append(id)
            .append(",\"sequence_number\":1,\"item_type\":\"output_text\",\"content\":\"a\"}\n");
      }
    }
    return log.toString();
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static Optional<String> header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name);
  }

  private static Optional<String> next(HttpResponse<?> answer) {
    Matcher link =
        Pattern.compile("<(.*)>; rel=\"next\"").matcher(header(answer, "Link").orElse(""));
    return link.matches() ? Optional.of(link.group(1)) : Optional.empty();
  }

  private static List<String> rows(String body) {
    return body.lines()
        .filter(line -> line.startsWith("{\"execution_id"))
        .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "executions?limit=4",
        "executions?limit=1&status=complete",
        "config/dada/executions?limit=1",
        "items?limit=1",
        "items?limit=2",
        "items?limit=7",
        "items?limit=2&config=ones",
        "outputs?limit=1&config=ones",
        "items?limit=3&item-type=output",
        "items?limit=2&text=a",
        "outputs?limit=4",
        "outputs?limit=1",
        "outputs?limit=2&config=dada",
        "search?q=a&limit=5"
      })
  void pagesGiveEachRowOnce(String path) throws IOException, InterruptedException {
    List<String> paged = new ArrayList<>();
    Optional<String> at = Optional.of(API + path);
    int pages = 0;
    while (at.isPresent()) {
      HttpResponse<byte[]> page = served.get(at.get());
      String body = new String(page.body(), UTF_8);
      assertThat(page.statusCode()).as(body).isEqualTo(200);
      assertThat(body).contains("\"returned\":" + rows(body).size());
      paged.addAll(rows(body));
      at = next(page);
      assertThat(++pages).isLessThan(200);
    }
    String whole = served.text(API + path.replaceAll("limit=\\d+", "limit=0"));

    assertThat(paged).isEqualTo(rows(whole));
    assertThat(pages).isGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"executions?limit=3", "items?limit=5", "outputs?limit=3"})
  void pagesStayRightWhileLogsGrow(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> first = served.get(API + path);
    List<String> before = rows(served.text(API + path.replaceAll("limit=\\d+", "limit=0")));
    String id = "grown-" + path.hashCode();
    Files.writeString(
        temp.resolve("logs/growing.jsonl"),
        "{\"execution_id\":\""
            + id
            + "\",\"sequence_number\":1,\"timestamp\":\"2026-01-01T10:00:00Z\","
            + "\"item_type\":\"output_text\",\"content\":\"new\"}\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    awaitAnswer(API + "items?id=" + id);

    List<String> paged = new ArrayList<>(rows(new String(first.body(), UTF_8)));
    for (Optional<String> at = next(first); at.isPresent(); ) {
      HttpResponse<byte[]> page = served.get(at.get());
      paged.addAll(rows(new String(page.body(), UTF_8)));
      at = next(page);
    }

    assertThat(paged).isEqualTo(before);
  }

  /** Asks until the logs have been read that far; each answer waits for a look at them. */
  private static void awaitAnswer(String path) throws IOException, InterruptedException {
    while (served.get(path).statusCode() != 200) {
      assertThat(served.text("/healthz")).contains("\"ok\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"execution/ws-01-stillepost", "executions?limit=5", "stats?by=config"})
  void aClientThatHasTheAnswerIsNotSentIt(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> first = served.get(API + path);
    String tag = header(first, "ETag").orElseThrow();

    HttpResponse<byte[]> again = served.get(API + path, "If-None-Match", "\"x\", W/" + tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).contains(tag);
    assertThat(header(again, "Content-Length")).as("the answer is not 0 bytes long").isEmpty();
    assertThat(served.get(API + path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);

    HttpResponse<byte[]> packed = served.get(API + path, "Accept-Encoding", "gzip");
    assertThat(header(packed, "ETag")).isNotEqualTo(Optional.of(tag));
    assertThat(
            served
                .get(API + path, "If-None-Match", header(packed, "ETag").orElseThrow())
                .statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "execution/ws-01-stillepost, gzip, true",
    "items?limit=0, 'br, gzip;q=0.5', true",
    "items?limit=0, *, true",
    "items?limit=0, 'gzip;q=0', false",
    "items?limit=0, br, false",
    "executions?config=nobody, gzip, false"
  })
  void packsWhereThatIsTaken(String path, String accepted, boolean packed)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get(API + path, "Accept-Encoding", accepted);
    byte[] plain = served.get(API + path).body();

    assertThat(header(answer, "Content-Encoding"))
        .isEqualTo(packed ? Optional.of("gzip") : Optional.empty());
    assertThat(answer.headers().allValues("Vary").toString()).contains("Accept-Encoding");
    byte[] body =
        packed
            ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
            : answer.body();
    assertThat(body).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution/abc-123",
        "executions",
        "items?limit=0",
        "execution/nope",
        "execution/abc-123/export",
        "execution/ws-02-dada/media/7",
        "events"
      })
  void aHeadIsThatOfTheAnswer(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> head = served.send("HEAD", API + path);
    assertThat(head.body()).isEmpty();
    if (path.equals("events")) {
      assertThat(header(head, "Content-Length")).as("they have no end").isEmpty();
    } else {
      HttpResponse<byte[]> get = served.get(API + path);
      assertThat(head.statusCode()).isEqualTo(get.statusCode());
      assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
      assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
      header(head, "Content-Length")
          .ifPresent(length -> assertThat(length).isEqualTo("" + get.body().length));
    }
  }

  private static byte[] medium() throws IOException {
    return Files.readAllBytes(temp.resolve("exports/run-02/hut.png"));
  }

  @Test
  void aMediumIsServedAsWhatItIs() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get(API + "execution/ws-02-dada/media/7");

    assertThat(answer.body()).isEqualTo(medium());
    assertThat(header(answer, "Content-Type")).contains("image/png");
    assertThat(header(answer, "Accept-Ranges")).contains("bytes");
    assertThat(header(answer, "Content-Disposition").orElse("")).startsWith("inline");
    assertThat(header(answer, "Content-Security-Policy").orElse("")).contains("sandbox");
    String tag = header(answer, "ETag").orElseThrow();
    HttpResponse<byte[]> known =
        served.get(API + "execution/ws-02-dada/media/7", "If-None-Match", tag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(header(known, "Content-Security-Policy"))
        .as("a browser puts it in the place of the one that it has kept")
        .isEqualTo(header(answer, "Content-Security-Policy"));
    assertThat(header(known, "Content-Length")).isEmpty();
    String modified = header(answer, "Last-Modified").orElseThrow();
    assertThat(
            served
                .get(API + "execution/ws-02-dada/media/7", "If-Modified-Since", modified)
                .statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 206, 0, 10",
    "bytes=10-, 206, 10, -1",
    "bytes=-5, 206, -5, -1",
    "bytes=5-999999999, 206, 5, -1",
    "bytes=-999999999, 206, 0, -1",
    "'bytes=0-1,5-6', 200, 0, -1",
    "bytes=9-3, 200, 0, -1",
    "items=0-1, 200, 0, -1",
    "bytes=999999999-, 416, 0, 0",
    "bytes=-0, 416, 0, 0"
  })
  void partsOfAMediumAreServed(String range, int status, int from, int to)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get(API + "execution/ws-02-dada/media/7", "Range", range);
    byte[] whole = medium();

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 416) {
      assertThat(header(answer, "Content-Range")).contains("bytes */" + whole.length);
      return;
    }
    int begin = from < 0 ? whole.length + from : from;
    int end = to < 0 ? whole.length : to;
    assertThat(answer.body()).isEqualTo(java.util.Arrays.copyOfRange(whole, begin, end));
    if (status == 206) {
      assertThat(header(answer, "Content-Range"))
          .contains("bytes " + begin + "-" + (end - 1) + "/" + whole.length);
    }
  }

  @Test
  void aPartOfAnotherStateOfAMediumIsNotServed() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        served.get(
            API + "execution/ws-02-dada/media/7", "Range", "bytes=0-3", "If-Range", "\"other\"");
    assertThat(answer.statusCode()).isEqualTo(200);
    String tag = header(answer, "ETag").orElseThrow();
    assertThat(
            served
                .get(API + "execution/ws-02-dada/media/7", "Range", "bytes=0-3", "If-Range", tag)
                .statusCode())
        .isEqualTo(206);
  }

  @Test
  void nothingOutsideTheRootsAndNothingThatIsNoMediumIsServed()
      throws IOException, InterruptedException {
    Files.writeString(temp.resolve("secret.png"), "no picture");
    Files.createSymbolicLink(temp.resolve("exports/link.png"), temp.resolve("secret.png"));
    Files.writeString(temp.resolve("exports/run.sh"), "#!/bin/sh\necho hello\n");
    Files.writeString(
        temp.resolve("exports/a.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
    Files.writeString(
        temp.resolve("exports/a.html"), "<!DOCTYPE html><html><script>alert(1)</script></html>");
    List<String> paths =
        List.of(
            "/etc/passwd",
            "../secret.png",
            "exports/../../secret.png",
            "file:///etc/passwd",
            "exports/link.png",
            "exports/run.sh",
            "logs/workshop.jsonl",
            "exports/a.svg",
            "exports/a.html",
            "exports/none.png");
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < paths.size(); i++) {
      log.append("{\"execution_id\":\"bad\",\"sequence_number\":")
          .append(i + 1)
          .append(",\"item_type\":\"output_image\",\"file_path\":\"")
          .append(paths.get(i))
          .append("\"}\n");
    }
    harness.write("logs/bad.jsonl", log.toString());
    awaitAnswer(API + "execution/bad");

    for (int i = 0; i < paths.size(); i++) {
      HttpResponse<byte[]> answer = served.get(API + "execution/bad/media/" + (i + 1));
      String body = new String(answer.body(), UTF_8);
      if (paths.get(i).endsWith(".svg") || paths.get(i).endsWith(".html")) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(header(answer, "Content-Security-Policy").orElse("")).contains("sandbox");
      } else {
        assertThat(answer.statusCode()).as(paths.get(i)).isEqualTo(404);
        assertThat(body)
            .containsPattern("\"reason\":\"(outside_roots|not_media|not_found)\"")
            .doesNotContain(temp.toString(), "root:");
      }
    }
  }

  @Test
  void aMediumInTheLogItselfIsServed() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = served.get(API + "execution/ws-14-twice/media/7");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).contains("image/png");
    assertThat(served.get(API + "execution/ws-14-twice/media/7", "Range", "bytes=1-3").body())
        .isEqualTo("PNG".getBytes(UTF_8));
  }

  @Test
  void theViewsLeaveItemsOut() throws IOException, InterruptedException {
    String student = served.text(API + "execution/abc-123?view=student");
    assertThat(student).contains("output_image").doesNotContain("Eine Blume", "interception");
    String advanced = served.text(API + "execution/abc-123?view=advanced");
    assertThat(advanced).contains("output_image", "BLUME").doesNotContain("Eine Blume");
  }
}
