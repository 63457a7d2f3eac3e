package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.SharedIndex;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.Labels;

/** Listeners lose nothing where something goes wrong, and get on whatever is logged. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenersTest {
  @TempDir Path temp;

  /** Is counted down where the ids to leave out were to be read and could not; else null. */
  private volatile CountDownLatch unreadable;

  private SharedIndex index;
  private ApiServer server;
  private Path log;

  @BeforeEach
  void start() throws IOException {
    log = Files.createDirectories(temp.resolve("logs")).resolve("a.jsonl");
    append(0, "old");
    IndexSettings settings =
        new IndexSettings(
            temp.resolve("index.db"), List.of(log.getParent()), ZoneOffset.UTC, false, 8 << 20);
    index = SharedIndex.open(settings, IndexEvents.NONE, 4);
    assertThat(index.awaitReady(Duration.ofMinutes(1))).isTrue();
    Research research =
        new Research(
            index,
            ZoneOffset.UTC,
            Clock.systemUTC(),
            this::leftOut,
            () -> {
              throw new AssertionError("nobody asked for media");
            },
            name -> JsonObject.EMPTY,
            Labels.builtIn(),
            "0");
    server =
        ApiServer.start(
            research,
            new ServerOptions(
                "127.0.0.1", 0, Optional.empty(), List.of(), List.of(), ServerOptions.PATIENCE),
            line -> {});
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop();
    index.close();
  }

  private Set<String> leftOut() {
    CountDownLatch failing = unreadable;
    if (failing != null) {
      failing.countDown();
      throw TrackerException.failed("cannot read the ids", "");
    }
    return Set.of();
  }

  private void append(int number, String content) throws IOException {
    Files.writeString(
        log,
        "{\"execution_id\":\"e\",\"item_type\":\"output_text\",\"sequence_number\":%d,\"content\":\"%s\"}\n"
            .formatted(number + 1, content),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private BufferedReader listen(Socket socket, String last) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET /api/research/events HTTP/1.1\r\nHost: localhost\r\n" + last + "\r\n")
                .getBytes(UTF_8));
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    next(in, "retry: ");
    return in;
  }

  private Socket connected() throws IOException {
    return new Socket(server.uri().getHost(), server.uri().getPort());
  }

  /** Returns the next line that begins so. */
  private static String next(BufferedReader in, String begin) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(begin)) {
        return line;
      }
    }
    throw new IOException("the stream ended");
  }

  @Test
  void whatCannotBeToldAtOnceIsToldLater() throws IOException, InterruptedException {
    try (Socket socket = connected()) {
      BufferedReader in = listen(socket, "");
      CountDownLatch failed = new CountDownLatch(1);
      unreadable = failed;
      append(1, "meanwhile");
      failed.await();
      unreadable = null;
      append(2, "afterwards");

      assertThat(next(in, "data: ")).contains("\"meanwhile\"");
      assertThat(next(in, "data: ")).contains("\"afterwards\"");
    }
  }

  @Test
  void anItemThatIsTooLongToBeToldMakesListenersReadAnewAndGoOn() throws IOException {
    String last;
    try (Socket socket = connected()) {
      BufferedReader in = listen(socket, "");
      append(1, "x".repeat(2 << 20));
      assertThat(next(in, "event: ")).isEqualTo("event: reset");
      last = next(in, "id: ");
      append(2, "two");
      assertThat(next(in, "data: {\"")).contains("\"two\"");
    }

    try (Socket socket = connected()) {
      BufferedReader in = listen(socket, "Last-Event-" + last.replace("id", "ID") + "\r\n");
      assertThat(next(in, "data: ")).contains("\"two\"");
    }
  }
}
