package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.SharedIndex;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.PathMap;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Labels;

/**
 * Clients that dawdle or go away cost the server a bounded time and leave nothing behind. Whatever
 * is waited for is an event, such as the end of a connection; that it never comes is what the
 * time-out tells.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowClientsTest {
  /** More than lies between server and client, so that a server that is not read from waits. */
  private static final long LARGE = 32L << 20;

  private static final String EXPORT = "/api/research/execution/large/export";

  @TempDir Path temp;

  private SharedIndex index;
  private Research research;
  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    Path logs = Files.createDirectories(temp.resolve("logs"));
    Path exports = Files.createDirectories(temp.resolve("exports"));
    try (FileChannel file =
        FileChannel.open(
            exports.resolve("large.png"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}));
      file.write(ByteBuffer.wrap(new byte[1]), LARGE);
    }
    Files.writeString(
        logs.resolve("a.jsonl"),
        "{\"execution_id\":\"large\",\"sequence_number\":1,\"item_type\":\"output_image\","
            + "\"file_path\":\"large.png\"}\n");
    IndexSettings settings =
        new IndexSettings(temp.resolve("index.db"), List.of(logs), ZoneOffset.UTC, false, 1 << 20);
    index = SharedIndex.open(settings, IndexEvents.NONE, 4);
    research =
        new Research(
            index,
            ZoneOffset.UTC,
            Clock.systemUTC(),
            Set::of,
            () -> media(exports),
            name -> JsonObject.EMPTY,
            Labels.builtIn(),
            "0");
    assertThat(index.awaitReady(Duration.ofMinutes(1))).isTrue();
    server = withPatience(Duration.ofSeconds(2));
  }

  private ApiServer withPatience(Duration patience) {
    return ApiServer.start(
        research,
        new ServerOptions("127.0.0.1", 0, Optional.empty(), List.of(), List.of(), patience),
        line -> {});
  }

  private static MediaAccess media(Path folder) {
    MediaResolver resolver =
        new MediaResolver(MediaRoots.of(List.of(folder)), PathMap.none(), List.of());
    return new MediaAccess() {
      @Override
      public MediaResolver resolver() {
        return resolver;
      }

      @Override
      public void close() {}
    };
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop();
    index.close();
  }

  /** Returns which media and files put aside the server has open, where the system tells. */
  private static List<String> heldOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    List<String> held = new ArrayList<>();
    if (Files.isDirectory(open)) {
      try (Stream<Path> files = Files.list(open)) {
        files.forEach(file -> held.add(target(file)));
      }
    }
    held.removeIf(name -> !name.contains("/.tracker-") && !name.endsWith("/large.png"));
    return held;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile, as the listing itself is";
    }
  }

  private Socket connected() throws IOException {
    return new Socket(server.uri().getHost(), server.uri().getPort());
  }

  private Socket asked(String path) throws IOException {
    Socket socket = connected();
    send(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String statusOf(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  /** Asks again and again for the server's counts, until one of them is as wanted. */
  private void awaitCount(String wanted) throws IOException {
    String counts = "";
    while (!counts.contains("\n" + wanted + "\n")) {
      try (Socket socket = connected()) {
        send(socket, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        counts = rest(socket);
      }
    }
  }

  @Test
  void aRequestThatDoesNotBecomeWholeIsEnded() throws IOException {
    try (Socket nothing = connected();
        Socket part = connected();
        Socket second = connected()) {
      send(part, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow");
      send(second, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\n");

      assertThat(rest(nothing)).isEmpty();
      assertThat(rest(part)).isEmpty();
      assertThat(rest(second)).containsOnlyOnce("HTTP/1.1 200");
    }
  }

  @Test
  void oneThatTricklesIsEndedHoweverSteadyItIs() throws IOException {
    try (Socket drip = connected()) {
      send(drip, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ");
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return rest(drip);
                } catch (IOException e) {
                  return "";
                }
              });
      while (!answer.isDone()) {
        try {
          send(drip, "x");
          // As long as an answer takes to which nobody is bound: the header stays short.
          awaitCount("tracker_event_listeners 0");
        } catch (IOException e) {
          break;
        }
      }
      assertThat(answer.join()).isEmpty();
    }
  }

  @Test
  void aBodyIsNotWaitedFor() throws IOException {
    try (Socket socket = connected()) {
      send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nfew");

      assertThat(rest(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void whoTakesNothingOfABundleIsCutOffAndItsPlaceIsFree() throws IOException {
    List<Socket> lazy = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lazy.add(asked(EXPORT));
    }
    awaitCount("tracker_http_aborted_total 4");

    assertThatAnExportIsWhole();
    for (Socket socket : lazy) {
      socket.close();
    }
    assertThat(heldOpen()).isEmpty();
  }

  @Test
  void whoGoesAwayFromABundleLeavesNothingBehind() throws IOException, InterruptedException {
    server.stop();
    server = withPatience(ServerOptions.PATIENCE);
    List<Socket> leaving = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      leaving.add(asked(EXPORT));
    }
    for (Socket socket : leaving) {
      assertThat(statusOf(socket)).contains("200");
    }
    try (Socket fifth = asked(EXPORT)) {
      assertThat(statusOf(fifth)).contains("503");
    }
    for (Socket socket : leaving) {
      socket.close();
    }
    awaitCount("tracker_http_aborted_total 4");

    assertThatAnExportIsWhole();
    assertThat(heldOpen()).isEmpty();
  }

  private void assertThatAnExportIsWhole() throws IOException {
    try (Socket socket = asked(EXPORT)) {
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(15), UTF_8)).isEqualTo("HTTP/1.1 200 OK");
      byte[] end = new byte[0];
      long length = 0;
      byte[] piece = new byte[1 << 16];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        length += read;
        if (read >= 5) {
          end = java.util.Arrays.copyOfRange(piece, read - 5, read);
        }
      }
      assertThat(length).isGreaterThan(LARGE);
      assertThat(new String(end, UTF_8)).isEqualTo("0\r\n\r\n");
    }
  }

  @Test
  void whoTakesNothingOfAMediumIsCutOff() throws IOException {
    try (Socket lazy = asked("/api/research/execution/large/media/1")) {
      awaitCount("tracker_http_aborted_total 1");
      assertThat(lazy.getInputStream().readAllBytes().length).isLessThan((int) LARGE);
    }
  }

  @Test
  void aListenerThatTakesNothingIsDropped() throws IOException {
    try (Socket lazy = asked("/api/research/events")) {
      assertThat(lazy.isConnected()).isTrue();
      awaitCount("tracker_event_listeners 1");
      String much = "x".repeat(100_000);
      StringBuilder lines = new StringBuilder();
      for (int i = 1; i <= 100; i++) {
        lines.append("{\"execution_id\":\"e\",\"item_type\":\"output_text\",\"sequence_number\":");
        lines.append(i).append(",\"content\":\"").append(much).append("\"}\n");
      }
      Files.writeString(temp.resolve("logs/b.jsonl"), lines);

      awaitCount("tracker_event_listeners_dropped_total 1");
      awaitCount("tracker_event_listeners 0");
    }
  }

  @Test
  void whatIsUnderWayIsFinishedWhenTheServerStops() throws Exception {
    server.stop();
    server = withPatience(ServerOptions.PATIENCE);
    try (Socket socket = asked(EXPORT)) {
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(1000)).hasSize(1000);
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> {
                try {
                  server.stop();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      byte[] rest = in.readAllBytes();
      stopped.join();

      assertThat(rest.length).isGreaterThan((int) LARGE);
      assertThat(new String(rest, rest.length - 5, 5, UTF_8)).isEqualTo("0\r\n\r\n");
    }
  }
}
