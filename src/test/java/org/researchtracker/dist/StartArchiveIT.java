package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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

  @BeforeAll
  static void makeOne() throws Exception {
    // Without a blank: Java 17 archives its own classes alone where a jar has one in its path.
    dist = shared.resolve("dist");
    Trees.copy(Path.of(System.getProperty("tracker.dist")), dist);
    filled = shared.resolve("the cache");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", filled.toString());

    assertRuns(dist, environment);
    assertThat(named(filled, "classes")).isEmpty();
    Path folder = deepest(filled);
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      assertRuns(dist, environment);
      awaitDeletion(watch, "attempt");
    }
    assertThat(named(filled, "classes")).hasSize(1);
    assertThat(named(filled, "attempt")).isEmpty();
  }

  /** Returns the one folder in which there is nothing. */
  private static Path deepest(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.reduce((outer, inner) -> inner).orElseThrow();
    }
  }

  private static void awaitDeletion(WatchService watch, String name) throws Exception {
    while (true) {
      WatchKey key = watch.poll(2, TimeUnit.MINUTES);
      assertThat(key).as("a sign within two minutes that the archive is made").isNotNull();
      for (WatchEvent<?> event : key.pollEvents()) {
        if (Path.of(name).equals(event.context())) {
          return;
        }
      }
      key.reset();
    }
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

    assertRuns(dist, environment);
    assertRuns(dist, environment);

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
    Trees.copy(dist, moved);

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
      Trees.copy(filled, cache);
      assertRuns(dist, Map.of("XDG_CACHE_HOME", cache.toString(), "JAVA_HOME", home.toString()));
    }
  }

  @Test
  void needsNoCacheFolder() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "in the way");

    for (int times = 0; times < 2; times++) {
      assertRuns(dist, Map.of("XDG_CACHE_HOME", file.toString()));
      assertRuns(dist, Map.of("HOME", file.toString()));
      assertRuns(dist, Map.of("HOME", ""));
      assertRuns(dist, Map.of("HOME", temp.toString(), "XDG_CACHE_HOME", "relative"));
      assertThat(temp.resolve("relative")).doesNotExist();
      Trees.delete(temp.resolve(".cache"));
    }
  }

  /** A failure leaves its folder behind, and so nobody tries again at each command. */
  @Test
  void doesNotTryAgainAndAgain() throws Exception {
    Path own = temp.resolve("dist");
    Trees.copy(dist, own);
    Files.writeString(own.resolve("lib/make-start-archive"), "mkdir \"$1/attempt/tried-$$\"\n");
    Path cache = temp.resolve("cache");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
    assertRuns(own, environment);
    Path attempt = Files.createDirectory(deepest(cache).resolve("attempt"));

    assertRuns(own, environment);
    assertRuns(own, environment);

    // Had one of those tried, it would have left its sign before this one does.
    Files.setLastModifiedTime(attempt, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    try (WatchService watch = attempt.getFileSystem().newWatchService()) {
      attempt.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      assertRuns(own, environment);
      assertThat(watch.poll(2, TimeUnit.MINUTES)).isNotNull();
    }
    try (Stream<Path> tries = Files.list(attempt)) {
      assertThat(tries).hasSize(1);
    }
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
    assertRuns(dist, environment);
    return Files.readString(loaded).matches("(?s).*\\.cli\\.Main source: shared objects file.*");
  }

  private Path copyOfCache() throws IOException {
    Path cache = temp.resolve("cache");
    Trees.copy(filled, cache);
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

  private static void assertRuns(Path dist, Map<String, String> environment) throws Exception {
    new Program(shared)
        .withStartArchive()
        .with("JAVA_HOME", HOME)
        .with(environment)
        .run(dist.resolve("bin/tracker").toString(), "version")
        .assertIsVersion();
  }
}
