package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;

/**
 * If these fail, an archive loses something, makes a bundle twice, or tells what nobody has to hear
 * again.
 */
class ArchivingTest {
  @TempDir Path folder;
  private Archives archives;

  @BeforeEach
  void makeLogs() throws IOException {
    archives = Archives.ofTwoDays(folder);
  }

  @Test
  void eachExecutionGetsASoundBundleOfItsOwnOnce() throws IOException {
    ArchiveReport first = archives.archive(Per.EXECUTION);

    assertThat(archives.bundles())
        .containsExactly("2025-11-03_dada_e1.zip", "2025-11-04_dada_e2.zip");
    assertThat(first.bundles()).isEqualTo(2);
    assertThat(first.missing()).isEqualTo(1);
    assertThat(first.exit()).isEqualTo(3);
    assertThat(archives.told)
        .containsExactly("2025-11-04_dada_e2.zip: 1 medium missing (1 not_found)");
    for (String bundle : archives.bundles()) {
      assertThat(BundleVerifier.verify(archives.to.resolve(bundle), fault -> {}).isSound())
          .isTrue();
      assertThat(archives.to.resolve(bundle + ".sha256")).exists();
    }

    ArchiveReport second = archives.archive(Per.EXECUTION);
    assertThat(second.exit()).isZero();
    assertThat(second.unchanged()).isEqualTo(2);
    assertThat(archives.told).isEmpty();
    assertThat(archives.bundles()).hasSize(2);
  }

