package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.TrackerException;

/**
 * If these fail, a run believes something of its ledger that does not stand there, or takes all of
 * it apart each night.
 */
class LedgerCacheTest {
  /** What a line says, and where it begins. */
  private record Said(LedgerEvent event, long line) {}

  @TempDir Path folder;
  private Archives archives;
  private Path cache;

  /** Bundles with and without media, versions, one removed, one of which the logs hold less. */
  @BeforeEach
  void makeArchive() throws IOException {
    archives = new Archives(folder);
    cache = folder.resolve("caches/archive.events");
    archives.cache = cache;
    archives.picture("one.png", 1).execution("e1", "2025-11-03T10:00:00+01:00", "one.png");
    archives.execution("e\\uD83D\\\"2", "2025-11-04T10:00:00+01:00", "zwölf.png");
    String time = "2025-11-03T11:00:00+01:00";
    archives.log(
        "b.jsonl", Archives.item("e3", 1, "pipeline_complete", time, "\"session_id\":\"s\""));
    archives.archive(Per.EXECUTION);
    archives.archive(Per.SESSION);
    archives.picture("zwölf.png", 2);
    archives.retry();
    archives.prune(1, false);
    Files.delete(archives.logs.resolve("b.jsonl"));
    archives.archive(Per.DAY);
    archives.archive(Per.EXECUTION);
  }

  @Test
  void itSaysWhatTheLinesSay() throws IOException {
    assertThat(remembered()).isEqualTo(written()).hasSizeGreaterThan(10);
    assertThat(written().stream().map(each -> each.event().getClass()).distinct()).hasSize(4);
  }

  @Test
  void itGrowsWithTheLedgerAndIsMadeAnewWhenItIsLost() throws IOException {
    archives.execution("e4", "2025-11-05T10:00:00+01:00", "gone.png");
    archives.archive(Per.EXECUTION);
    assertThat(remembered()).isEqualTo(written());

    Files.delete(cache);
    assertThat(archives.archive(Per.EXECUTION).bundles()).isZero();
    assertThat(remembered()).isEqualTo(written());
  }

  @Test
  void aLedgerThatWasChangedIsToldWhateverTheCacheKnows() throws IOException {
    byte[] sound = Files.readAllBytes(archives.ledger());
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      byte[] changed = sound.clone();
      int at = random.nextInt(sound.length - 1);
      changed[at] ^= (byte) (1 << random.nextInt(7));
      Files.write(archives.ledger(), changed);

      assertThatThrownBy(() -> archives.archive(Per.EXECUTION))
          .as("byte %d", at)
          .isInstanceOf(TrackerException.class)
          .hasMessageContaining("was tampered with or is damaged: line ");
    }
    Files.write(archives.ledger(), sound);
    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
  }

  /** A copy was put back: what was archived since is taken in again by its content. */
  @Test
  void nothingIsBelievedThatTheLedgerDoesNotSay() throws IOException {
    byte[] older = Files.readAllBytes(archives.ledger());
    archives.execution("e4", "2025-11-05T10:00:00+01:00", "one.png");
    archives.archive(Per.EXECUTION);
    Files.write(archives.ledger(), older);
    assertThat(remembered()).hasSize(Files.readAllLines(archives.ledger()).size());

    archives.execution("e5", "2025-11-06T10:00:00+01:00", "one.png");
    assertThat(archives.archive(Per.EXECUTION).bundles()).isEqualTo(1);
    assertThat(Files.readString(archives.ledger())).contains("\"found\":true");
    assertThat(remembered()).isEqualTo(written());
  }

  @Test
  void ifItIsDamagedTheLinesAreRead() throws IOException {
    List<Said> written = written();
    byte[] sound = Files.readAllBytes(cache);
    Random random = new Random(12);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = Arrays.copyOf(sound, random.nextInt(sound.length) + 1);
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(cache, damaged);

      List<Said> remembered = remembered();
      assertThat(remembered).isEqualTo(written.subList(0, remembered.size()));
      assertThat(remembered).hasSizeLessThan(written.size());
    }
    assertThat(archives.archive(Per.EXECUTION).exit()).isZero();
    assertThat(remembered()).isEqualTo(written());
  }

  @Test
  void withoutAPlaceForItARunGoesOn() throws IOException {
    archives.cache = Files.writeString(folder.resolve("file"), "mine").resolve("archive.events");
    archives.execution("e4", "2025-11-05T10:00:00+01:00", "one.png");

    assertThat(archives.archive(Per.EXECUTION).bundles()).isEqualTo(1);
    assertThat(folder.resolve("file")).hasContent("mine");
  }

  @Test
  void cachesOfArchivesOfWhichNothingIsHeardAreRemovedAndNothingElse() throws IOException {
    Path caches = Files.createDirectories(folder.resolve("many"));
    Instant now = Instant.parse("2025-11-10T12:00:00Z");
    ArchiveFolder archive = ArchiveFolder.existing(archives.to);
    Path own = named(archive, caches, now);
    Path forgotten = aged(caches.resolve("archive-0123456789abcdef.events"), now, 91);
    Path recent = aged(caches.resolve("archive-fedcba9876543210.events"), now, 89);
    Path index = aged(caches.resolve("index-1.db"), now, 400);
    aged(own, now, 400);

    LedgerCache.of(archive, caches, now);
    assertThat(forgotten).doesNotExist();
    assertThat(List.of(recent, index, own)).allSatisfy(file -> assertThat(file).exists());
  }

  private Path named(ArchiveFolder archive, Path caches, Instant now) throws IOException {
    LedgerCache cache = LedgerCache.of(archive, caches, now);
    cache.give(archive.ledger(), (event, line) -> {});
    cache.settle(new LedgerLines.Reading(1, 1 << 20, "0".repeat(64), false, Optional.empty()));
    try (Stream<Path> files = Files.list(caches)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static Path aged(Path file, Instant now, int days) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, "x");
    }
    return Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(days))));
  }

  private List<Said> remembered() {
    List<Said> events = new ArrayList<>();
    new LedgerCache(cache, 1)
        .give(archives.ledger(), (event, line) -> events.add(new Said(event, line)));
    return events;
  }

  private List<Said> written() throws IOException {
    List<Said> events = new ArrayList<>();
    LedgerLines.read(archives.ledger(), (event, line) -> events.add(new Said(event, line)));
    return events;
  }
}
