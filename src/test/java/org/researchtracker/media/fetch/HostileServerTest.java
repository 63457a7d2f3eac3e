package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;
import org.researchtracker.model.MediaType;

/** Servers that lie, stall, swell and mislead. */
class HostileServerTest extends AskedServer {
  private static final byte[] HTML =
      "<!DOCTYPE html><html><body>Please log in.</body></html>".getBytes(UTF_8);

  @Test
  void bringsAnHonestPicture() throws IOException {
    Result result = fetch((request, reply) -> reply.send(200, "image/png", PNG));

    assertThat(result.bytes()).hasValue(PNG);
    assertThat(new Fetches(folder).partials()).isEmpty();
  }

  @Test
  void takesNoHtmlForAPicture() throws IOException {
    Result page = fetch((request, reply) -> reply.send(200, "text/html", HTML));
    Result disguised = fetch((request, reply) -> reply.send(200, "image/png", HTML));

    assertThat(page.reason()).isEqualTo("not_media");
    assertThat(disguised.reason()).isEqualTo("not_media");
    assertThat(new Fetches(folder).partials()).isEmpty();
  }

  /** An error page is not the text that was asked for, unless a page was. */
  @ParameterizedTest
  @CsvSource({"/a.txt, not_media", "/a.html, ''"})
  void takesNoHtmlForAText(String path, String reason) {
    byte[] page = "<!DOCTYPE html><html><body>Not here</body></html>".getBytes(UTF_8);
    try (RawServer server =
        RawServer.start((request, reply) -> reply.send(200, "text/html", page))) {
      Optional<String> url = Optional.of(server.url(path));
      Result result =
          fetches(server).fetch(Fetches.target(1, url, Optional.empty(), MediaType.TEXT));

      assertThat(result.missing().map(missing -> result.reason()).orElse("")).isEqualTo(reason);
    }
  }

  @Test
  void takesNoJsonForAPicture() {
    byte[] error = "{\"error\": \"model is loading\"}".getBytes(UTF_8);

    Result result = fetch((request, reply) -> reply.send(200, "application/json", error));

    assertThat(result.reason()).isEqualTo("not_media");
  }

  @Test
  void believesBytesAndNotTheirClaimedType() {
    Result result = fetch((request, reply) -> reply.send(200, "text/html", PNG));

    assertThat(result.bytes()).hasValue(PNG);
  }

  @Test
  void aNotFoundWithAPictureIsNotFound() {
    Result result = fetch((request, reply) -> reply.send(404, "image/png", PNG));

    assertThat(result.reason()).isEqualTo("not_found");
  }

  @Test
  void anEmptyAnswerIsNoMedium() {
    assertThat(fetch((request, reply) -> reply.send(200, "image/png", new byte[0])).reason())
        .isEqualTo("not_media");
    assertThat(fetch((request, reply) -> reply.lines("HTTP/1.1 204 None", "")).reason())
        .isEqualTo("unreadable");
  }

  /** HTTP/1.1 without a word of closing: a redirect would be followed into a dead end for ever. */
  @Test
  void aServerMayCloseAfterEachAnswerWithoutSayingSo() {
    List<String> asked = new CopyOnWriteArrayList<>();
    Result result =
        fetch(
            (request, reply) -> {
              asked.add(request.target());
              if (request.path().equals("/a.png")) {
                reply.send(302, "", new byte[0], "Location: /b.png");
              } else {
                reply.send(200, "image/png", PNG);
              }
              reply.hangUp();
            });

    assertThat(result.bytes()).as(result.detail()).hasValue(PNG);
    assertThat(asked).containsExactly("/a.png", "/b.png");
  }

  /** Only a connection that served before may have been closed by chance. */
  @Test
  void aServerThatNeverAnswersIsNotAskedInHaste() {
    List<String> asked = new CopyOnWriteArrayList<>();
    Result result =
        fetch(
            (request, reply) -> {
              asked.add(request.target());
              reply.hangUp();
            });

    assertThat(result.reason()).isEqualTo("unreadable");
    assertThat(asked).hasSize(4);
  }

  @Test
  void aLengthThatPromisesMoreIsNeverAWholeMedium() {
    Result result =
        fetch(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Content-Length: " + (PNG.length + 100), "");
              reply.bytes(PNG).hangUp();
            });

