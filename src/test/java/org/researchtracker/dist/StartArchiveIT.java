package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes that makes starts fast: made unseen, and never in the way. */
@DisabledOnOs(OS.WINDOWS)
class StartArchiveIT {
  private static final String HOME = System.getProperty("java.home");

  @TempDir static Path shared;
  @TempDir Path temp;

  private static Path dist;

  /** A cache folder with an archive in it; tests that change it take a copy. */
  private static Path filled;

  private record Result(int exit, String out, String err) {}

  @BeforeAll
  static void makeOne() throws Exception {
    // Without a blank: Java 17 archives its own classes alone where a jar has one in its path.
    dist = shared.resolve("dist");
    copyTree(Path.of(System.getProperty("tracker.dist")), dist);
    filled = shared.resolve("the cache");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", filled.toString());

    assertRuns(run(dist, environment));
    assertThat(named(filled, "classes")).isEmpty();
    assertThat(named(filled, "attempt")).isEmpty();
    assertRuns(run(dist, environment));
    for (int tenths = 0; tenths < 1200; tenths++) {
      if (!named(filled, "classes").isEmpty() && named(filled, "attempt").isEmpty()) {
        break;
      }
      Thread.sleep(100);
    }
    assertThat(named(filled, "classes")).hasSize(1);
    assertThat(named(filled, "attempt")).isEmpty();
  }

  @Test
  void theSecondCommandHasOneMadeThatLaterCommandsUse() throws Exception {
    assertThat(usesTheArchive(dist, filled)).isTrue();
  }

  @Test
  void keepsItToTheUser() throws Exception {
    Path classes = named(filled, "classes").get(0);

    for (Path each = classes; !each.equals(filled); each = each.getParent()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .endsWith("------");
    }
  }

  @Test
  void isLeftAloneOnRequest() throws Exception {
    Path cache = temp.resolve("cache");
    Map<String, String> environment =
        Map.of("TRACKER_NO_CACHE", "1", "XDG_CACHE_HOME", cache.toString());

    assertRuns(run(dist, environment));
    assertRuns(run(dist, environment));

    assertThat(cache).doesNotExist();
    assertThat(usesTheArchive(dist, filled, "TRACKER_NO_CACHE", "1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 4096, 1 << 20, 10 << 20})
  void isNotUsedOnceItWasCutShort(long length) throws Exception {
    Path classes = named(copyOfCache(), "classes").get(0);
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(classes, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }

    assertThat(usesTheArchive(dist, temp.resolve("cache"))).isFalse();
  }

  @Test
  void isNotUsedOnceItWasChanged() throws Exception {
    Path classes = named(copyOfCache(), "classes").get(0);
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(classes, "no archive at all");

    assertThat(usesTheArchive(dist, temp.resolve("cache"))).isFalse();
  }

  @Test
  void isIgnoredByJavaWhereItIsNone() throws Exception {
    Path classes = named(copyOfCache(), "classes").get(0);
    FileTime time = Files.getLastModifiedTime(classes);
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(classes, "no archive at all");
    Files.setLastModifiedTime(classes, time);

    assertThat(usesTheArchive(dist, temp.resolve("cache"))).isFalse();
  }

  @Test
  void isOfOneFolder() throws Exception {
    Path moved = temp.resolve("moved");
    copyTree(dist, moved);

    assertThat(usesTheArchive(moved, copyOfCache())).isFalse();
  }

  @Test
  void isOfOneBuild() throws Exception {
    Path build = dist.resolve("lib/build");
    String mine = Files.readString(build);
    Files.writeString(build, "0123456789abcdef\n");
    try {
      assertThat(usesTheArchive(dist, copyOfCache())).isFalse();
    } finally {
      Files.writeString(build, mine);
    }
  }

  @Test
  void anotherJavaStartsWithoutIt() throws Exception {
    Path usual = Path.of("/usr/lib/jvm");
    List<Path> homes = new ArrayList<>();
    if (Files.isDirectory(usual)) {
      try (Stream<Path> found = Files.list(usual)) {
        found.filter(home -> Files.isExecutable(home.resolve("bin/java"))).forEach(homes::add);
      }
    }
    for (Path home : homes) {
      Path cache = temp.resolve("cache of " + home.getFileName());
      copyTree(filled, cache);
      assertRuns(
          run(dist, Map.of("XDG_CACHE_HOME", cache.toString(), "JAVA_HOME", home.toString())));
    }
  }

  @Test
  void needsNoCacheFolder() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "in the way");

    for (int times = 0; times < 2; times++) {
      assertRuns(run(dist, Map.of("XDG_CACHE_HOME", file.toString())));
      assertRuns(run(dist, Map.of("HOME", file.toString())));
      assertRuns(run(dist, Map.of("HOME", "")));
      assertRuns(run(dist, Map.of("HOME", temp.toString(), "XDG_CACHE_HOME", "relative")));
      assertThat(temp.resolve("relative")).doesNotExist();
      deleteTree(temp.resolve(".cache"));
    }
  }

  /** A failure leaves its folder behind, and so nobody tries again at each command. */
  @Test
  void doesNotTryAgainAndAgain() throws Exception {
    Path cache = temp.resolve("cache");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
    assertRuns(run(dist, environment));
    Path folder = cache.resolve(filled.relativize(named(filled, "classes").get(0))).getParent();
    assertThat(folder).isEmptyDirectory();
    Files.createDirectory(folder.resolve("attempt"));

    assertRuns(run(dist, environment));

    Thread.sleep(300);
    assertThat(folder.resolve("attempt")).isEmptyDirectory();
  }

  private static boolean usesTheArchive(Path dist, Path cache, String... more) throws Exception {
    Path loaded = Files.createTempFile(shared, "loaded", null);
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_CACHE_HOME", cache.toString());
    // No second archive, whatever the launcher finds: a test must not leave a process behind.
    environment.put("TRACKER_JAVA_OPTS", "-Dtracker.home= -Xlog:class+load:file=" + loaded);
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    assertRuns(run(dist, environment));
    return Files.readString(loaded).matches("(?s).*\\.cli\\.Main source: shared objects file.*");
  }

  private Path copyOfCache() throws IOException {
    Path cache = temp.resolve("cache");
    copyTree(filled, cache);
    return cache;
  }

  private static List<Path> named(Path folder, String name) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return note(each);
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            return note(each);
          }

          @Override
          public FileVisitResult visitFileFailed(Path each, IOException e) {
            return FileVisitResult.CONTINUE; // a process at work has taken it away
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          private FileVisitResult note(Path each) {
            if (each.endsWith(name)) {
              found.add(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static void assertRuns(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).matches("tracker \\d+\\.\\d+\\.\\d+\\R");
    assertThat(result.exit()).isZero();
  }

  private static Result run(Path dist, Map<String, String> environment) throws Exception {
    Path out = Files.createTempFile(shared, "out", null);
    Path err = Files.createTempFile(shared, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(dist.resolve("bin/tracker").toString(), "version")
            .directory(new File(shared.toString()))
            .redirectOutput(new File(out.toString()))
            .redirectError(new File(err.toString()));
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", HOME);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after a minute");
    }
    return new Result(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
