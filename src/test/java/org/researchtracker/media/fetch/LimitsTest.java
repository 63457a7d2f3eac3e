package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;
import org.researchtracker.model.MediaType;

/** What no answer may take, nor claim to be, however honest it looks while it comes. */
class LimitsTest {
  private static final byte[] PNG = Pictures.png(5000, 1);

  @TempDir private Path folder;

  private Fetches fetches(RawServer server) {
    return new Fetches(folder).allowing(server.hostAndPort());
  }

  /** It is never silent and never slow, and it would never end. */
  @Test
  void aMediumThatTakesForeverIsGivenUp() {
    byte[] more = new byte[Body.LEAST * 2];
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Content-Type: image/png", "").bytes(PNG);
              for (int i = 0; i < 200; i++) {
                reply.bytes(more);
                // What is tested is a server that takes its time.
                TimeUnit.MILLISECONDS.sleep(20);
              }
              reply.hangUp();
            })) {
      Result result =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(300), 0)
              .pace(Duration.ofMillis(300), 1, Duration.ZERO, Duration.ZERO)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("timeout");
      assertThat(result.detail()).isEqualTo("no answer in time");
    }
  }

  /** Without this a film of a hundred gigabytes is read up to the limit before it is refused. */
  @ParameterizedTest
  @CsvSource({"1048576, 1073741824", "1073741824, 1048576"})
  void nothingIsReadOfWhatSaysThatItIsTooLarge(long maxSize, long maxTotal) {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Content-Length: 99999999", "").bytes(PNG);
              over.await();
            })) {
      Result result =
          fetches(server)
              .limits(maxSize, maxTotal, Duration.ofSeconds(60), 0)
              .pace(1, Duration.ZERO, Duration.ZERO)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("too_large");
    } finally {
      over.countDown();
    }
  }

  @ParameterizedTest
  @CsvSource({"6000, 1073741824", "1073741824, 6000"})
  void whatSaysNothingOfItsLengthIsCounted(long maxSize, long maxTotal) {
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "").bytes(PNG).bytes(new byte[64 << 10]).hangUp();
            })) {
      Result result =
          fetches(server)
              .limits(maxSize, maxTotal, Duration.ofSeconds(5), 0)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("too_large");
    }
  }

  /** The rest of a picture that broke off, and it is not all of the rest. */
  @Test
  void aRestThatEndsBeforeTheWholeDoesIsNotWhole() {
    int half = PNG.length / 2;
    String range = "Content-Range: bytes " + half + "-" + (PNG.length - 1) + "/" + PNG.length * 9;
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              if (request.header("Range").isEmpty()) {
                reply.lines(
                    "HTTP/1.1 200 OK", "ETag: \"a\"", "Content-Length: " + PNG.length * 9, "");
                reply.bytes(Arrays.copyOf(PNG, half)).hangUp();
              } else {
                reply.lines("HTTP/1.1 206 Part", "ETag: \"a\"", range, "");
                reply.bytes(Arrays.copyOfRange(PNG, half, PNG.length)).hangUp();
              }
            })) {
      Result result = fetches(server).fetch(server.url("/a.png"));

      assertThat(result.bytes()).isEmpty();
      assertThat(result.reason()).isEqualTo("unreadable");
    }
  }

  /** Two servers call different pictures by one tag; half of each is neither. */
  @Test
  void theHalfOfOneServersPictureIsNotGoneOnWithAtAnother() {
    byte[] other = Pictures.png(50_000, 2);
    String history =
        "{\"p-1\":{\"outputs\":{\"9\":{\"images\":[{\"filename\":\"a.png\",\"subfolder\":\"\","
            + "\"type\":\"output\"}]}}}}";
    try (RawServer comfy =
            RawServer.start(
                (request, reply) -> {
                  if (request.path().equals("/view")) {
                    reply.lines("HTTP/1.1 200 OK", "ETag: \"1\"", "Content-Length: 50000", "");
                    reply.bytes(Arrays.copyOf(Pictures.png(50_000, 1), 25_000)).hangUp();
                  } else {
                    reply.send(200, "application/json", history.getBytes(UTF_8));
                  }
                });
        RawServer web = RawServer.start((request, reply) -> reply.send(200, "image/png", other))) {
      Optional<String> url = Optional.of(web.url("/b.png"));
      Result result =
          fetches(web)
              .comfyui(comfy.url(""))
              .pace(1, Duration.ZERO, Duration.ZERO)
              .fetch(Fetches.target(1, url, Optional.of("p-1"), MediaType.IMAGE));

      assertThat(result.bytes()).hasValue(other);
      assertThat(web.requests()).allMatch(request -> request.header("Range").isEmpty());
    }
  }

  /**
   * Its first line counts. Storages send many headers; a server that never stops sending them fills
   * the memory.
   */
  @ParameterizedTest
  @CsvSource({"200, ''", "201, unreadable"})
  void aHeadHasSoManyLinesAndNoMore(int lines, String reason) {
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Content-Length: " + PNG.length);
              for (int i = 3; i <= lines; i++) {
                reply.lines("X-More-" + i + ": and on");
              }
              reply.lines("").bytes(PNG);
            })) {
      assertThat(fetches(server).fetch(server.url("/a.png")).reason()).isEqualTo(reason);
    }
  }

  /** A redirect to a signed address is a long line. */
  @ParameterizedTest
  @CsvSource({"16382, ''", "16385, unreadable"})
  void aLineOfAHeadIsSoLongAndNoLonger(int length, String reason) {
    String name = "X-Long: ";
    try (RawServer server =
        RawServer.start(
            (request, reply) ->
                reply.send(200, "", PNG, name + "a".repeat(length - name.length())))) {
      assertThat(fetches(server).fetch(server.url("/a.png")).reason()).isEqualTo(reason);
    }
  }

  /** Without this one picture that stops half-way keeps the run for an hour. */
  @Test
  void silenceInTheMiddleOfABodyEndsAtTheTimeout() {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "Content-Length: " + PNG.length, "");
              reply.bytes(Arrays.copyOf(PNG, 100));
              if (!over.await(20, TimeUnit.SECONDS)) {
                reply.bytes(Arrays.copyOfRange(PNG, 100, PNG.length));
              }
            })) {
      Result result =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(200), 0)
              .pace(Duration.ofHours(1), 1, Duration.ZERO, Duration.ZERO)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("timeout");
    } finally {
      over.countDown();
    }
  }

  /** The system itself accepts the connection; nobody ever answers in it. */
  @Test
  void silenceWhereTlsShouldBeginEndsAtTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getAllByName("127.0.0.1")[0])) {
      String host = "127.0.0.1:" + silent.getLocalPort();
      Result result =
          new Fetches(folder)
              .allowing(host)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(200), 0)
              .pace(Duration.ofHours(1), 1, Duration.ZERO, Duration.ZERO)
              .fetch("https://" + host + "/a.png");

      assertThat(result.reason()).isEqualTo("timeout");
    }
  }

  /** Whatever a server asks to be told, it is told nothing, and what it said is what is shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Basic realm=\"x\"", "Digest nonce=", "Negotiate", "Bearer", ",,,=\"", "Basic"})
  void aChallengeIsARefusal(String challenge) {
    try (RawServer server =
        RawServer.start(
            (request, reply) ->
                reply.send(401, "", new byte[0], "WWW-Authenticate: " + challenge))) {
      Result result = fetches(server).fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(result.detail()).isEqualTo("the server answered 401");
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** If this fails, one slow host in a thousand ends a run with an internal error. */
  @Test
  void isNoAnswerInTimeWhereTheTimeIsOverBeforeTheRequestIsSent() {
    AddressGuard slow =
        new AddressGuard(
            AllowedHosts.NONE,
            host -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
              return InetAddress.getAllByName(host);
            },
            address -> true);
    FetchLimits limits = FetchLimits.USUAL.with(1 << 20, 1 << 20, Duration.ofMillis(100), 0);
    try (RawServer server = RawServer.start((q, r) -> r.send(200, "image/png", PNG));
        Transport transport = new Transport(slow, limits, "test", TlsOnDemand.ofJava())) {
      WebAddress address = WebAddress.parse(server.url("/a.png")).orElseThrow();

      assertThatThrownBy(() -> transport.get(address, Map.of()))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