    assertThat(result.reason()).isEqualTo("unreadable");
    assertThat(result.detail()).isEqualTo("the answer was cut off");
  }

  @Test
  void aLengthThatPromisesLessIsNoWholeMediumEither() throws IOException {
    Result result =
        fetch(
            (request, reply) -> {
              ByteArrayOutputStream all = new ByteArrayOutputStream();
              all.writeBytes(answer(Arrays.copyOf(PNG, PNG.length / 2)));
              all.write(PNG, PNG.length / 2, PNG.length / 2);
              reply.bytes(all.toByteArray());
            });

    assertThat(result.reason()).isEqualTo("unreadable");
    assertThat(result.detail()).isEqualTo("its length is not what was said");
    assertThat(new Fetches(folder).partials()).isEmpty();
  }

  private static byte[] answer(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** What is left over must not be read as the answer to the next request. */
  @Test
  void noMediumGetsTheBytesOfAnother() {
    byte[] smuggled = Pictures.png(700, 9);
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              ByteArrayOutputStream all = new ByteArrayOutputStream();
              all.writeBytes(answer(Pictures.png(800, request.target().hashCode())));
              if (request.path().startsWith("/twice")) {
                all.writeBytes(answer(smuggled));
              }
              reply.bytes(all.toByteArray());
            })) {
      List<FetchTarget> targets = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        targets.add(Fetches.picture(i, server.url((i % 4 == 0 ? "/twice" : "/once") + i + ".png")));
      }

      var results = fetches(server).fetchAll(targets);

      assertThat(results).hasSize(40);
      results.forEach(
          (number, result) -> {
            String target = (number % 4 == 0 ? "/twice" : "/once") + number + ".png";
            result
                .bytes()
                .ifPresent(
                    bytes -> assertThat(bytes).isEqualTo(Pictures.png(800, target.hashCode())));
          });
      assertThat(results.get(1L).bytes()).isPresent();
    }
  }

  @Test
  void aChunkedBodyThatBreaksOffIsNotWhole() {
    Result result =
        fetch(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "");
              reply.lines(Integer.toHexString(PNG.length)).bytes(PNG).lines("");
              reply.hangUp();
            });

    assertThat(result.reason()).isEqualTo("unreadable");
  }

  @Test
  void aChunkThatLiesAboutItsSizeIsNotWhole() {
    Result result =
        fetch(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "");
              reply.lines("7fffffffffffffff").bytes(PNG);
              reply.hangUp();
            });

    assertThat(result.reason()).isEqualTo("unreadable");
  }

  @Test
  void anEndlessBodyEndsAtTheLimit() throws IOException {
    Result result =
        fetch(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Connection: close", "").bytes(PNG);
              byte[] more = new byte[64 << 10];
              // Far beyond the limit of 1 MiB, should nobody stop it.
              for (int i = 0; i < 4096; i++) {
                reply.bytes(more);
              }
            });

    assertThat(result.reason()).isEqualTo("too_large");
    assertThat(new Fetches(folder).partials()).isEmpty();
  }

  @Test
  void endlessHeadersAreGivenUp() {
    Result result =
        fetch(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK");
              for (int i = 0; i < 100_000; i++) {
                reply.lines("X-More-" + i + ": and on and on");
              }
              reply.lines("Content-Length: " + PNG.length, "").bytes(PNG);
            });

    assertThat(result.reason()).isEqualTo("unreadable");
    assertThat(result.detail()).isEqualTo("the head of the answer is too long");
  }

  @Test
  void anEndlessHeaderIsGivenUp() {
    byte[] more = new byte[64 << 10];
    Arrays.fill(more, (byte) 'a');
    Result result =
        fetch(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK").bytes("X-Long: ".getBytes(UTF_8));
              for (int i = 0; i < 64; i++) {
                reply.bytes(more);
              }
              reply.lines("", "Content-Length: " + PNG.length, "").bytes(PNG);
            });

    assertThat(result.reason()).isEqualTo("unreadable");
    assertThat(result.detail()).isEqualTo("the head of the answer is too long");
  }

  @Test
  void whatIsNoHttpIsUnreadable() {
    Result result = fetch((request, reply) -> reply.lines("SSH-2.0-OpenSSH_9.6").hangUp());

    assertThat(result.reason()).isEqualTo("unreadable");
  }

  @Test
  void silenceEndsAtTheTimeout() {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server = RawServer.start((request, reply) -> over.await())) {
      Result result =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(200), 0)
              .pace(1, Duration.ZERO, Duration.ZERO)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("timeout");
    } finally {
      over.countDown();
    }
  }

  /** No single silence is long, so that the timeout of a socket never strikes. */
  @Test
  void aHeadThatDripsIsGivenUp() {
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK");
              drip(reply, "X: y\r\n".getBytes(UTF_8), 150);
              reply.lines("Content-Length: " + PNG.length, "").bytes(PNG);
            })) {
      Result result =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(300), 0)
              .pace(1, Duration.ZERO, Duration.ZERO)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("timeout");
    }
  }

  @Test
  void aBodyThatDripsIsGivenUp() {
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Content-Length: 150", "");
              drip(reply, new byte[] {'x'}, 150);
            })) {
      Result result =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(300), 0)
              .pace(1, Duration.ZERO, Duration.ZERO)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("timeout");
      assertThat(result.detail()).isEqualTo("no answer in time");
    }
  }

  private static void drip(RawServer.Reply reply, byte[] drop, int times)
      throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      reply.bytes(drop);
      // What is tested is a server that is slow.
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void stopsAtTheLimitOfTheWholeRun() {
    try (RawServer server =
        RawServer.start((request, reply) -> reply.send(200, "image/png", PNG))) {
      Fetches fetches = fetches(server).limits(1 << 20, PNG.length + 100, Duration.ofSeconds(5), 0);

      var results =
          fetches.fetchAll(
              List.of(
                  Fetches.picture(1, server.url("/1.png")),
                  Fetches.picture(2, server.url("/2.png")),
                  Fetches.picture(3, server.url("/3.png"))));

      assertThat(results.values().stream().filter(result -> result.bytes().isPresent()))
          .hasSizeLessThan(2);
      assertThat(results.values())
          .filteredOn(result -> result.missing().isPresent())
          .allMatch(result -> result.reason().equals("too_large"));
    }
  }
}
