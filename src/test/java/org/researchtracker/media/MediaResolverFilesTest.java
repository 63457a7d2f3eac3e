package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;

/** What only a real file system has: links out of the roots, pipes, permissions. */
@DisabledOnOs(OS.WINDOWS)
class MediaResolverFilesTest {
  @TempDir private Path temp;
  private Path root;
  private Path secret;

  @BeforeEach
  void makeRootAndSecret() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("exports"));
    secret = Files.createDirectories(temp.toRealPath().resolve("private")).resolve("secret.png");
    Files.writeString(secret, "secret");
  }

  private MediaResolver resolver() {
    return new MediaResolver(MediaRoots.of(List.of(root)), PathMap.none(), List.of());
  }

  private Resolution resolve(String path) {
    return resolver().resolve(MediaReference.of("abc-123", path));
  }

  private static void assertMissing(Resolution resolution, MissingReason reason) {
    assertThat(resolution)
        .isInstanceOfSatisfying(
            Missing.class, missing -> assertThat(missing.reason()).isEqualTo(reason));
  }

  /** If these fail, a link in an exports folder publishes any file of the user. */
  @Test
  void aLinkThatLeavesTheRootsIsOutsideByEveryStep() throws IOException {
    Files.createSymbolicLink(root.resolve("link.png"), secret);
    Files.createSymbolicLink(root.resolve("folder"), secret.getParent());
    Files.createSymbolicLink(
        Files.createDirectory(root.resolve("abc-123")).resolve("mine.png"), secret);
    assertMissing(resolve("link.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(root.resolve("link.png").toString()), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve("folder/secret.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve("/gone/mine.png"), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve(secret.toString()), MissingReason.OUTSIDE_ROOTS);
    assertMissing(resolve("/etc/passwd"), MissingReason.OUTSIDE_ROOTS);
  }

  @Test
  void aFolderOutsideThatBearsTheIdIsNotReachedThroughALink() throws IOException {
    Path outside = Files.createDirectory(secret.resolveSibling("abc-123"));
    Files.writeString(outside.resolve("a.png"), "secret");
    Files.createSymbolicLink(root.resolve("abc-123"), outside);
    Files.createSymbolicLink(root.resolve("all"), outside.getParent());
    assertMissing(resolve("/gone/a.png"), MissingReason.NOT_FOUND);
  }

  @Test
  void aLinkThatStaysInsideAndALinkedRootAreFollowed() throws IOException {
    Path picture = Files.writeString(root.resolve("a.png"), "a");
    Files.createSymbolicLink(root.resolve("b.png"), picture);
    Path linkedRoot = Files.createSymbolicLink(temp.resolve("linked"), root);
    Found found = new Found(picture, 1, Step.AS_WRITTEN);
    assertThat(resolve("b.png")).isEqualTo(found);
    MediaResolver linked =
        new MediaResolver(MediaRoots.of(List.of(linkedRoot)), PathMap.none(), List.of());
    assertThat(linked.resolve(MediaReference.of("abc-123", linkedRoot.resolve("a.png").toString())))
        .isEqualTo(found);
  }

  @Test
  void aLinkedFolderBearsItsOwnNameAndCyclesEnd() throws IOException {
    Path picture = Files.writeString(Files.createDirectory(root.resolve("run")).resolve("a"), "a");
    Files.createSymbolicLink(root.resolve("abc-123"), root.resolve("run"));
    Files.createSymbolicLink(root.resolve("run/up"), root);
    Files.createSymbolicLink(root.resolve("self"), root.resolve("self"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(resolve("/gone/a")).isEqualTo(new Found(picture, 1, Step.ID_FOLDER)));
  }

  @Test
  void aBrokenLinkIsNotFoundAndALoopOfLinksUnreadable() throws IOException {
    Files.createSymbolicLink(root.resolve("broken.png"), root.resolve("gone.png"));
    Files.createSymbolicLink(root.resolve("loop.png"), root.resolve("loop.png"));
    assertMissing(resolve("broken.png"), MissingReason.NOT_FOUND);
    assertMissing(resolve("loop.png"), MissingReason.UNREADABLE);
    assertMissing(resolve("n".repeat(5000)), MissingReason.UNREADABLE);
  }

  /** If this fails, one named pipe in the exports folder halts a nightly archive for ever. */
  @Test
  void aPipeIsUnreadableAndNobodyWaitsForIt() throws Exception {
    Path pipe = root.resolve("pipe.png");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Resolution resolution =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> resolve("pipe.png"));
    assertThat(resolution).isEqualTo(new Missing(MissingReason.UNREADABLE, "not a regular file"));
  }

  @Test
  void aFileOrFolderThatMayNotBeReadIsUnreadable() throws IOException {
    Path shut = Files.writeString(root.resolve("shut.png"), "a");
    Files.setPosixFilePermissions(shut, Set.of());
    Path folder = Files.createDirectory(root.resolve("folder"));
    Files.writeString(folder.resolve("a.png"), "a");
    Files.setPosixFilePermissions(folder, Set.of());
    try {
      assumeThat(Files.isReadable(shut)).as("the superuser may read everything").isFalse();
      Missing denied = new Missing(MissingReason.UNREADABLE, "permission denied");
      assertThat(resolve("shut.png")).isEqualTo(denied);
      assertThat(resolve("folder/a.png")).isEqualTo(denied);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** The details stand in bundles: no path of the machine may be among them. */
  @Test
  void noDetailNamesAPathOfTheMachine() throws IOException {
    Files.createSymbolicLink(root.resolve("link.png"), secret);
    Files.createSymbolicLink(root.resolve("loop.png"), root.resolve("loop.png"));
    for (String path : List.of("link.png", "loop.png", "gone.png", "../a", ".", "n\0")) {
      assertThat(((Missing) resolve(path)).detail())
          .doesNotContain(temp.toString(), root.toString());
    }
  }

  /** 200 threads' worth of first look-ups must share one walk and agree. */
  @Test
  void severalThreadsGetTheSameVerdicts() throws Exception {
    for (int i = 0; i < 200; i++) {
      Path folder = Files.createDirectories(root.resolve("day/run_" + i));
      Files.writeString(folder.resolve("ComfyUI_00001_.png"), "x".repeat(i));
    }
    MediaResolver resolver = resolver();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Resolution>> verdicts =
          IntStream.range(0, 1000)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              resolver.resolve(
                                  MediaReference.of("run_" + i % 200, "/gone/ComfyUI_00001_.png"))))
              .toList();
      for (int i = 0; i < 1000; i++) {
        Path expected = root.resolve("day/run_" + i % 200 + "/ComfyUI_00001_.png");
        assertThat(verdicts.get(i).get()).isEqualTo(new Found(expected, i % 200, Step.ID_FOLDER));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
