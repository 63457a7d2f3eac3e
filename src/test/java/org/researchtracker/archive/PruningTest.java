package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If these fail, pruning removes what nobody has any more. */
class PruningTest {
  private static final String FIRST = "2025-11-03_dada_e1.zip";
  private static final String SECOND = "2025-11-03_dada_e1_v2.zip";
  private static final String THIRD = "2025-11-03_dada_e1_v3.zip";

  @TempDir Path folder;
  private Archives archives;

  @BeforeEach
  void makeThreeVersions() throws IOException {
    archives = new Archives(folder);
    archives.picture("one.png", 1).execution("e1", "2025-11-03T10:00:00+01:00", "one.png");
    archives.archive(Per.EXECUTION);
    for (int number = 4; number <= 5; number++) {
      archives.log(
          "b.jsonl",
          Archives.item("e1", number, "stage_transition", "2025-11-03T11:00:00+01:00", ""));
      archives.archive(Per.EXECUTION);
    }
    assertThat(archives.bundles()).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void removesWhatTheLastVersionHoldsAndItsDigest() throws IOException {
    assertThat(archives.prune(1, true).removals())
        .containsExactly(
            new PruneReport.Removal(FIRST, THIRD), new PruneReport.Removal(SECOND, THIRD));
    assertThat(archives.bundles()).hasSize(3);
    assertThat(archives.prune(2, false).removals())
        .containsExactly(new PruneReport.Removal(FIRST, THIRD));
    assertThat(archives.prune(1, false).removals())
        .containsExactly(new PruneReport.Removal(SECOND, THIRD));

    assertThat(archives.bundles()).containsExactly(THIRD);
    assertThat(archives.to.resolve(FIRST + ".sha256")).doesNotExist();
    assertThat(archives.prune(1, false).removals()).isEmpty();
    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(ArchiveStatus.of(archives.to).pruned()).isEqualTo(2);
    // A number is never given twice.
    archives.log(
        "b.jsonl", Archives.item("e1", 6, "stage_transition", "2025-11-03T11:00:00+01:00", ""));
    archives.archive(Per.EXECUTION);
    assertThat(archives.bundles()).containsExactly(THIRD, "2025-11-03_dada_e1_v4.zip");
  }

  @Test
  void removesNothingWhereTheLastVersionIsDamagedOrGone() throws IOException {
    Archives.damage(archives.to.resolve(THIRD), 2000);
    assertThat(archives.prune(1, false).removals()).isEmpty();
    assertThat(archives.bundles()).hasSize(3);

    Files.delete(archives.to.resolve(THIRD));
    assertThat(archives.prune(1, false).removals())
        .containsExactly(new PruneReport.Removal(FIRST, SECOND));
    assertThat(archives.bundles()).containsExactly(SECOND);
  }

  @Test
  void removesNothingThatTheLastVersionDoesNotHold() throws IOException {
    // Somebody put another bundle in the place of the first version.
    archives.execution("e9", "2025-11-03T10:00:00+01:00", "one.png");
    archives.archive(Per.EXECUTION);
    Files.copy(
        archives.to.resolve("2025-11-03_dada_e9.zip"),
        archives.to.resolve(FIRST),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    PruneReport report = archives.prune(1, false);
    assertThat(report.removals()).containsExactly(new PruneReport.Removal(SECOND, THIRD));
    assertThat(report.kept()).isEqualTo(1);
    assertThat(archives.to.resolve(FIRST)).exists();
  }

  @Test
  void comesBackToARemovalThatWasOnlyWrittenDown() throws IOException {
    byte[] first = Files.readAllBytes(archives.to.resolve(FIRST));
    archives.prune(1, false);
    Files.write(archives.to.resolve(FIRST), first);

    assertThat(archives.archive(Per.EXECUTION).bundles()).isZero();
    assertThat(archives.prune(1, false).removals())
        .containsExactly(new PruneReport.Removal(FIRST, THIRD));
    assertThat(archives.bundles()).containsExactly(THIRD);
  }
}
