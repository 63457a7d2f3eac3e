package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Inline;
import org.researchtracker.media.Resolution.Missing;

/** The steps of the search and the guard at the roots, on file systems in memory. */
class MediaResolverTest {
  private final FileSystem unix = Jimfs.newFileSystem(Configuration.unix());
  private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());

  private static Path file(FileSystem files, String path, String content) throws IOException {
    Path file = files.getPath(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path file(String path) throws IOException {
    return file(unix, path, path);
  }

  private MediaResolver resolver(String... roots) {
    return new MediaResolver(
        MediaRoots.of(List.of(roots).stream().map(unix::getPath).toList()),
        PathMap.none(),
        List.of());
  }

  private MediaResolver mapped(String... rules) {
    PathMap map = PathMap.parse(List.of(rules), unix.getPath("/cwd"));
    return new MediaResolver(MediaRoots.of(List.of()), map, List.of());
  }

  private static Resolution resolve(MediaResolver resolver, String path) {
    return resolver.resolve(MediaReference.of("abc-123", path));
  }

  private static void assertFound(Resolution resolution, Path file, Step step) throws IOException {
    assertThat(resolution).isEqualTo(new Found(file.toRealPath(), Files.size(file), step));
  }

  private static void assertMissing(Resolution resolution, MissingReason reason) {
    assertThat(resolution)
        .isInstanceOfSatisfying(
            Missing.class, missing -> assertThat(missing.reason()).isEqualTo(reason));
  }

  // What is found, and by which step.

  @Test
  void findsAnAbsolutePathInsideARoot() throws IOException {
    Path picture = file("/x/exports/a.png");
    assertFound(resolve(resolver("/x/exports"), "/x/exports/a.png"), picture, Step.AS_WRITTEN);
    assertFound(
        resolve(resolver("/x/exports"), "/x/exports/../exports/a.png"), picture, Step.AS_WRITTEN);
  }

  @Test
  void findsAPathThatBeginsWithTheRootsOwnName() throws IOException {
    Path picture = file("/x/exports/run/a.png");
    file("/x/secret.png");
    assertFound(resolve(resolver("/x/exports"), "exports/run/a.png"), picture, Step.AS_WRITTEN);
    assertFound(resolve(resolver("/x/exports"), "./exports/run/a.png"), picture, Step.AS_WRITTEN);
    assertMissing(
        resolve(resolver("/x/exports"), "exports/../secret.png"), MissingReason.NOT_FOUND);
  }

  @Test
  void findsARelativePathBelowTheFirstRootThatHasIt() throws IOException {
    file("/one/other.png");
    Path picture = file("/two/sub/a.png");
    file("/three/sub/a.png");
    assertFound(resolve(resolver("/one", "/two", "/three"), "sub/a.png"), picture, Step.AS_WRITTEN);
  }

  /** jimfs has a working folder too. If this fails, an export depends on where it was started. */
  @Test
  void neverLooksIntoTheWorkingFolder() throws IOException {
    Files.writeString(unix.getPath("a.png"), "a");
    file("/x/other.png");
    assertMissing(resolve(resolver("/x"), "a.png"), MissingReason.NOT_FOUND);
    assertMissing(resolve(resolver(), "a.png"), MissingReason.NOT_FOUND);
  }

  @Test
  void findsWhatTheMapRewrites() throws IOException {
    Path picture = file("/mnt/out/sub/a.png");
    assertFound(resolve(mapped("/exports/=/mnt/out/"), "/exports/sub/a.png"), picture, Step.MAPPED);
    assertFound(
        resolve(mapped("C:\\ComfyUI\\output=/mnt/out"), "C:\\ComfyUI\\output\\sub\\a.png"),
        picture,
        Step.MAPPED);
  }

  @Test
  void thePathAsWrittenComesBeforeTheMap() throws IOException {
    Path written = file("/x/a.png");
    file("/y/a.png");
    MediaResolver resolver =
        new MediaResolver(
            MediaRoots.of(List.of(unix.getPath("/x"))),
            PathMap.parse(List.of("/x=/y"), unix.getPath("/")),
            List.of());
    assertFound(resolve(resolver, "/x/a.png"), written, Step.AS_WRITTEN);
  }

  @Test
  void findsARelativeWindowsPathBelowARoot() throws IOException {
    Path picture = file("/x/sub/a.png");
    assertFound(resolve(resolver("/x"), "sub\\a.png"), picture, Step.BELOW_ROOT);
  }

  /** ComfyUI names every first picture ComfyUI_00001_.png: a bare name alone proves nothing. */
  @Test
  void takesABareNameOnlyFromAFolderThatBearsTheId() throws IOException {
    file("/x/ComfyUI_00001_.png");
    file("/x/other/ComfyUI_00001_.png");
    file("/x/abc-1234/ComfyUI_00001_.png");
    MediaResolver before = resolver("/x");
    String written = "/srv/comfy/output/ComfyUI_00001_.png";
    assertMissing(resolve(before, written), MissingReason.NOT_FOUND);
    assertMissing(resolve(before, "sub/ComfyUI_00001_.png"), MissingReason.NOT_FOUND);

    Path mine = file("/x/2025-11-03/abc-123/final/ComfyUI_00001_.png");
    assertFound(resolve(resolver("/x"), written), mine, Step.ID_FOLDER);
    assertFound(resolve(resolver("/x"), "D:\\output\\ComfyUI_00001_.png"), mine, Step.ID_FOLDER);
    assertFound(resolve(resolver("/x/2025-11-03/abc-123"), written), mine, Step.ID_FOLDER);
  }

  @Test
  void takesABareNameFromTheRunsFolderToo() throws IOException {
    Path picture = file("/x/run_1/a.png");
    MediaReference reference =
        new MediaReference(
            "abc-123",
            1,
            Optional.of("run_1"),
            Optional.of("/gone/a.png"),
            Optional.empty(),
            Optional.empty());
    assertFound(resolver("/x").resolve(reference), picture, Step.ID_FOLDER);
  }

  @Test
  void prefersTheNamesakeWhosePathEndsMoreAlikeThenTheHigherOne() throws IOException {
    Path top = file("/x/abc-123/01.png");
    Path last = file("/x/abc-123/final/01.png");
    file("/x/abc-123/prompting_process/01.png");
    assertFound(resolve(resolver("/x"), "/gone/final/01.png"), last, Step.ID_FOLDER);
    assertFound(resolve(resolver("/x"), "/gone/01.png"), top, Step.ID_FOLDER);
  }

  /** If this fails, a pupil's bundle may show another pupil's picture. */
  @Test
  void doesNotGuessBetweenDifferentNamesakesButTakesEqualOnes() throws IOException {
    file(unix, "/x/a/abc-123/01.png", "one");
    file(unix, "/x/b/abc-123/01.png", "two");
    assertThat(resolve(resolver("/x"), "/gone/01.png"))
        .isEqualTo(
            new Missing(
                MissingReason.NOT_FOUND, "different files of that name in the folders of its id"));
    file(unix, "/x/b/abc-123/01.png", "one");
    assertFound(
        resolve(resolver("/x"), "/gone/01.png"),
        unix.getPath("/x/a/abc-123/01.png"),
        Step.ID_FOLDER);
  }

  @Test
  void findsAFileWhoseNameHasTheOtherUnicodeForm() throws IOException {
    String composed = Normalizer.normalize("/x/Straße über/Grün.png", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    Path picture = file(decomposed);
    assertFound(resolve(resolver("/x"), composed), picture, Step.AS_WRITTEN);
    assertFound(resolve(resolver("/x"), composed.substring(3)), picture, Step.AS_WRITTEN);
    assertFound(resolve(mapped("/old=/x"), "/old" + composed.substring(2)), picture, Step.MAPPED);
  }

  @Test
  void onWindowsReadsItsOwnPathsAndTakesUnixPathsForForeign() throws IOException {
    Path picture = file(windows, "C:\\work\\exports\\abc-123\\a.png", "a");
    MediaResolver resolver =
        new MediaResolver(
            MediaRoots.of(List.of(windows.getPath("C:\\work\\exports"))),
            PathMap.none(),
            List.of());
    assertFound(resolve(resolver, "C:\\work\\exports\\abc-123\\a.png"), picture, Step.AS_WRITTEN);
    assertFound(resolve(resolver, "abc-123/a.png"), picture, Step.AS_WRITTEN);
    assertFound(resolve(resolver, "/srv/exports/a.png"), picture, Step.ID_FOLDER);
    assertMissing(resolve(resolver, "/srv/exports/b.png"), MissingReason.NOT_FOUND);
    assertMissing(resolve(resolver, "..\\..\\b.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(resolver, "a<b?.png"), MissingReason.UNREADABLE);
  }

  @Test
  void decodesADataUri() {
    assertThat(resolve(resolver(), "data:text/plain,Blume")).isInstanceOf(Inline.class);
    assertMissing(resolve(resolver(), "data:image/png;base64,#"), MissingReason.UNREADABLE);
  }

  // What is not found, and why.

  @Test
  void anAddressIsNotFetchedAlsoWhenOnlyMetadataHasIt() {
    assertMissing(resolve(resolver(), "https://..."), MissingReason.NOT_FETCHED);
    assertMissing(resolve(resolver(), "HTTP://example.org/a.png"), MissingReason.NOT_FETCHED);
    MediaReference onlyUrl =
        new MediaReference(
            "abc-123",
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("https://example.org/a.png"));
    assertMissing(resolver().resolve(onlyUrl), MissingReason.NOT_FETCHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/a/b.png", "S3://bucket/a/b.png", "gs://bucket/b.png"})
  void anAddressThatNobodyAsksIsRefusedUnlessItIsMapped(String address) throws IOException {
    Path picture = file("/mnt/out/a/b.png");
    assertMissing(resolve(resolver("/x"), address), MissingReason.REFUSED);
    assertMissing(
        resolver("/x").resolveAgain(MediaReference.of("abc-123", address)), MissingReason.REFUSED);
    String rule = address.substring(0, address.lastIndexOf('/')) + "=/mnt/out/a";
    assertFound(resolve(mapped(rule), address), picture, Step.MAPPED);
  }

  /** If this fails, an archive never takes in a medium that has come since its last run. */
  @Test
  void looksAgainForAsMuchAsAtFirst() throws IOException {
    Path written = file("/x/sub/a.png");
    Path turned = file("/x/sub/Grün.png");
    Path ofId = file("/x/abc-123/own.png");
    Path renamed = file("/mnt/new.png");
    MediaResolver resolver =
        new MediaResolver(
            MediaRoots.of(List.of(unix.getPath("/x"))),
            PathMap.parse(List.of("/old/old.png=/mnt/new.png"), unix.getPath("/")),
            List.of());

    assertFound(again(resolver, "sub/a.png"), written, Step.AS_WRITTEN);
    assertFound(again(resolver, "/x/sub/a.png"), written, Step.AS_WRITTEN);
    assertFound(again(resolver, "sub\\Grün.png"), turned, Step.BELOW_ROOT);
    assertFound(again(resolver, "/gone/own.png"), ofId, Step.ID_FOLDER);
    assertFound(again(resolver, "/old/old.png"), renamed, Step.MAPPED);
    assertThat(again(resolver, "data:,a")).isInstanceOf(Inline.class);
    assertMissing(again(resolver, "https://example.org/a.png"), MissingReason.NOT_FETCHED);
    assertMissing(again(resolver, " "), MissingReason.NO_PATH);
    assertMissing(again(resolver, "../a.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(again(resolver, "../nothing.png"), MissingReason.NOT_FOUND);
  }

  private static Resolution again(MediaResolver resolver, String path) {
    return resolver.resolveAgain(MediaReference.of("abc-123", path));
  }

  /** The first reason that says something is the one that helps; a later one may not hide it. */
  @Test
  void theReasonIsTheFirstThatSaysMoreThanThatNothingIsThere() throws IOException {
    file("/x/a.png/inside.png");
    file(unix, "/x/1/abc-123/b.png", "one");
    file(unix, "/x/2/abc-123/b.png", "two");
    file("/etc/b.png");
    file("/y/.hidden/c.png");

    assertThat(resolve(resolver("/x"), "a.png"))
        .isEqualTo(new Missing(MissingReason.NOT_FOUND, "a folder, not a file"));
    assertMissing(resolve(resolver("/x"), "/etc/b.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(
        resolve(resolver("/x", "/y"), "../nothing/.hidden/c.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(resolver("/y", "/x"), ".hidden/c.png"), MissingReason.NOT_MEDIA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void nothingWrittenIsNoPath(String path) {
    assertMissing(resolve(resolver(), path), MissingReason.NO_PATH);
  }

  @Test
  void anAbsolutePathOutsideIsOutsideWhenItExistsElseNotFound() throws IOException {
    file("/etc/passwd");
    file("/x/a.png");
    assertMissing(resolve(resolver("/x"), "/etc/passwd"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(resolver("/x"), "/x/../etc/passwd"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(resolver("/x"), "/"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(resolver("/x"), "/etc/nothing"), MissingReason.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.png", "../../secret.png", "sub/../../secret.png", "../nothing.png",
        "no/such/../../../nothing.png", "..\\secret.png", "..", "../xx/a.png"
      })
  void aRelativePathThatClimbsOutIsOutsideWhetherOrNotSomethingIsThere(String path)
      throws IOException {
    file("/y/secret.png");
    file("/y/xx/a.png");
    file("/y/x/sub/a.png");
    assertMissing(resolve(resolver("/y/x"), path), MissingReason.OUTSIDE_ROOTS);
  }

  @Test
  void aMapLeadsNowhereButBelowItsTarget() throws IOException {
    file("/mnt/secret.png");
    file("/mnt/out/a.png");
    MediaResolver resolver = mapped("/exports=/mnt/out");
    assertMissing(resolve(resolver, "/exports/../secret.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(resolver, "/exports/../nothing.png"), MissingReason.OUTSIDE_ROOTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///x/a.png", "FILE:/x/a.png", "file:a.png", "file://host/x/a.png"})
  void aFileAddressIsOutsideEvenIfItPointsInside(String path) throws IOException {
    file("/x/a.png");
    assertMissing(resolve(resolver("/x"), path), MissingReason.OUTSIDE_ROOTS);
  }

  @Test
  void aPathThatIsOutsideAsWrittenIsStillLookedForInside() throws IOException {
    file("/srv/exports/a.png");
    Path copy = file("/x/abc-123/a.png");
    assertFound(resolve(resolver("/x"), "/srv/exports/a.png"), copy, Step.ID_FOLDER);
    Path mirrored = file("/mnt/out/a.png");
    assertFound(
        resolve(mapped("/srv/exports=/mnt/out"), "/srv/exports/a.png"), mirrored, Step.MAPPED);
  }

  @Test
  void aFolderIsNotFoundAndSaysSo() throws IOException {
    file("/x/sub/a.png");
    Missing folder = new Missing(MissingReason.NOT_FOUND, "a folder, not a file");
    assertThat(resolve(resolver("/x"), "sub")).isEqualTo(folder);
    assertThat(resolve(resolver("/x"), "/x")).isEqualTo(folder);
    assertThat(resolve(resolver("/x"), ".")).isEqualTo(folder);
  }

  /** If this fails, .env files and keys below the logs can be asked for by a log line. */
  @Test
  void aHiddenFileIsNotMedia() throws IOException {
    file("/x/.env");
    file("/x/.ssh/key.txt");
    Path shown = file("/x/.cache/media/a.png");
    assertMissing(resolve(resolver("/x"), ".env"), MissingReason.NOT_MEDIA);
    assertMissing(resolve(resolver("/x"), "/x/.ssh/key.txt"), MissingReason.NOT_MEDIA);
    assertMissing(resolve(resolver("/x"), ".cache/media/a.png"), MissingReason.NOT_MEDIA);
    assertFound(resolve(resolver("/x/.cache/media"), "a.png"), shown, Step.AS_WRITTEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b.png", "/x/a\0b.png", "\0"})
  void aPathThatCannotBeIsAVerdict(String path) throws IOException {
    file("/x/a.png");
    assertMissing(resolve(resolver("/x"), path), MissingReason.UNREADABLE);
  }

  // Further sources.

  @Test
  void furtherSourcesAreAskedInOrderUntilOneHasIt() throws IOException {
    Path stored = file("/store/ab/abcd");
    Found found = new Found(stored, 1, Step.AS_WRITTEN);
    MediaSource knowsWhy = (reference, soFar) -> new Missing(MissingReason.EXPIRED, "");
    MediaSource knowsNothing = (reference, soFar) -> soFar;
    MediaSource has = (reference, soFar) -> found;
    MediaSource fails =
        (reference, soFar) -> {
          throw new AssertionError("asked though the medium had been found");
        };
    MediaRoots none = MediaRoots.of(List.of());
    assertThat(
            resolve(
                new MediaResolver(none, PathMap.none(), List.of(knowsWhy, knowsNothing)),
                "https://example.org/a.png"))
        .isEqualTo(new Missing(MissingReason.EXPIRED, ""));
    assertThat(
            resolve(
                new MediaResolver(none, PathMap.none(), List.of(knowsNothing, has, fails)),
                "https://example.org/a.png"))
        .isSameAs(found);
    assertThat(resolve(new MediaResolver(none, PathMap.none(), List.of(fails)), "data:,a"))
        .isInstanceOf(Inline.class);
  }

  /** Whatever a log says: a verdict, and never a file outside the roots. */
  @Test
  void noTextMakesItThrowOrLeaveTheRoots() throws IOException {
    file("/secret.png");
    file("/x/abc-123/a.png");
    Path root = unix.getPath("/x");
    Files.createSymbolicLink(root.resolve("link"), unix.getPath("/"));
    MediaResolver resolver = resolver("/x");
    String[] parts = {
      "/",
      "\\",
      "..",
      ".",
      "x",
      "a.png",
      "secret.png",
      "link",
      "abc-123",
      "C:",
      "\0",
      "ü",
      "~",
      "file:",
      "data:",
      "%2e%2e",
      "http:",
      ":",
      "\ud83d",
      "\n",
      "*",
      "?"
    };
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int j = random.nextInt(7); j >= 0; j--) {
        path.append(parts[random.nextInt(parts.length)]);
        path.append(random.nextBoolean() ? "/" : "");
      }
      Resolution resolution = resolve(resolver, path.toString());
      assertThat(resolution).as("seed %d: %s", seed, path).isNotNull();
      if (resolution instanceof Found found) {
        assertThat(found.file().startsWith(root)).as("seed %d: %s", seed, path).isTrue();
      }
    }
  }
}
