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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Inline;
import org.researchtracker.media.Resolution.Missing;

/** The steps of the search and the guard at the roots, on file systems in memory. */
class MediaResolverTest extends ResolvedPaths {
  private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());

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
}
