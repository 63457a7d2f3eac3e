package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;

/** Listeners hear of each new item once, in order, also after they were away. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServeEventsTest {
  @TempDir Path temp;

  private CliHarness harness;
  private Served served;
  private Path log;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    harness = new CliHarness(temp);
    log = harness.write("logs/a.jsonl", item("old", 1, "user_input_text", "old"));
    served = Served.start(harness);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static String item(String execution, int number, String type, String content) {
    return "{\"execution_id\":\""
        + execution
        + "\",\"sequence_number\":"
        + number
        + ",\"item_type\":\""
        + type
        + "\",\"content\":\""
        + content
        + "\"}\n";
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private record Event(String id, String name, String data) {}

  /** A listener that reads by hand. */
  private static final class Listening implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private String lastId = "";

    Listening(Served served, String query, String lastEventId) throws IOException {
      socket = new Socket(served.uri("/").getHost(), served.uri("/").getPort());
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
      String last = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
      socket
          .getOutputStream()
          .write(
              ("GET /api/research/events"
                      + query
                      + " HTTP/1.1\r\nHost: localhost\r\n"
                      + last
                      + "\r\n")
                  .getBytes(UTF_8));
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      Event first = next();
      assertThat(first.name()).isEqualTo("start");
    }

    /** Returns the next event; the one that only gives the position is called start. */
    Event next() throws IOException {
      String name = "";
      String data = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith("retry: ")) {
          name = "start";
        } else if (line.isEmpty() && !name.isEmpty()) {
          return new Event(lastId, name, data);
        }
      }
      throw new IOException("the stream ended");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static List<String> contents(Listening listening, int count) throws IOException {
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String data = listening.next().data();
      contents.add(data.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1"));
    }
    return contents;
  }

  @Test
  void aNewItemIsToldAsItStandsInTheListing() throws IOException, InterruptedException {
    try (Listening listening = new Listening(served, "", "")) {
      append(log, item("e", 1, "output_text", "fresh"));

      Event event = listening.next();
      assertThat(event.name()).isEqualTo("item");
      assertThat(served.text("/api/research/items?id=e")).contains("\n" + event.data() + "\n");
    }
  }

  @Test
  void whoWasAwayIsToldWhatWasMissedAndNothingTwice() throws IOException {
    String last;
    try (Listening listening = new Listening(served, "", "")) {
      append(log, item("e", 1, "output_text", "one") + item("e", 2, "output_text", "two"));
      Event one = listening.next();
      assertThat(one.data()).contains("\"one\"");
      last = one.id();
    }
    append(temp.resolve("logs/b.jsonl"), item("f", 1, "output_text", "three"));
    append(log, item("e", 3, "output_text", "four"));

    try (Listening again = new Listening(served, "", last)) {
      assertThat(contents(again, 3)).containsExactlyInAnyOrder("two", "three", "four");
      append(log, item("e", 4, "output_text", "five"));
      assertThat(contents(again, 1)).containsExactly("five");
    }
  }

  @Test
  void aServerThatWasStartedAgainKnowsWhatWasMissed() throws IOException, InterruptedException {
    String last;
    try (Listening listening = new Listening(served, "", "")) {
      append(log, item("e", 1, "output_text", "one"));
      last = listening.next().id();
    }
    served.close();
    append(log, item("e", 2, "output_text", "two"));
    // Renamed, as logs are; what it holds is known by its first line.
    Files.move(log, temp.resolve("logs/a.jsonl.1"));
    served = Served.start(harness);

    try (Listening again = new Listening(served, "", last)) {
      assertThat(contents(again, 1)).containsExactly("two");
      append(temp.resolve("logs/a.jsonl"), item("g", 1, "output_text", "three"));
      assertThat(contents(again, 1)).containsExactly("three");
    }
  }

  @Test
  void whoCannotBeToldWhatWasMissedIsToldSo() throws IOException {
    try (Listening listening = new Listening(served, "", "nonsense")) {
      assertThat(listening.next().name()).isEqualTo("reset");
    }
  }

  @Test
  void whatIsSaidTwiceIsToldOnce() throws IOException {
    try (Listening listening = new Listening(served, "", "")) {
      append(log, item("e", 1, "output_text", "one"));
      assertThat(contents(listening, 1)).containsExactly("one");
      append(temp.resolve("logs/copy.jsonl"), item("e", 1, "output_text", "one"));
      append(log, item("e", 2, "output_text", "two"));
      assertThat(contents(listening, 1)).containsExactly("two");
    }
  }

  @Test
  void aListenerHearsWhatItAskedFor() throws IOException {
    try (Listening listening = new Listening(served, "?item-type=output&config=dada", "")) {
      append(
          log,
          "{\"execution_id\":\"d\",\"config_name\":\"dada\"}\n"
              + item("other", 1, "output_text", "no")
              + item("d", 1, "user_input_text", "no")
              + item("d", 2, "output_text", "yes"));
      assertThat(contents(listening, 1)).containsExactly("yes");
    }
  }

  @Test
  void aListenerThatDoesNotReadIsDroppedAndOthersAreNotKeptWaiting()
      throws IOException, InterruptedException {
    try (Socket lazy = new Socket()) {
      lazy.setReceiveBufferSize(4096);
      lazy.connect(
          new java.net.InetSocketAddress(served.uri("/").getHost(), served.uri("/").getPort()));
      lazy.getOutputStream()
          .write("GET /api/research/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      String much = "x".repeat(200_000);
      int number = 0;
      try (Listening other = new Listening(served, "", "")) {
        while (!served.text("/metrics").contains("tracker_event_listeners_dropped_total 1\n")) {
          append(log, item("big", ++number, "output_text", much));
          assertThat(contents(other, 1)).containsExactly(much);
        }
      }
      try (Listening listening = new Listening(served, "?item-type=output_image", "")) {
        append(log, item("e", 1, "output_image", "fresh"));
        assertThat(contents(listening, 1)).containsExactly("fresh");
      }
    }
  }
}
