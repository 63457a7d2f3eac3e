package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;

/**
 * If these fail, an index whose file is damaged, foreign or in a place that cannot be written
 * answers wrongly, destroys what is not its own, or can be read by others.
 */
class IndexFileTest extends IndexOfOneLog {
  @Test
  void aDamagedIndexIsMadeAnewInTheSameFileAndSaysSo() throws IOException {
    fresh().close();
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 50, bytes.length / 2, bytes.length - 2000}) {
      byte[] damaged = bytes.clone();
      for (int i = at; i < Math.min(damaged.length, at + 1500); i++) {
        damaged[i] = (byte) 0xa5;
      }
      Files.write(file, damaged);
      try (LogIndex index = fresh()) {
        assertThat(ids(index)).as("damaged at %d", at).containsExactly("e1");
        assertThat(Indexes.record(index.catalog(), "e1").items()).hasSize(1);
      }
    }
    Files.write(file, new byte[0]);
    try (LogIndex index = fresh()) {
      assertThat(ids(index)).containsExactly("e1");
    }
    assertThat(notices).isNotEmpty().allMatch(notice -> notice.contains("made anew"));
  }

  /** An archive run would put an execution into its unit twice. */
  @Test
  void noExecutionIsGivenTwiceWhereDamageIsMetHalfway() throws IOException {
    List<String> all = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      String id = String.format(Locale.ROOT, "many-%04d", i);
      all.add(id);
      text.append(item(id, 1, "user_input_text", "\"content\":\"x\""));
    }
    write("many.jsonl", text.toString());
    fresh().close();
    byte[] bytes = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 16384; at < bytes.length; at += 16384) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, at, Math.min(damaged.length, at + 12000), (byte) 0xa5);
      Files.write(file, damaged);
      List<String> given = new ArrayList<>();
      try (LogIndex index = fresh()) {
        index.catalog().marks(Selection.ALL, mark -> given.add(mark.executionId()));
        assertThat(given).as("damaged at %d", at).containsAll(all);
      } catch (TrackerException e) {
        assertThat(e).hasMessageContaining("made anew");
        refused++;
      }
      assertThat(given).as("damaged at %d", at).doesNotHaveDuplicates();
    }
    assertThat(refused).as("no damage was met halfway").isPositive();
  }

  @Test
  void aTruncatedIndexIsMadeAnew() throws IOException {
    fresh().close();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    try (LogIndex index = fresh()) {
      assertThat(ids(index)).containsExactly("e1");
    }
  }

  @Test
  void anIndexOfOtherRootsIsMadeAnew() throws IOException {
    fresh().close();
    Path others = Files.createDirectories(folder.resolve("others"));
    Files.writeString(
        others.resolve("b.jsonl"), item("e2", 1, "user_input_text", "\"content\":\"x\""));
    try (LogIndex index = open(Indexes.settings(file, others))) {
      index.refresh();
      assertThat(ids(index)).containsExactly("e2");
    }
    assertThat(notices).hasSize(1).first().asString().contains("other log roots");
  }

  @Test
  void aFileThatIsNoIndexIsLeftAsItIs() throws IOException {
    Path log = logs.resolve("a.jsonl");
    String before = Files.readString(log);
    assertThatThrownBy(() -> open(Indexes.settings(log, logs)))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("left as it is");
    assertThat(Files.readString(log)).isEqualTo(before);
  }

  @Test
  void aPlaceThatCannotBeWrittenGetsATemporaryIndex() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
    try (LogIndex index = open(Indexes.settings(blocked.resolve("index.db"), logs))) {
      index.refresh();
      assertThat(ids(index)).containsExactly("e1");
      assertThat(index.status().temporary()).isTrue();
    }
    assertThat(notices).hasSize(1).first().asString().contains("temporary");
  }

  @Test
  void anIndexThatCannotBeLockedWhereItLiesIsLeftForATemporaryOne() throws IOException {
    fresh().close();
    // As on a disk that was mounted read-only since, which a test cannot do.
    Path lock = Path.of(file + ".lock");
    Files.delete(lock);
    Files.createDirectory(lock);
    write("b.jsonl", item("e2", 1, "user_input_text", "\"content\":\"x\""));
    try (LogIndex index = fresh()) {
      assertThat(ids(index)).containsExactly("e1", "e2");
      assertThat(index.status().temporary()).isTrue();
    }
    assertThat(notices).hasSize(1).first().asString().contains("Is a directory", "temporary");
  }

  @Test
  void theIndexIsForItsOwnerAlone() throws IOException {
    fresh().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }
}
