package org.researchtracker.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.MediaStore.Claim;
import org.researchtracker.media.store.StoreFinding.Item;
import org.researchtracker.media.store.StoreFinding.Kind;
import org.researchtracker.model.TrackerException;

/** If these fail, media that exist nowhere else are deleted, or their loss goes unnoticed. */
final class StoreCareTest {
  private static final Instant NOW = Instant.parse("2025-11-03T14:30:25Z");
  private static final Origin ORIGIN = Origin.of(Step.WEB, "https://example.org/", "a", NOW);

  /** The SHA-256 of {@code abc}. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("store");
  }

  private static MediaReference reference(String execution) {
    return MediaReference.of(execution, "https://example.org/a");
  }

  private StoredMedium put(String execution, String text) throws IOException {
    try (MediaStore store = MediaStore.open(folder())) {
      return store.put(
          reference(execution), new ByteArrayInputStream(text.getBytes(UTF_8)), ORIGIN);
    }
  }

  private List<StoreFinding> verify() throws IOException {
    List<StoreFinding> findings = new ArrayList<>();
    MediaStore.verify(folder(), findings::add);
    return findings;
  }

  private List<StoreFinding> sweep(boolean dryRun) throws IOException {
    List<StoreFinding> findings = new ArrayList<>();
    try (MediaStore store = MediaStore.open(folder())) {
      store.sweep(Optional.empty(), dryRun, NOW, findings::add);
    }
    return findings;
  }

  private List<StoreFinding> forgetBut(String logged, Instant now) throws IOException {
    List<StoreFinding> findings = new ArrayList<>();
    try (MediaStore store = MediaStore.open(folder())) {
      store.sweep(Optional.of(media -> media.accept(reference(logged))), false, now, findings::add);
    }
    return findings;
  }

  private Path old(String name, Duration age) throws IOException {
    Path file = folder().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "abc");
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  @Test
  void aSoundStoreHasNoFindings() throws IOException {
    put("e1", "one");
    put("e2", "one");
    put("e3", "three");

    assertThat(verify()).isEmpty();
    assertThat(sweep(false)).isEmpty();
    assertThat(verify()).isEmpty();
  }

  @Test
  void namesWhatIsDamagedOrGoneAndWhoseItIs() throws IOException {
    StoredMedium one = put("e1", "one");
    put("e2", "one");
    StoredMedium two = put("e3", "two");
    Files.writeString(one.file(), "0ne");
    Files.delete(two.file());

    assertThat(verify())
        .extracting(StoreFinding::kind, StoreFinding::sha256, StoreFinding::items)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                Kind.DAMAGED,
                Optional.of(one.sha256()),
                List.of(new Item("e1", 0), new Item("e2", 0))),
            org.assertj.core.groups.Tuple.tuple(
                Kind.MISSING, Optional.of(two.sha256()), List.of(new Item("e3", 0))));
    // What is named stays, whatever state it is in: it may be mended.
    assertThat(sweep(false)).isEmpty();
    assertThat(one.file()).exists();
  }

  @Test
  void namesWhatNobodyNamesAndWhatDoesNotBelongThere() throws IOException {
    put("e1", "one");
    Path stray = old("content/ba/78/" + ABC, Duration.ZERO);
    Path misplaced = old("content/00/00/" + ABC, Duration.ZERO);
    Files.createSymbolicLink(folder().resolve("content/link"), temp);

    assertThat(verify())
        .extracting(StoreFinding::kind)
        .containsExactly(Kind.FOREIGN, Kind.UNCATALOGUED, Kind.FOREIGN);
    assertThat(sweep(true)).extracting(StoreFinding::kind).containsExactly(Kind.UNCATALOGUED);
    assertThat(stray).exists();
    assertThat(sweep(false)).extracting(StoreFinding::kind).containsExactly(Kind.UNCATALOGUED);
    assertThat(stray).doesNotExist();
    assertThat(misplaced).exists();
  }

  @Test
  void removesWhatWasLeftBehindAndNothingThatIsUnderWay() throws IOException {
    put("e1", "one");
    String key = "0".repeat(64);
    Path dead = old("incoming/dead", Duration.ofDays(2));
    Path alive = old("incoming/alive", Duration.ofHours(2));
    Path forgotten = old("partial/" + key, Duration.ofDays(31));
    Path note = old("partial/" + key + ".note", Duration.ofDays(31));
    Path claimed = old("partial/" + EntryKey.of(reference("e9")).hex(), Duration.ofDays(31));
    Path resumable = old("partial/" + "1".repeat(64), Duration.ofDays(29));
    Path done = old("partial/" + EntryKey.of(reference("e1")).hex(), Duration.ofDays(1));

    try (MediaStore other = MediaStore.open(folder())) {
      Claim claim = other.claim(reference("e9")).orElseThrow();
      assertThat(sweep(false)).hasSize(4);
      claim.close();
    }

    assertThat(List.of(dead, forgotten, note, done)).noneMatch(Files::exists);
    assertThat(List.of(alive, claimed, resumable)).allMatch(Files::exists);
  }

  @Test
  void aCatalogueThatWasLostIsAFaultAndNoReasonToRemoveAnything() throws IOException {
    StoredMedium one = put("e1", "one");
    Files.delete(folder().resolve("catalogue.db"));

    assertThat(verify()).extracting(StoreFinding::kind).containsExactly(Kind.CATALOGUE);
    assertThatThrownBy(() -> sweep(false))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("nothing is removed");
    assertThat(one.file()).exists();
  }

  @Test
  void aCatalogueThatIsDamagedIsAFault() throws IOException {
    StoredMedium one = put("e1", "one");
    Path catalogue = folder().resolve("catalogue.db");
    byte[] bytes = Files.readAllBytes(catalogue);
    java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 0x55);
    Files.write(catalogue, bytes);

    assertThat(verify()).extracting(StoreFinding::kind).containsExactly(Kind.CATALOGUE);
    assertThatThrownBy(() -> sweep(false))
        .isInstanceOfAny(TrackerException.class, IOException.class);
    assertThat(one.file()).exists();
  }

  /** Damage that no query meets, as an SQLite file may have it, is enough to remove nothing. */
  @Test
  void aCatalogueThatContradictsItselfIsNotReliedOn() throws Exception {
    put("e1", "one");
    Path stray = old("content/ba/78/" + ABC, Duration.ZERO);
    CatalogueFile.of(folder())
        .run(
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql=replace(sql, 'reason TEXT', 'reason TEXT NOT NULL')"
                + " WHERE name='entry'");

    assertThat(verify()).extracting(StoreFinding::kind).containsExactly(Kind.CATALOGUE);
    assertThatThrownBy(() -> sweep(false))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("its catalogue is damaged");
    assertThat(stray).exists();
  }

