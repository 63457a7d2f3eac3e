package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.log.ContentDigest;
import org.researchtracker.model.Selection;

/**
 * If these fail, a log that is rotated in the moment in which it is read leaves an index that no
 * command can use any more, or that answers with what stands elsewhere.
 */
class RotatedMeanwhileTest {
  @TempDir Path folder;
  private Path logs;
  private Path rotating;
  private Path index;

  @BeforeEach
  void makeLogs() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    rotating = logs.resolve("b.jsonl");
    index = folder.resolve("index.db");
    Files.writeString(logs.resolve("a.jsonl"), items("a", 1, 5));
    Files.writeString(rotating, items("b", 1, 50));
    Indexes.fresh(index, logs).close();
  }

  /** The folder was read, then the log gets another name, and a new one takes its place. */
  @Test
  void aLogThatGetsAnotherNameBeforeItIsOpened() throws IOException {
    append(logs.resolve("a.jsonl"), items("a", 6, 7));
    append(rotating, items("b", 51, 60));
    List<String> notices =
        refresh(
            () -> {
              Files.move(rotating, logs.resolve("b.jsonl-1"));
              Files.writeString(rotating, items("c", 1, 3));
            });

    assertThat(notices).isEmpty();
    assertAnswersAsAFreshIndex();
    append(rotating, items("c", 4, 9));
    refresh(() -> {});
    assertAnswersAsAFreshIndex();
  }

  @Test
  void aLogThatIsReplacedByALongerOneBeforeItIsOpened() throws IOException {
    append(logs.resolve("a.jsonl"), items("a", 6, 7));
    append(rotating, items("b", 51, 60));
    refresh(
        () -> {
          Path next = Files.writeString(folder.resolve("next"), items("c", 1, 500));
          Files.delete(rotating);
          Files.move(next, rotating);
        });

    refresh(() -> {});
    assertAnswersAsAFreshIndex();
  }

  /** An index says of a log what is not so, however it came to that. */
  @Test
  void anIndexThatContradictsTheLogsIsMadeAnew() throws IOException, SQLException {
    Files.move(rotating, logs.resolve("b.jsonl-1"));
    Files.writeString(rotating, items("c", 1, 3));
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + index);
        PreparedStatement update =
            database.prepareStatement("UPDATE file SET key='', length=?, blocks=? WHERE path=?")) {
      byte[] text = Files.readAllBytes(rotating);
      ContentDigest digest = new ContentDigest();
      digest.update(text, 0, text.length);
      update.setLong(1, text.length);
      update.setBytes(2, digest.toBytes());
      update.setString(3, rotating.toRealPath().toString());
      assertThat(update.executeUpdate()).isOne();
    }
    append(rotating, items("b", 50, 50).replace("text", "another text"));

    List<String> notices = refresh(() -> {});

    assertThat(notices).anyMatch(line -> line.contains("contradicts the logs"));
    assertAnswersAsAFreshIndex();
  }

  /** Another command is about to take in that a log got another name; it may be killed there. */
  @Test
  void aLogThatHasSteppedAsideInTheIndex() throws IOException, SQLException {
    try (LogIndex opened = Indexes.fresh(index, logs)) {
      Selection all = Selection.builder().build();
      List<LogDigest> before = opened.catalog().logDigests(all);
      assertThat(before)
          .extracting(LogDigest::name)
          .containsExactlyInAnyOrder("a.jsonl", "b.jsonl");

      stepAside("b.jsonl");
      assertThat(opened.catalog().logDigests(all)).isEqualTo(before);
      stepAside("b.jsonl");
    }
    refresh(() -> {});
    assertAnswersAsAFreshIndex();
  }

  /** Between the look at the logs and their digests, for a bundle. */
  @Test
  void aLogThatIsRotatedBeforeItsDigestIsMade() throws IOException {
    try (LogIndex opened = Indexes.fresh(index, logs)) {
      Files.move(rotating, logs.resolve("b.jsonl-1"));
      Files.writeString(rotating, items("c", 1, 100));

      assertThat(opened.catalog().logDigests(Selection.builder().build()))
          .extracting(LogDigest::name)
          .containsExactlyInAnyOrder("a.jsonl", "b.jsonl", "b.jsonl-1");
    }
  }

  private void stepAside(String name) throws SQLException, IOException {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + index);
        PreparedStatement update =
            database.prepareStatement("UPDATE file SET path=path || char(0) || id WHERE path=?")) {
      update.setString(1, logs.resolve(name).toRealPath().toString());
      assertThat(update.executeUpdate()).isOne();
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  /**
   * Catches up, and changes the logs when the first of them is being read; returns what it said.
   */
  private List<String> refresh(Change change) {
    List<String> notices = new ArrayList<>();
    IndexEvents events =
        new IndexEvents() {
          private boolean done;

          @Override
          public void notice(String line) {
            notices.add(line);
          }

          @Override
          public void progress(long doneBytes, long totalBytes) {
            if (!done) {
              done = true;
              try {
                change.make();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    try (LogIndex opened = LogIndex.open(Indexes.settings(index, logs), events)) {
      opened.refresh();
    }
    return notices;
  }

  private void assertAnswersAsAFreshIndex() {
    try (LogIndex opened = LogIndex.open(Indexes.settings(index, logs), IndexEvents.NONE);
        LogIndex fresh = Indexes.fresh(folder.resolve("fresh-" + System.nanoTime()), logs)) {
      opened.refresh();
      assertThat(Indexes.answers(opened.catalog())).isEqualTo(Indexes.answers(fresh.catalog()));
    }
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private static String items(String id, int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            number ->
                "{\"execution_id\":\"%s\",\"sequence_number\":%d,\"item_type\":\"user_input_text\",\"content\":\"text %d\"}\n"
                    .formatted(id, number, number))
        .collect(Collectors.joining());
  }
}
