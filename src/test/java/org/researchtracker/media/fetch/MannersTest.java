package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;

/** How much is asked of a server. If these fail, a fetch is a burden to somebody else's machine. */
class MannersTest {
  private static final byte[] PNG = Pictures.png(50_000, 1);

  @TempDir private Path folder;

  private Fetches fetches(RawServer server) {
    return new Fetches(folder).allowing(server.hostAndPort());
  }

  @Test
  void asksOneHostForFewThingsAtATime() {
    Set<Integer> inside = ConcurrentHashMap.newKeySet();
    AtomicInteger most = new AtomicInteger();
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              inside.add(request.connection());
              most.accumulateAndGet(inside.size(), Math::max);
              // Long enough that others would be here, were they let in.
              TimeUnit.MILLISECONDS.sleep(5);
              inside.remove(request.connection());
              reply.send(200, "image/png", Pictures.png(300, 1));
            })) {
      List<FetchTarget> targets = new ArrayList<>();
      for (int i = 1; i <= 60; i++) {
        targets.add(Fetches.picture(i, server.url("/" + i + ".png")));
      }
      fetches(server).fetchAll(targets);

      assertThat(most.get()).isBetween(2, 4);
      assertThat(server.requests().stream().map(RawServer.Request::connection).distinct())
          .hasSizeLessThan(10);
    }
  }

  @Test
  void aRateIsKept() {
    byte[] large = Pictures.png(200_000, 1);
    try (RawServer server = RawServer.start((q, r) -> r.send(200, "image/png", large))) {
      long begin = System.nanoTime();
      Result result =
          fetches(server)
              .limits(1 << 20, 1 << 20, Duration.ofSeconds(5), 400_000)
              .fetch(server.url("/a.png"));
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(result.bytes()).hasValue(large);
      assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(450));
    }
  }

  @Test
  void whatIsInTheStoreIsNotAskedForAgain() {
    try (RawServer server = RawServer.start((q, r) -> r.send(200, "image/png", PNG))) {
      fetches(server).fetch(server.url("/a.png"));
      Result again = fetches(server).fetch(server.url("/a.png"));

      assertThat(again.bytes()).hasValue(PNG);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** A reset fills the logs of servers with errors, and whoever keeps them looks for the fault. */
  @Test
  void takesItsLeaveOfAServer() throws IOException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<String> end = new AtomicReference<>("nothing");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = listener.accept()) {
                  InputStream in = socket.getInputStream();
                  byte[] request = new byte[8192];
                  int count = in.read(request);
                  socket
                      .getOutputStream()
                      .write(
                          ("HTTP/1.1 200 OK\r\nContent-Length: " + PNG.length + "\r\n\r\n")
                              .getBytes(UTF_8));
                  socket.getOutputStream().write(PNG);
                  end.set(count > 0 && in.read() < 0 ? "end" : "more");
                } catch (IOException e) {
                  end.set(e.getMessage());
                } finally {
                  over.countDown();
                }
              });
      server.start();
      String host = "127.0.0.1:" + listener.getLocalPort();

      Result result = new Fetches(folder).allowing(host).fetch("http://" + host + "/a.png");

      assertThat(result.bytes()).hasValue(PNG);
      assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(end).hasValue("end");
    }
  }
}
