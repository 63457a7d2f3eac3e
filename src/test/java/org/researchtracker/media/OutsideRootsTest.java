package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;

/**
 * The guard at the roots. If these fail, a line of a log reads a file that is none of its media.
 */
class OutsideRootsTest extends ResolvedPaths {
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
