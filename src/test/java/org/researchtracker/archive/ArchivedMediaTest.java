package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;

/** If these fail, a medium that turns up, changes or goes is lost to an archive. */
class ArchivedMediaTest {
  @TempDir Path folder;
  private Archives archives;

  @BeforeEach
  void makeLogs() throws IOException {
    archives = Archives.ofTwoDays(folder);
  }

  @Test
  void aMediumThatTurnedUpMakesAVersionByRetryAndByTheNextRun() throws IOException {
    archives.archive(Per.EXECUTION);
    assertThat(archives.retry().exit()).isZero();
    assertThat(archives.told).isEmpty();
    archives.picture("two.png", 2);

    ArchiveReport retried = archives.retry();
    assertThat(retried.bundles()).isEqualTo(1);
    assertThat(retried.exit()).isZero();
    assertThat(archives.bundles()).contains("2025-11-04_dada_e2_v2.zip");
    assertThat(archives.held("2025-11-04_dada_e2_v2.zip").media()).isEqualTo(1);
    assertThat(archives.archive(Per.EXECUTION).bundles()).isZero();
  }

  @Test
  void aRetryMakesMediaAsTheyWereMade() throws IOException {
    BundleOptions usual = archives.options;
    archives.options = usual.withMediaMetadata(MediaMetadata.STRIP);
    archives.archive(Per.DAY);
    archives.options = usual;
    archives.picture("two.png", 2);

    assertThat(archives.retry().bundles()).isEqualTo(1);
    assertThat(archives.held("2025-11-04_v2.zip").holdsAllOf(archives.held("2025-11-04.zip")))
        .isTrue();
  }

  @Test
  void aMediumThatTurnedUpIsMetByTheNextRunAsWell() throws IOException {
    archives.archive(Per.DAY);
    archives.picture("two.png", 2);

    assertThat(archives.archive(Per.DAY).bundles()).isEqualTo(1);
    assertThat(archives.bundles()).contains("2025-11-04_v2.zip");
    assertThat(archives.retry().bundles()).isZero();
  }

  @Test
  void whatIsNoMediumIsLookedAtAgainOnlyWhenItIsAnotherFile() throws IOException {
    Files.writeString(archives.exports.resolve("two.png"), "#!/bin/sh\n");
    assertThat(archives.archive(Per.EXECUTION).exit()).isEqualTo(3);
    assertThat(archives.told.get(0)).contains("1 not_media");

    ArchiveReport second = archives.archive(Per.EXECUTION);
    assertThat(second.unchanged()).isEqualTo(2);
    assertThat(second.exit()).isZero();
  }

  @Test
  void aMediumThatWasOverwrittenMakesAVersionBesideTheOld() throws IOException {
    archives.archive(Per.DAY);
    byte[] old = Files.readAllBytes(archives.to.resolve("2025-11-03.zip"));
    archives.picture("one.png", 99).touch("one.png");

    assertThat(archives.archive(Per.DAY).exit()).isZero();
    assertThat(archives.bundles())
        .containsExactly("2025-11-03.zip", "2025-11-03_v2.zip", "2025-11-04.zip");
    assertThat(archives.to.resolve("2025-11-03.zip")).hasBinaryContent(old);
    assertThat(archives.archive(Per.DAY).unchanged()).isEqualTo(2);
    // The bytes of the first are nowhere else.
    assertThat(archives.prune(1, false).removals()).isEmpty();
  }

  @Test
  void aMediumThatWasOnlyTouchedIsReadOnceAndMakesNoVersion() throws IOException {
    archives.archive(Per.DAY);
    archives.touch("one.png");
    long before = Files.size(archives.ledger());

    assertThat(archives.archive(Per.DAY).unchanged()).isEqualTo(2);
    assertThat(archives.bundles()).hasSize(2);
    String noted = Files.readString(archives.ledger()).substring((int) before);
    assertThat(noted).contains("\"event\":\"checked\"");
    int length = (int) Files.size(archives.ledger());

    archives.archive(Per.DAY);
    assertThat(Files.readString(archives.ledger()).substring(length))
        .doesNotContain("\"event\":\"checked\"");
  }

  @Test
  void aMediumThatIsNoneAnyMoreIsToldOnceAndKeptInTheArchive() throws IOException {
    archives.archive(Per.DAY);
    Files.writeString(archives.exports.resolve("one.png"), "#!/bin/sh\n");

    assertThat(archives.archive(Per.DAY).exit()).isEqualTo(3);
    assertThat(archives.told).containsExactly("2025-11-03: smaller than archived, kept v1");
    assertThat(archives.archive(Per.DAY).exit()).isZero();
    assertThat(archives.told).isEmpty();
    assertThat(archives.bundles()).containsExactly("2025-11-03.zip", "2025-11-04.zip");
  }

  /** Room is often made by deleting what is archived. */
  @Test
  void aMediumThatIsGoneIsInItsBundleAndNothingIsSaid() throws IOException {
    archives.archive(Per.DAY);
    Files.delete(archives.exports.resolve("one.png"));

    assertThat(archives.archive(Per.DAY).exit()).isZero();
    assertThat(archives.told).isEmpty();
    assertThat(archives.bundles()).hasSize(2);
  }
}
