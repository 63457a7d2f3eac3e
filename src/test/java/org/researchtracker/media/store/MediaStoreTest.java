package org.researchtracker.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.PathMap;
import org.researchtracker.media.Resolution;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.MediaStore.Claim;
import org.researchtracker.model.TrackerException;

final class MediaStoreTest {
  private static final Instant NOW = Instant.parse("2025-11-03T14:30:25Z");
  private static final Origin WEB =
      Origin.of(Step.WEB, "https://example.org/a.png?sig=secret", "a.png", NOW);

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("data/store");
  }

  private static MediaReference reference(String path) {
    return reference("abc-123", 7, path);
  }

  private static MediaReference reference(String execution, long number, String path) {
    return new MediaReference(
        execution, number, Optional.empty(), Optional.of(path), Optional.empty(), Optional.empty());
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private StoredMedium put(String path, String text) throws IOException {
    try (MediaStore store = MediaStore.open(folder())) {
      return store.put(reference(path), bytes(text), WEB);
    }
  }

  private Resolution resolve(MediaReference reference) {
    try (StoreSource source = new StoreSource(folder())) {
      return new MediaResolver(MediaRoots.of(List.of()), PathMap.none(), List.of(source))
          .resolve(reference);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void isFoundByTheItemThatItWasPutForUnderTheNameThatItHad() throws IOException {
    StoredMedium medium = put("https://example.org/a.png?sig=secret", "picture");

    assertThat(medium.file()).hasContent("picture");
    assertThat(resolve(reference("https://example.org/a.png?sig=secret")))
        .isEqualTo(
            new Found(
                medium.file().toRealPath(),
                7,
                Step.STORE,
                "a.png",
                Optional.of(medium.sha256()),
                Optional.empty()));
  }

  /** If this fails, a log that was corrected gets the picture that was wrong. */
  @Test
  void isNotFoundByAnotherItemNorByTheSameOneOnceItChanged() throws IOException {
    put("https://example.org/a.png", "picture");

    Missing notFetched = new Missing(MissingReason.NOT_FETCHED, "");
    assertThat(resolve(reference("https://example.org/b.png"))).isEqualTo(notFetched);
    assertThat(resolve(reference("abc-123", 8, "https://example.org/a.png"))).isEqualTo(notFetched);
    assertThat(resolve(reference("abc-124", 7, "https://example.org/a.png"))).isEqualTo(notFetched);
  }

  /** The same item with another address or prompt is another medium, path or not. */
  @Test
  void isNotFoundByAnItemThatHasAnotherAddressOrPrompt() throws IOException {
    MediaReference stored = asked("a.png", "https://example.org/a", "p1");
    try (MediaStore store = MediaStore.open(folder())) {
      store.put(stored, bytes("picture"), WEB);

      assertThat(store.entry(stored)).isPresent();
      assertThat(store.entry(asked("a.png", "https://example.org/b", "p1"))).isEmpty();
      assertThat(store.entry(asked("a.png", "https://example.org/a", "p2"))).isEmpty();
      assertThat(store.entry(asked("b.png", "https://example.org/a", "p1"))).isEmpty();
      assertThat(store.entry(asked("a.pngh", "ttps://example.org/a", "p1"))).isEmpty();
    }
  }

  private static MediaReference asked(String path, String url, String prompt) {
    return new MediaReference(
        "abc-123", 7, Optional.empty(), Optional.of(path), Optional.of(prompt), Optional.of(url));
  }

  /** If this fails, nobody learns where a medium came from, or who was asked for it in vain. */
  @Test
  void tellsWhereItCameFromAndWhoWasAskedLastInVain() throws IOException {
    MediaReference reference = reference("https://example.org/a.png");
    Origin comfy = Origin.of(Step.COMFYUI, "http://127.0.0.1:8188/view", "b.png", NOW);
    Origin swarm = Origin.of(Step.SWARMUI, "http://127.0.0.1:7801/a", "", NOW.plusSeconds(60));
    try (MediaStore store = MediaStore.open(folder())) {
      store.put(reference, bytes("picture"), comfy, Optional.of("0f"));
      store.failed(reference, MissingReason.TIMEOUT, "after a minute", swarm);
    }
    try (MediaStore store = MediaStore.open(folder())) {
      CatalogueEntry entry = store.entry(reference).orElseThrow();
      assertThat(entry.kept().orElseThrow().origin()).isEqualTo(comfy);
      assertThat(entry.kept().orElseThrow().originalSha512()).contains("0f");
      assertThat(entry.failure())
          .contains(new CatalogueEntry.Failure(MissingReason.TIMEOUT, "after a minute", swarm));
      assertThat(entry.executionId()).isEqualTo("abc-123");
      assertThat(entry.sequenceNumber()).isEqualTo(7);

      store.put(reference, bytes("picture"), WEB);
      assertThat(store.entry(reference).orElseThrow().failure()).isEmpty();
    }
  }

  /** If this fails, who fetched a medium is told that it is safe, and no item leads to it. */
  @Test
  void whatTheCatalogueCannotTakeIsSaidAndTheNextIsTaken() throws Exception {
    put("https://example.org/a.png", "one");
    CatalogueFile.of(folder())
        .run(
            "CREATE TRIGGER full BEFORE INSERT ON entry WHEN new.sequence_number = 13"
                + " BEGIN SELECT RAISE(FAIL, 'as if full'); END");
    MediaReference refused = reference("abc-123", 13, "https://example.org/b.png");
    MediaReference next = reference("abc-123", 14, "https://example.org/b.png");
    try (MediaStore store = MediaStore.open(folder())) {
      assertThatThrownBy(() -> store.put(refused, bytes("two"), WEB))
          .isInstanceOf(IOException.class)
          .hasMessage("the store's catalogue cannot be written");
      assertThatThrownBy(() -> store.failed(refused, MissingReason.TIMEOUT, "", WEB))
          .isInstanceOf(IOException.class);
      assertThat(store.entry(refused)).isEmpty();

      store.put(next, bytes("two"), WEB);
      assertThat(store.entry(next)).isPresent();
    }
  }

  /** What {@code fetch} brings twice must not fill the disk. */
  @Test
  void bytesThatAreKnownLeaveNothingBehind() throws IOException {
    put("https://example.org/a.png", "picture");
    put("https://example.org/b.png", "picture");
    assertThat(folder().resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void aStoreOfALaterVersionIsLeftAlone() throws Exception {
    put("https://example.org/a.png", "picture");
    CatalogueFile.of(folder()).run("PRAGMA user_version=" + (Catalogue.VERSION + 1));

    assertThatThrownBy(() -> MediaStore.open(folder()))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("of version " + (Catalogue.VERSION + 1));
    assertThatThrownBy(() -> MediaStore.verify(folder(), finding -> {}))
        .isInstanceOf(TrackerException.class);
  }

  @Test
  void aDataUriIsNotLookedForInTheStore() throws IOException {
    put("data:image/png;base64,#", "picture");
    assertThat(resolve(reference("data:image/png;base64,#")))
        .isEqualTo(new Missing(MissingReason.UNREADABLE, "the data URI is no valid base64"));
  }

  /** Addresses come from logs: whatever they are, no secret may be kept. */
  @ParameterizedTest
  @CsvSource({
    "user:secret@host, host",
    "user:secret@host/a@b?key=secret, host/a@b?key=…",
    "://user:secret@host/a, ://host/a",
    "/a/b?type=output&subfolder=&x, /a/b?type=output&subfolder=&x",
    "https://host?a=secret#secret, https://host?a=…",
    "?a=secret, ?a=…",
    "#secret, ''"
  })
  void anAddressOfWhateverFormLosesItsSecrets(String address, String safe) {
    assertThat(SafeAddress.of(address)).isEqualTo(safe);
  }

  @Test
  void tellsIdsApartThatNoEncodingCan() throws IOException {
    try (MediaStore store = MediaStore.open(folder())) {
      store.put(reference("\ud800", 1, "https://example.org/a"), bytes("one"), WEB);
      assertThat(store.entry(reference("\ud801", 1, "https://example.org/a"))).isEmpty();
      assertThat(store.entry(reference("\ud800", 1, "https://example.org/a"))).isPresent();
    }
  }

  @Test
  void keepsNoSecretOfAnAddress() throws IOException {
    try (MediaStore store = MediaStore.open(folder())) {
      String signed = "https://me:pass@example.org/a.png?X-Amz-Signature=secret&filename=b#part";
      store.put(reference(signed), bytes("x"), Origin.of(Step.WEB, signed, "x/../a.png", NOW));
      assertThat(store.entry(reference(signed)).orElseThrow().kept().orElseThrow().origin())
          .isEqualTo(
              new Origin(
                  Step.WEB,
                  "https://example.org/a.png?X-Amz-Signature=…&filename=b",
                  "a.png",
                  NOW));
    }
    assertThat(
            Files.readString(
                folder().resolve("catalogue.db"), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secret", "pass");
  }

  @Test
  void keepsEqualBytesOnceAndForTheUserAlone() throws IOException {
    StoredMedium one = put("https://example.org/a.png", "picture");
    StoredMedium two = put("https://example.org/b.png", "picture");

    assertThat(one).isEqualTo(two);
    assertThat(files()).filteredOn(file -> file.endsWith(one.sha256())).hasSize(1);
    try (Stream<Path> all = Files.walk(folder())) {
      assertThat(all)
          .allSatisfy(
              path ->
                  assertThat(
                          PosixFilePermissions.toString(
                              Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void whatTheLastAttemptLearnedIsTheReasonUntilTheBytesCome() throws IOException {
    MediaReference reference = reference("https://example.org/a.png");
    try (MediaStore store = MediaStore.open(folder())) {
      store.failed(reference, MissingReason.TIMEOUT, "", WEB);
      store.failed(reference, MissingReason.EXPIRED, "the address was signed until noon", WEB);
    }
    assertThat(resolve(reference))
        .isEqualTo(new Missing(MissingReason.EXPIRED, "the address was signed until noon"));

    put("https://example.org/a.png", "picture");
    assertThat(resolve(reference)).isInstanceOf(Found.class);

    try (MediaStore store = MediaStore.open(folder())) {
      store.failed(reference, MissingReason.EXPIRED, "", WEB);
    }
    assertThat(resolve(reference)).isInstanceOf(Found.class);
  }

  @Test
  void readingCreatesNothing() {
    assertThat(resolve(reference("https://example.org/a.png")))
        .isEqualTo(new Missing(MissingReason.NOT_FETCHED, ""));
    assertThat(MediaStore.ifPresent(folder())).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void takesOverADownloadThatWasResumed() throws IOException {
    MediaReference reference = reference("https://example.org/a.png");
    try (MediaStore store = MediaStore.open(folder())) {
      store.makePartial(reference);
      Files.writeString(store.partial(reference), "pic");
    }
    try (MediaStore store = MediaStore.open(folder())) {
      Path partial = store.partial(reference);
      assertThat(partial).hasContent("pic");
      Files.writeString(partial, "picture");
      StoredMedium medium = store.put(reference, partial, WEB);
      assertThat(partial).doesNotExist();
      assertThat(medium.file()).hasContent("picture");
      assertThatThrownBy(() -> store.put(reference, temp.resolve("other"), WEB))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void letsOnlyOneBringAMediumAtATime() throws IOException {
    MediaReference reference = reference("https://example.org/a.png");
    try (MediaStore one = MediaStore.open(folder());
        MediaStore two = MediaStore.open(folder())) {
      try (Claim mine = one.claim(reference).orElseThrow()) {
        assertThat(two.claim(reference)).isEmpty();
        assertThat(two.claim(reference("https://example.org/b.png"))).isPresent();
        assertThat(mine).isNotNull();
      }
      assertThat(two.claim(reference)).isPresent();
    }
  }

  /** A connection that ends in the middle. */
  private static final class CutOff extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("cut off");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  @Test
  void aBrokenStreamLeavesNothing() throws IOException {
    MediaReference reference = reference("https://example.org/a.png");
    try (MediaStore store = MediaStore.open(folder())) {
      InputStream broken = new SequenceInputStream(bytes("x".repeat(100_000)), new CutOff());
      assertThatThrownBy(() -> store.put(reference, broken, WEB)).hasMessage("cut off");
      assertThat(store.entry(reference)).isEmpty();
    }
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("catalogue.db", "catalogue.db-journal");
  }

  @Test
  void bytesThatWereLostAreToldAndComeBackWithTheNextPut() throws IOException {
    StoredMedium medium = put("https://example.org/a.png", "picture");
    Files.writeString(medium.file(), "pic");
    MediaReference reference = reference("https://example.org/a.png");
    Missing damaged = new Missing(MissingReason.UNREADABLE, "its stored copy is damaged");
    assertThat(resolve(reference)).isEqualTo(damaged);
    Files.delete(medium.file());
    assertThat(resolve(reference)).isEqualTo(damaged);

    Files.writeString(medium.file(), "damaged");
    put("https://example.org/a.png", "picture");
    assertThat(medium.file()).hasContent("picture");
  }

  @Test
  void refusesWhatIsNoCatalogueAndSaysSo() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(
        folder().resolve("catalogue.db"), "no database, but of some length".repeat(99));
    assertThatThrownBy(() -> MediaStore.open(folder()))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("cannot be used");
    assertThat(resolve(reference("https://example.org/a.png")))
        .isEqualTo(new Missing(MissingReason.UNREADABLE, "the media store cannot be read"));
    assertThat(folder().resolve("catalogue.db")).isNotEmptyFile();
  }

  /** If this fails, whoever has a store already loses it with the next version. */
  @Test
  void goesOnWithACatalogueOfTheFirstVersion() throws Exception {
    StoredMedium old = put("https://example.org/a.png", "picture");
    CatalogueFile.of(folder())
        .run("ALTER TABLE entry DROP COLUMN original_sha512", "PRAGMA user_version=1");

    assertThat(resolve(reference("https://example.org/a.png"))).isInstanceOf(Found.class);
    try (MediaStore store = MediaStore.open(folder())) {
      assertThat(store.entry(reference("https://example.org/a.png")).orElseThrow().kept())
          .get()
          .extracting(kept -> kept.medium().sha256())
          .isEqualTo(old.sha256());
      store.put(reference("https://example.org/b.png"), bytes("less"), WEB, Optional.of("abc"));
    }
    assertThat(((Found) resolve(reference("https://example.org/b.png"))).originalSha512())
        .contains("abc");
  }
}