  @Test
  void aCatalogueThatCannotBeAskedIsToldOnce() throws Exception {
    put("e1", "one");
    put("e2", "two");
    CatalogueFile.of(folder()).run("DROP TABLE entry");

    assertThat(verify()).extracting(StoreFinding::kind).containsExactly(Kind.CATALOGUE);
  }

  @Test
  void anEmptyStoreIsSoundAndSwept() throws IOException {
    Path dead = old("incoming/dead", Duration.ofDays(2));

    assertThat(sweep(false)).extracting(StoreFinding::file).containsExactly("incoming/dead");
    assertThat(dead).doesNotExist();
    assertThat(MediaStore.verify(folder(), finding -> {})).isEqualTo(StoreStats.Files.NONE);
  }

  @Test
  void tellsHowMuchWasReadAgainAndWhereWhatIsWrongIs() throws IOException {
    StoredMedium one = put("e1", "one");
    put("e2", "four");
    Files.writeString(one.file(), "0ne");
    List<StoreFinding> findings = new ArrayList<>();

    assertThat(MediaStore.verify(folder(), findings::add)).isEqualTo(new StoreStats.Files(2, 7));
    assertThat(findings)
        .containsExactly(
            new StoreFinding(
                Kind.DAMAGED,
                folder().relativize(one.file()).toString(),
                Optional.of(one.sha256()),
                3,
                List.of(new Item("e1", 0))));
  }

  /** cli.md: what is lost is a fault and ends with another code than what is left over. */
  @Test
  void whatIsLostIsAFaultAndWhatIsLeftOverIsNone() {
    assertThat(Kind.values())
        .filteredOn(Kind::isFault)
        .containsExactly(Kind.CATALOGUE, Kind.DAMAGED, Kind.MISSING);
    assertThat(Kind.UNCATALOGUED.word()).isEqualTo("uncatalogued");
  }

  @Test
  void entriesWithoutALogGoOnlyWhenAskedAndTheirBytesWithThem() throws IOException {
    StoredMedium logged = put("e1", "one");
    StoredMedium shared = put("e2", "one");
    StoredMedium alone = put("e3", "three");
    Instant later = NOW.plusSeconds(60);
    assertThat(sweep(false)).isEmpty();
    assertThat(shared).isEqualTo(logged);

    assertThat(forgetBut("e1", NOW)).as("entries of this very moment").isEmpty();
    List<StoreFinding> removed = forgetBut("e1", later);

    assertThat(removed)
        .extracting(StoreFinding::kind)
        .containsExactlyInAnyOrder(Kind.UNLOGGED, Kind.UNLOGGED, Kind.UNCATALOGUED);
    assertThat(alone.file()).doesNotExist();
    assertThat(logged.file()).exists();
    assertThat(verify()).isEmpty();
  }

  @Test
  void countsWhatThereIs() throws IOException {
    put("e1", "one");
    put("e2", "one");
    try (MediaStore store = MediaStore.open(folder())) {
      store.failed(reference("e3"), MissingReason.TIMEOUT, "", ORIGIN);
      StoreStats stats = store.stats();
      assertThat(stats.entries()).isEqualTo(3);
      assertThat(stats.kept()).isEqualTo(2);
      assertThat(stats.content()).isEqualTo(new StoreStats.Files(1, 3));
      assertThat(stats.failures()).containsOnly(java.util.Map.entry(MissingReason.TIMEOUT, 1L));
      assertThat(stats.oldest()).contains(NOW);
    }
  }
}