  @Test
  void ledgerAndLockAreForTheirOwnerAlone() throws IOException {
    archives.archive(Per.DAY);

    assertThat(Files.getPosixFilePermissions(archives.ledger()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(archives.to))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void anotherZoneOfTheIndexAnotherDateAndVersionMakeNoVersion() throws IOException {
    archives.archive(Per.EXECUTION);
    Files.delete(folder.resolve("index.db"));
    Files.move(archives.logs.resolve("a.jsonl"), archives.logs.resolve("b.jsonl-20251109"));

    assertThat(archives.archive(Per.EXECUTION).unchanged()).isEqualTo(2);
    assertThat(archives.told).isEmpty();
  }

  @Test
  void whatWasLoggedTwiceMakesNoVersion() throws IOException {
    archives.archive(Per.EXECUTION);
    // Says the same with fewer characters, so that another line stays.
    archives.log(
        "b.jsonl",
        "{\"execution_id\":\"e1\",\"seq\":3,\"item_type\":\"pipeline_complete\","
            + "\"timestamp\":\"2025-11-03T10:00:00+01:00\"}");

    ArchiveReport report = archives.archive(Per.EXECUTION);
    assertThat(report.exit()).isZero();
    assertThat(report.bundles()).isZero();
    assertThat(archives.bundles()).hasSize(2);
  }

  @Test
  void anItemMoreMakesAVersionBesideTheOld() throws IOException {
    archives.archive(Per.EXECUTION);
    byte[] old = Files.readAllBytes(archives.to.resolve("2025-11-03_dada_e1.zip"));
    archives.log(
        "b.jsonl", Archives.item("e1", 4, "stage_transition", "2025-11-03T11:00:00+01:00", ""));

    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();

    assertThat(archives.bundles())
        .containsExactly(
            "2025-11-03_dada_e1.zip", "2025-11-03_dada_e1_v2.zip", "2025-11-04_dada_e2.zip");
    assertThat(archives.to.resolve("2025-11-03_dada_e1.zip")).hasBinaryContent(old);
    assertThat(
            archives
                .held("2025-11-03_dada_e1_v2.zip")
                .holdsAllOf(archives.held("2025-11-03_dada_e1.zip")))
        .isTrue();
    assertThat(archives.archive(Per.EXECUTION).bundles()).isZero();
  }

  @Test
  void aShrunkenLogIsToldOnceAndNeverMakesASmallerVersion() throws IOException {
    archives.archive(Per.DAY);
    Path log = archives.logs.resolve("a.jsonl");
    String text = Files.readString(log);
    Files.writeString(log, text.replaceFirst("(?m)^.*\"e1\",\"sequence_number\":2.*\n", ""));

    ArchiveReport noticed = archives.archive(Per.DAY);
    assertThat(noticed.exit()).isEqualTo(3);
    assertThat(noticed.smaller()).isEqualTo(1);
    assertThat(archives.told).containsExactly("2025-11-03: smaller than archived, kept v1");
    assertThat(archives.bundles()).containsExactly("2025-11-03.zip", "2025-11-04.zip");

    assertThat(archives.archive(Per.DAY).exit()).isZero();
    assertThat(archives.told).isEmpty();
    assertThat(ArchiveStatus.of(archives.to).smaller())
        .containsExactly(new ArchiveStatus.Shrunk("2025-11-03.zip", false));

    // The lines are back: nothing to be made, nothing to be told.
    Files.writeString(log, text);
    assertThat(archives.archive(Per.DAY).exit()).isZero();
    assertThat(ArchiveStatus.of(archives.to).smaller()).isEmpty();
    assertThat(archives.bundles()).hasSize(2);
  }

  @Test
  void anItemMoreDoesNotMakeUpForOneThatIsLost() throws IOException {
    archives.archive(Per.EXECUTION);
    Path log = archives.logs.resolve("a.jsonl");
    Files.writeString(
        log, Files.readString(log).replaceFirst("(?m)^.*\"e1\",\"sequence_number\":1.*\n", ""));
    archives.log(
        "b.jsonl", Archives.item("e1", 4, "stage_transition", "2025-11-03T11:00:00+01:00", ""));

    assertThat(archives.archive(Per.EXECUTION).exit()).isEqualTo(3);
    assertThat(archives.told).containsExactly("2025-11-03_dada_e1: smaller than archived, kept v1");
    assertThat(archives.bundles()).doesNotContain("2025-11-03_dada_e1_v2.zip");
  }

  /** Both are unique: the version that is archived stays as it is, and so does the new one. */
  @Test
  void anItemThatSaysSomethingElseMakesAVersionBesideTheOld() throws IOException {
    archives.archive(Per.EXECUTION);
    byte[] old = Files.readAllBytes(archives.to.resolve("2025-11-03_dada_e1.zip"));
    Path log = archives.logs.resolve("a.jsonl");
    Files.writeString(log, Files.readString(log).replace("Eule e1", "Ente e1"));

    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
    assertThat(archives.bundles()).contains("2025-11-03_dada_e1_v2.zip");
    assertThat(archives.to.resolve("2025-11-03_dada_e1.zip")).hasBinaryContent(old);
    assertThat(archives.prune(1, false).removals()).isEmpty();
  }

  @Test
  void whatTheLogsNoLongerHoldAtAllIsToldOnceUnlessThatIsExpected() throws IOException {
    archives.archive(Per.EXECUTION);
    Files.delete(archives.logs.resolve("a.jsonl"));
    archives.execution("e3", "2025-11-05T10:00:00+01:00", "one.png");

    ArchiveReport expected =
        archives.archive(
            Per.EXECUTION,
            request -> Archives.with(request, request.selection(), request.since(), 0, true));
    assertThat(expected.exit()).isZero();
    assertThat(expected.bundles()).isEqualTo(1);

    assertThat(archives.archive(Per.EXECUTION).smaller()).isEqualTo(2);
    assertThat(archives.told).contains("2025-11-03_dada_e1: smaller than archived, kept v1");
    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
  }

  @Test
  void aBundleThatWasTakenOutIsMadeAgainWithTheSameContent() throws IOException {
    archives.archive(Per.EXECUTION);
    Path bundle = archives.to.resolve("2025-11-03_dada_e1.zip");
    BundleHoldings before = archives.held("2025-11-03_dada_e1.zip");
    Files.delete(bundle);

    ArchiveReport report = archives.archive(Per.EXECUTION);
    assertThat(report.bundles()).isEqualTo(1);
    assertThat(archives.told)
        .containsExactly("2025-11-03_dada_e1: was taken out of the archive, made again");
    assertThat(archives.held("2025-11-03_dada_e1.zip").holdsTheSameAs(before)).isTrue();
    assertThat(archives.verify(1).isSound()).isTrue();
  }

  @Test
  void aMovedArchiveGoesOn() throws IOException {
    archives.archive(Per.EXECUTION);
    Archives moved = new Archives(folder.resolve("elsewhere"));
    Files.move(archives.to, moved.to);
    Files.delete(moved.logs);
    Files.move(archives.logs, moved.logs);
    Files.delete(moved.exports);
    Files.move(archives.exports, moved.exports);

    ArchiveReport report = moved.archive(Per.EXECUTION);
    assertThat(report.unchanged()).isEqualTo(2);
    assertThat(report.exit()).isZero();
    assertThat(moved.verify(1).isSound()).isTrue();
  }

  @Test
  void withoutItsLedgerAnArchiveIsTakenInByContentAndNothingIsMadeTwice() throws IOException {
    archives.archive(Per.EXECUTION);
    archives.picture("two.png", 2);
    archives.archive(Per.EXECUTION);
    Set<String> before = archives.bundles();
    Files.delete(archives.ledger());
    Files.delete(archives.to.resolve("2025-11-03_dada_e1.zip.sha256"));

    ArchiveReport report = archives.archive(Per.EXECUTION);
    assertThat(report.bundles()).isZero();
    assertThat(report.exit()).isZero();
    assertThat(archives.bundles()).isEqualTo(before).hasSize(3);
    assertThat(archives.verify(1).isSound()).isTrue();
    assertThat(ArchiveStatus.of(archives.to).superseded()).isEqualTo(1);
  }

  @Test
  void aFileOfSomebodyElseIsLeftAloneAndAnotherNameTaken() throws IOException {
    Files.createDirectories(archives.to);
    Path foreign = Files.writeString(archives.to.resolve("2025-11-03_dada_e1.zip"), "mine");

    archives.archive(Per.EXECUTION);
    assertThat(foreign).hasContent("mine");
    assertThat(archives.bundles())
        .hasSize(3)
        .anyMatch(name -> name.matches("2025-11-03_dada_e1-[0-9a-f]{8}\\.zip"));
    assertThat(archives.archive(Per.EXECUTION).bundles()).isZero();
  }

  @Test
  void namesThatDifferInCaseAloneAreKeptApart() throws IOException {
    archives.execution("E1", "2025-11-03T10:00:00+01:00", "one.png");
    archives.execution("e1_v2", "2025-11-03T10:00:00+01:00", "one.png");
    archives.execution("con", "2025-11-03T10:00:00+01:00", "one.png");
    archives.archive(Per.EXECUTION);

    assertThat(archives.bundles()).hasSize(5);
    assertThat(archives.bundles().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
        .doesNotHaveDuplicates();
    assertThat(archives.bundles()).noneMatch(name -> name.endsWith("_v2.zip"));
  }

  @Test
  void aNarrowerTimeCutsNoUnitThatIsArchived() throws IOException {
    archives.execution("e3", "2025-11-04T20:00:00+01:00", "one.png");
    archives.archive(Per.DAY);

    ArchiveReport report =
        archives.archive(
            Per.DAY,
            request ->
                Archives.with(
                    request,
                    Selection.builder()
                        .time(
                            new org.researchtracker.model.TimeRange(
                                java.time.Instant.parse("2025-11-04T12:00:00Z"), null))
                        .build()));
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.exit()).isZero();
  }

  @Test
  void otherChoicesAreOtherUnits() throws IOException {
    archives.log(
        "b.jsonl",
        "{\"execution_id\":\"e9\",\"config_name\":\"bauhaus\",\"timestamp\":\"2025-11-03T10:00:00Z\"}");
    archives.archive(Per.DAY);
    Selection bauhaus =
        Selection.builder()
            .config(org.researchtracker.model.Choice.parse(Set.of("bauhaus")))
            .build();

    ArchiveReport report = archives.archive(Per.DAY, request -> Archives.with(request, bauhaus));
    assertThat(report.exit()).isZero();
    assertThat(report.bundles()).isEqualTo(1);
    assertThat(archives.bundles()).hasSize(3);
    assertThat(archives.archive(Per.DAY, request -> Archives.with(request, bauhaus)).unchanged())
        .isEqualTo(1);
    assertThat(archives.archive(Per.DAY).unchanged()).isEqualTo(2);
  }

  @Test
  void whoWithdrewIsInNoNewVersionAndKeepsNobodyElseOut() throws IOException {
    archives.log("a.jsonl", "{\"execution_id\":\"e1\",\"user_id\":\"u1\"}");
    archives.execution("e4", "2025-11-03T12:00:00+01:00", "one.png");
    archives.archive(Per.DAY);
    archives.execution("e5", "2025-11-03T13:00:00+01:00", "one.png");
    Selection without = Selection.builder().leftOut(Set.of("u1")).build();

    ArchiveReport report = archives.archive(Per.DAY, request -> Archives.with(request, without));
    assertThat(report.exit()).isZero();
    assertThat(archives.bundles()).contains("2025-11-03_v2.zip");
    assertThat(archives.held("2025-11-03_v2.zip").executionIds())
        .containsExactlyInAnyOrder("e4", "e5");
    // What the first version holds of them is nowhere else, so it stays.
    assertThat(archives.prune(1, false).removals()).isEmpty();
    assertThat(archives.bundles()).contains("2025-11-03.zip");
  }

  @Test
  void anArchiveOfOtherLogsIsNotTakenForVanished() throws IOException {
    archives.archive(Per.EXECUTION);
    Files.delete(archives.logs.resolve("a.jsonl"));
    archives.execution("x1", "2025-11-05T10:00:00+01:00", "one.png");
    archives.source = "other";

    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
    assertThat(archives.bundles()).hasSize(3);
  }

  @Test
  void aFullDiskIsToldBeforeItIsFull() throws IOException {
    ArchiveReport report =
        archives.archive(
            Per.EXECUTION,
            request ->
                Archives.with(
                    request, request.selection(), request.since(), Long.MAX_VALUE / 2, false));
    assertThat(report.stopped()).isPresent();
    assertThat(report.exit()).isEqualTo(1);
    assertThat(report.failed()).containsExactly("e1", "e2");
    assertThat(report.stopped().get().what()).contains("shall stay free");
    assertThat(archives.bundles()).isEmpty();
    assertThat(ArchiveStatus.of(archives.to).lastGoodRun()).isEmpty();
    assertThat(ArchiveStatus.of(archives.to).lastRun()).isPresent();
  }

  @Test
  void twoRunsAtOnceAreKeptApart() throws IOException {
    try (ArchiveRun run =
        ArchiveRun.begin(
            archives.to, "archive", java.time.Duration.ZERO, archives.clock(), line -> {})) {
      assertThat(run).isNotNull();
      assertThatThrownBy(() -> archives.archive(Per.DAY))
          .isInstanceOfSatisfying(
              TrackerException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(TrackerException.Kind.LOCKED);
                assertThat(e.what())
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("archive");
              });
      assertThat(ArchiveLock.holder(new ArchiveFolder(archives.to))).isPresent();
    }
    assertThat(archives.archive(Per.DAY).bundles()).isEqualTo(2);
  }

  @Test
  void aBookmarkGivesAConsumerWhatIsNewWhereverItWroteTo() throws IOException {
    Path file = folder.resolve("data/library.mark");
    assertThat(archives.archive(Per.EXECUTION, request -> since(request, file)).bundles())
        .isEqualTo(2);
    for (String bundle : archives.bundles()) {
      Files.delete(archives.to.resolve(bundle));
    }
    Files.delete(archives.ledger());

    assertThat(archives.archive(Per.EXECUTION, request -> since(request, file)).bundles()).isZero();
    // Logged late, long before what was given already.
    archives.execution("e0", "2025-10-01T10:00:00+01:00", "one.png");
    archives.log(
        "b.jsonl", Archives.item("e1", 4, "stage_transition", "2025-11-03T11:00:00+01:00", ""));
    archives.archive(Per.EXECUTION, request -> since(request, file));
    assertThat(archives.bundles())
        .containsExactly("2025-10-01_dada_e0.zip", "2025-11-03_dada_e1.zip");
    assertThat(archives.archive(Per.EXECUTION, request -> since(request, file)).bundles()).isZero();
  }

  private static ArchiveRequest since(ArchiveRequest request, Path file) {
    return Archives.with(request, request.selection(), Optional.of(Bookmark.open(file)), 0, false);
  }
}
