package org.researchtracker.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.model.TrackerException;

/**
 * If these fail, a ledger that somebody changed is believed, or one that was torn is not mended.
 */
class LedgerTest {
  @TempDir Path folder;
  private Archives archives;

  @BeforeEach
  void makeArchive() throws IOException {
    archives = new Archives(folder);
    archives.picture("one.png", 1).execution("e1", "2025-11-03T10:00:00+01:00", "one.png");
    archives.execution("e\\uD83D\\\"2", "2025-11-04T10:00:00+01:00", "two.png");
    archives.archive(Per.EXECUTION);
  }

  @Test
  void isSoundAfterEachRun() throws IOException {
    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(archives.told).isEmpty();
    assertThat(Files.readAllLines(archives.ledger()))
        .allMatch(line -> line.matches("\\{\"n\":\\d+,\"at\":.*,\"chain\":\"[0-9a-f]{64}\"\\}"));
  }

  @Test
  void anyByteThatIsChangedIsFound() throws IOException {
    byte[] sound = Files.readAllBytes(archives.ledger());
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      // The last line feed belongs to no line: without it the line is torn.
      int at = random.nextInt(sound.length - 1);
      byte[] changed = sound.clone();
      changed[at] ^= (byte) (1 << random.nextInt(7));
      Files.write(archives.ledger(), changed);

      assertThat(archives.verify(1).isSound()).as("byte %d", at).isFalse();
      assertThat(archives.told.get(0)).contains(".tracker-archive.ledger: line ");
      assertThatThrownBy(() -> archives.prune(1, false))
          .isInstanceOf(TrackerException.class)
          .hasMessageContaining("was tampered with or is damaged");
    }
  }

  @Test
  void aLineThatIsTakenOutPutInOrMovedIsFound() throws IOException {
    List<String> lines = Files.readAllLines(archives.ledger());
    List<List<String>> wrongs = new ArrayList<>();
    wrongs.add(lines.subList(1, lines.size()));
    wrongs.add(List.of(lines.get(0), lines.get(2)));
    wrongs.add(List.of(lines.get(1), lines.get(0), lines.get(2)));
    wrongs.add(List.of(lines.get(0), lines.get(0), lines.get(1), lines.get(2)));
    for (List<String> wrong : wrongs) {
      Files.write(archives.ledger(), wrong);
      assertThat(archives.verify(1).faults()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 70, 200})
  void aLastLineThatWasTornIsMended(int lost) throws IOException {
    byte[] sound = Files.readAllBytes(archives.ledger());
    Files.write(archives.ledger(), java.util.Arrays.copyOf(sound, sound.length - lost));

    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(archives.archive(Per.EXECUTION).bundles()).isZero();
    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(archives.bundles()).hasSize(2);
  }

  @Test
  void whatALossOfPowerLeavesAtTheEndIsMended() throws IOException {
    Files.write(archives.ledger(), new byte[300], StandardOpenOption.APPEND);
    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
    Files.write(archives.ledger(), new byte[300], StandardOpenOption.APPEND);
    Files.write(archives.ledger(), "\"}\n".getBytes(UTF_8), StandardOpenOption.APPEND);
    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
    assertThat(archives.verify(1).isSound()).isTrue();
  }

  @Test
  void isNeverTakenForALog() throws IOException {
    Archives inside = new Archives(folder.resolve("inside"));
    inside.execution("e1", "2025-11-03T10:00:00+01:00", "one.png");
    Path to = inside.logs.resolve("archive");
    Files.createDirectories(to);
    Files.copy(archives.ledger(), to.resolve(".tracker-archive.ledger"));
    Files.copy(archives.to.resolve("2025-11-03_dada_e1.zip"), to.resolve("2025-11-03_dada_e1.zip"));

    assertThat(inside.archive(Per.EXECUTION).executions()).isEqualTo(1);
  }

  @Test
  void aBundleThatIsChangedMissingOrHasAnotherDigestBesideItIsFound() throws IOException {
    Path bundle = archives.to.resolve("2025-11-03_dada_e1.zip");
    Path beside = archives.to.resolve("2025-11-03_dada_e1.zip.sha256");
    byte[] sound = Files.readAllBytes(bundle);
    String digest = Files.readString(beside);
    Archives.damage(bundle, sound.length / 2);
    assertThat(archives.verify(1).isSound()).isFalse();
    assertThat(archives.told.get(0)).contains("2025-11-03_dada_e1.zip: is not the file");
    Files.write(bundle, sound);
    Files.writeString(beside, "0" + digest.substring(1));
    assertThat(archives.verify(1).faults()).isEqualTo(1);
    Files.writeString(beside, digest);
    Files.delete(bundle);
    assertThat(archives.verify(1).faults()).isEqualTo(1);
    assertThat(ArchiveStatus.of(archives.to).absent()).containsExactly("2025-11-03_dada_e1.zip");
    Files.write(bundle, sound);
    assertThat(archives.verify(1).isSound()).isTrue();
    Files.writeString(archives.to.resolve("mine.zip"), "x");
    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(archives.told)
        .containsExactly("mine.zip: is not in the ledger; the next run looks at it");
  }

  @Test
  void aDigestThatIsNoTextIsNotTakenForADamagedBundle() throws IOException {
    Files.write(
        archives.to.resolve("2025-11-03_dada_e1.zip.sha256"), new byte[] {(byte) 0xff, 0, 1});

    assertThat(archives.verify(1).faults()).isEqualTo(1);
    assertThat(archives.told)
        .containsExactly("2025-11-03_dada_e1.zip.sha256: is not as it was written");
  }

  @Test
  void theSamplesOfTenRunsAddUpToAllBundles() throws IOException {
    for (int i = 0; i < 30; i++) {
      archives.execution("x" + i, "2025-11-03T10:00:00+01:00", "one.png");
    }
    archives.archive(Per.EXECUTION);
    long read = 0;
    for (int run = 0; run < 10; run++) {
      long part = archives.verify(0.1).read();
      assertThat(part).isLessThan(15);
      read += part;
    }
    assertThat(read).isEqualTo(32);
  }
}
