package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;

/** What is asked again, what is gone on with, and what is left alone. */
class PatienceTest {
  private static final byte[] PNG = Pictures.png(50_000, 1);

  @TempDir private Path folder;

  private Fetches fetches(RawServer server) {
    return new Fetches(folder).allowing(server.hostAndPort());
  }

  /**
   * Serves a file with a tag, ranges too, and hangs up after so many bytes at the first request.
   */
  private static RawServer.Handler breakingOff(int after, AtomicInteger count, String... tags) {
    return (request, reply) -> {
      int number = count.getAndIncrement();
      String tag = tags[Math.min(number, tags.length - 1)];
      byte[] whole = Pictures.png(50_000, tag.hashCode());
      String range = request.header("Range");
      boolean rest = !range.isEmpty() && request.header("If-Range").equals(tag);
      int from = rest ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
      if (rest) {
        reply.lines("HTTP/1.1 206 Part");
        reply.lines("Content-Range: bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
      } else {
        reply.lines("HTTP/1.1 200 OK");
      }
      reply.lines("ETag: " + tag, "Content-Length: " + (whole.length - from), "");
      if (number == 0) {
        reply.bytes(Arrays.copyOfRange(whole, from, from + after)).hangUp();
      } else {
        reply.bytes(Arrays.copyOfRange(whole, from, whole.length));
      }
    };
  }

  /** Begins with a part of a file, and then hangs up; what comes next is another's to answer. */
  private static RawServer.Handler cutOff(String tag, RawServer.Handler next) {
    AtomicInteger count = new AtomicInteger();
    return (request, reply) -> {
      if (count.getAndIncrement() == 0) {
        reply.lines("HTTP/1.1 200 OK", "ETag: " + tag, "Content-Length: " + PNG.length, "");
        reply.bytes(Arrays.copyOf(PNG, 20_000)).hangUp();
      } else {
        next.answer(request, reply);
      }
    };
  }

  /** Gives the rest of a file from some byte on to who asks for one, and else the whole of it. */
  private static RawServer.Handler giving(byte[] whole, String tag, int from) {
    return (request, reply) -> {
      if (request.header("Range").isEmpty()) {
        reply.send(200, "image/png", whole, "ETag: " + tag);
      } else {
        reply.lines("HTTP/1.1 206 Part", "ETag: " + tag);
        reply.lines("Content-Range: bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
        reply.lines("Content-Length: " + (whole.length - from), "");
        reply.bytes(Arrays.copyOfRange(whole, from, whole.length));
      }
    };
  }

  /** Refuses at first, and says when to come again. */
  private static RawServer.Handler refusing(int status, String retryAfter) {
    AtomicInteger count = new AtomicInteger();
    return (request, reply) -> {
      if (count.getAndIncrement() == 0) {
        reply.send(status, "", new byte[0], "Retry-After: " + retryAfter);
      } else {
        reply.send(200, "image/png", PNG);
      }
    };
  }

  private static void assertThatASecondLay(RawServer server) {
    List<RawServer.Request> requests = server.requests();
    assertThat(requests).hasSize(2);
    assertThat(Duration.between(requests.get(0).time(), requests.get(1).time()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(950));
  }

  @Test
  void goesOnWhereItBrokeOff() throws IOException {
    try (RawServer server = RawServer.start(breakingOff(20_000, new AtomicInteger(), "\"v1\""))) {
      Fetches fetches = fetches(server);

      Result result = fetches.fetch(server.url("/a.png"));

      assertThat(result.bytes()).hasValue(Pictures.png(50_000, "\"v1\"".hashCode()));
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1).header("Range")).isEqualTo("bytes=20000-");
      assertThat(server.requests().get(1).header("If-Range")).isEqualTo("\"v1\"");
      assertThat(fetches.partials()).isEmpty();
    }
  }

  @Test
  void theNextRunGoesOnWhereThisOneBrokeOff() {
    try (RawServer server = RawServer.start(breakingOff(20_000, new AtomicInteger(), "\"v1\""))) {
      Fetches fetches = fetches(server).pace(1, Duration.ZERO, Duration.ZERO);

      Result first = fetches.fetch(server.url("/a.png"));
      Result second = fetches.fetch(server.url("/a.png"));

      assertThat(first.reason()).isEqualTo("unreadable");
      assertThat(second.bytes()).hasValue(Pictures.png(50_000, "\"v1\"".hashCode()));
      assertThat(server.requests().get(1).header("Range")).isEqualTo("bytes=20000-");
    }
  }

  @Test
  void beginsAnewWhatHasChanged() {
    try (RawServer server =
        RawServer.start(breakingOff(20_000, new AtomicInteger(), "\"v1\"", "\"v2\""))) {
      Result result = fetches(server).fetch(server.url("/a.png"));

      assertThat(result.bytes()).hasValue(Pictures.png(50_000, "\"v2\"".hashCode()));
    }
  }

  /** A server that ignores If-Range, and gives the rest of another version. */
  @Test
  void sticksNoTwoVersionsTogether() {
    byte[] other = Pictures.png(50_000, 99);
    try (RawServer server = RawServer.start(cutOff("\"v1\"", giving(other, "\"v2\"", 20_000)))) {
      Result result = fetches(server).fetch(server.url("/a.png"));

      assertThat(result.bytes()).hasValue(other);
    }
  }

  /** The range of an answer is what it says, not what was asked for. */
  @Test
  void takesNoPartFromAnotherPlace() {
    try (RawServer server = RawServer.start(cutOff("\"v1\"", giving(PNG, "\"v1\"", 10_000)))) {
      assertThat(fetches(server).fetch(server.url("/a.png")).bytes()).hasValue(PNG);
    }
  }

  @Test
  void beginsAnewWhereTheServerNamesNoVersion() {
    String weak = "W/\"weak\"";
    try (RawServer server = RawServer.start(cutOff(weak, giving(PNG, weak, 20_000)))) {
      assertThat(fetches(server).fetch(server.url("/a.png")).bytes()).hasValue(PNG);
      assertThat(server.requests()).allMatch(request -> request.header("Range").isEmpty());
    }
  }

  @Test
  void asksAgainWhereTheServerIsBusy() {
    AtomicInteger count = new AtomicInteger();
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              int status = List.of(503, 429, 500, 200).get(count.getAndIncrement());
              reply.send(status, "image/png", PNG);
            })) {
      assertThat(fetches(server).fetch(server.url("/a.png")).bytes()).hasValue(PNG);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void isNotBusyForever() {
    try (RawServer server = RawServer.start((q, r) -> r.send(503, "", new byte[0]))) {
      Result result = fetches(server).fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("unreadable");
      assertThat(result.detail()).isEqualTo("the server answered 503");
      assertThat(server.requests()).hasSize(4);
      // It is no final verdict: the next run asks again.
      fetches(server).fetch(server.url("/a.png"));
      assertThat(server.requests()).hasSize(8);
    }
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    try (RawServer server = RawServer.start(refusing(429, "1"))) {
      assertThat(fetches(server).fetch(server.url("/a.png")).bytes()).hasValue(PNG);
      assertThatASecondLay(server);
    }
  }

  @Test
  void waitsUntilTheServersDate() {
    Instant now = Instant.parse("2025-11-04T10:00:00Z");
    String soon =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(1).atOffset(ZoneOffset.UTC));
    try (RawServer server = RawServer.start(refusing(503, soon))) {
      Result result =
          fetches(server).clock(Clock.fixed(now, ZoneOffset.UTC)).fetch(server.url("/a.png"));

      assertThat(result.bytes()).hasValue(PNG);
      assertThatASecondLay(server);
    }
  }

  @Test
  void waitsNotForHours() {
    try (RawServer server =
        RawServer.start((q, r) -> r.send(503, "", new byte[0], "Retry-After: 7200"))) {
      Result result = fetches(server).fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("unreadable");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatIsGoneIsAskedForOnce() {
    try (RawServer server = RawServer.start((q, r) -> r.send(410, "", new byte[0]))) {
      Result first = fetches(server).fetch(server.url("/a.png"));
      Result second = fetches(server).fetch(server.url("/a.png"));

      assertThat(first.reason()).isEqualTo("not_found");
      assertThat(second.reason()).isEqualTo("not_found");
      assertThat(second.remembered()).isTrue();
      assertThat(server.requests()).hasSize(1);

      fetches(server).retryFinal().fetch(server.url("/a.png"));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anExpiredSignatureIsFinal() {
    try (RawServer server =
        RawServer.start((q, r) -> r.send(403, "application/xml", "<Error/>".getBytes(UTF_8)))) {
      String url = server.url("/a.png?Expires=1762249530&Signature=abc");
      Result first = fetches(server).fetch(url);
      Result second = fetches(server).fetch(url);

      assertThat(first.reason()).isEqualTo("expired");
      assertThat(first.detail()).isEqualTo("its signature was good until 2025-11-04T09:45:30Z");
      assertThat(second.remembered()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Signatures outlive their time on some servers, and clocks are wrong. */
  @Test
  void anExpiredSignatureIsTriedOnce() {
    try (RawServer server = RawServer.start((q, r) -> r.send(200, "image/png", PNG))) {
      assertThat(fetches(server).fetch(server.url("/a.png?Expires=1762249530")).bytes())
          .hasValue(PNG);
    }
  }

  @Test
  void aStoragesOwnWordsTellThatASignatureExpired() {
    String xml =
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code>"
            + "<Message>Request has expired</Message></Error>";
    try (RawServer server =
        RawServer.start((q, r) -> r.send(403, "application/xml", xml.getBytes(UTF_8)))) {
      assertThat(fetches(server).fetch(server.url("/a.png?token=opaque")).reason())
          .isEqualTo("expired");
    }
  }

  @Test
  void aSignatureThatIsGoodAndRefusedIsNotExpired() {
    try (RawServer server = RawServer.start((q, r) -> r.send(403, "", new byte[0]))) {
      assertThat(
              fetches(server).fetch(server.url("/a.png?Expires=4102444700&Signature=x")).reason())
          .isEqualTo("refused");
    }
  }

  @Test
  void aHostThatIsSilentIsGivenUp() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server = RawServer.start((request, reply) -> over.await())) {
      List<FetchTarget> targets = new ArrayList<>();
      for (int i = 1; i <= 200; i++) {
        targets.add(Fetches.picture(i, server.url("/" + i + ".png")));
      }
      Map<Long, Result> results =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofMillis(100), 0)
              .pace(4, Duration.ofMillis(1), Duration.ZERO)
              .fetchAll(targets);

      assertThat(results).hasSize(200);
      assertThat(results.values()).allMatch(result -> result.reason().equals("timeout"));
      assertThat(server.requests().size()).isLessThan(20);
    } finally {
      over.countDown();
    }
  }
}
