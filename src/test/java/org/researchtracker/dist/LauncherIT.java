package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the packaged launcher as shells, cron and links do. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

  private static final Path DIST = Path.of(System.getProperty("tracker.dist"));
  private static final Path LAUNCHER = DIST.resolve("bin/tracker");

  /** A stand-in for Java that says how it was started. */
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      echo "pid=$$"
      echo "LC_ALL=${LC_ALL-}"
      for argument; do echo "[$argument]"; done
      exit 42
      """;

  @TempDir Path temp;

  private record Result(int exit, String out, String err, long pid) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  @Test
  void printsItsVersionAndNothingElse() throws Exception {
    assertRuns(run(Map.of(), LAUNCHER, "--version"));
  }

  static Stream<Path> javaHomes() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> found = Files.list(usual)) {
        found.filter(LauncherIT::isNewEnough).sorted().forEach(homes::add);
      }
    }
    return homes.stream();
  }

  private static boolean isNewEnough(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java")) || Files.isSymbolicLink(home)) {
      return false;
    }
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return false;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.replaceFirst("\\D.*", "")) >= 17;
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void runsWithoutWarningsOnEveryJavaHere(Path home) throws Exception {
    assertRuns(run(Map.of("JAVA_HOME", home.toString()), LAUNCHER, "--version"));
  }

  @Test
  void runsInAnEmptyEnvironment() throws Exception {
    assertRuns(run(Map.of(), Path.of("/usr/bin/env"), "-i", LAUNCHER.toString(), "--version"));
  }

  @Test
  void runsThroughALink() throws Exception {
    assertRuns(run(Map.of(), link("tracker", LAUNCHER.toString()), "--version"));
  }

  @Test
  void runsThroughAChainOfRelativeLinks() throws Exception {
    link("dist", DIST.toString());
    Files.createDirectories(temp.resolve("a/b"));
    link("a/b/first", "../../dist/bin/tracker");
    link("a/second", "b/first");
    link("third", "a/second");

    assertRuns(run(Map.of(), temp.resolve("third"), "--version"));
    assertRuns(runIn(temp.resolve("a"), Map.of(), Path.of("./second"), "--version"));
    assertRuns(runIn(temp, Map.of(), Path.of("/bin/sh"), "third", "--version"));
  }

  @Test
  void runsWhereItsBinFolderIsALink() throws Exception {
    link("bin", DIST.resolve("bin").toString());

    assertRuns(run(Map.of(), temp.resolve("bin/tracker"), "--version"));
  }

  @Test
  void runsFromAFolderWithSpacesInItsName() throws Exception {
    Path copy = temp.resolve("my own tools/tracker *");
    copyTree(DIST, copy);

    assertRuns(run(Map.of(), copy.resolve("bin/tracker"), "--version"));
    assertRuns(runIn(copy.resolve("bin"), Map.of(), Path.of("./tracker"), "--version"));
    assertRuns(run(Map.of(), link("tracker", copy + "/bin/tracker"), "--version"));
  }

  @Test
  void namesWhatIsMissingWhenCopiedAlone() throws Exception {
    Path alone = temp.resolve("tracker");
    Files.copy(LAUNCHER, alone);

    Result result = run(Map.of(), alone, "--version");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).matches("tracker: no lib/tracker.jar .*\\Rhint: .*\\R");
  }

  @Test
  void passesArgumentsAsTheyAre() throws Exception {
    List<String> arguments = List.of("list", "", "a b", "*", "'\"$HOME`\\", "--text", "Straße");

    Result result = fakeJava(Map.of(), arguments.toArray(String[]::new));

    assertThat(result.lines())
        .containsSubsequence(
            Stream.concat(
                    Stream.of("-jar", DIST.resolve("lib/tracker.jar").toString()),
                    arguments.stream())
                .map(argument -> "[" + argument + "]")
                .toList());
    assertThat(result.exit()).isEqualTo(42);
  }

  @Test
  void becomesJavaSoThatSignalsReachIt() throws Exception {
    Result result = fakeJava(Map.of(), "list");

    assertThat(result.lines()).contains("pid=" + result.pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "de_DE.ISO-8859-1"})
  void setsAUtf8LocaleWhereThereIsNone(String locale) throws Exception {
    assertThat(fakeJava(Map.of("LC_ALL", locale), "list").lines()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void keepsAUtf8Locale() throws Exception {
    assertThat(fakeJava(Map.of("LANG", "C.UTF-8"), "list").lines()).contains("LC_ALL=");
  }

  @Test
  void compilesFullyWhatHashesOrReadsMuch() throws Exception {
    Path index = Files.writeString(temp.resolve("index.db"), "filled");
    String lean = "[-XX:TieredStopAtLevel=1]";

    assertThat(fakeJava(Map.of(), "--help").lines()).contains(lean);
    assertThat(fakeJava(Map.of(), "--logs", "x", "export", "--all").lines()).doesNotContain(lean);
    assertThat(fakeJava(Map.of(), "list", "--index", index.toString()).lines()).contains(lean);
    assertThat(fakeJava(Map.of(), "list", "--index=" + index).lines()).contains(lean);
    assertThat(fakeJava(Map.of(), "list", "--index", index + "-new").lines()).doesNotContain(lean);
    assertThat(fakeJava(Map.of("XDG_CACHE_HOME", temp + "/none"), "list").lines())
        .doesNotContain(lean);
  }

  @Test
  void letsFurtherJavaOptionsWin() throws Exception {
    Map<String, String> options = Map.of("TRACKER_JAVA_OPTS", "-Xmx2g -Da=*");

    assertThat(fakeJava(options, "list").lines())
        .containsSubsequence("[-Xmx1g]", "[-Xmx2g]", "[-Da=*]", "[-jar]");
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws Exception {
    Path old = fakeHome("11.0.20");

    assertRuns(run(Map.of("JAVA_HOME", old.toString()), LAUNCHER, "--version"));
  }

  @Test
  void startsNothingFromTheTemporaryFolder() throws Exception {
    List<String> arguments = fakeJava(Map.of(), "list").lines();

    assertThat(arguments).contains("[-XX:-UsePerfData]");
    assertThat(arguments)
        .filteredOn(argument -> argument.startsWith("[-Dorg.sqlite.lib.path="))
        .singleElement()
        .satisfies(
            argument -> {
              String folder = argument.substring(argument.indexOf('=') + 1, argument.length() - 1);
              assertThat(Path.of(folder)).isDirectoryContaining("glob:**sqlitejdbc*");
            });
  }

  @Test
  void findsEveryJarByTheManifest() throws Exception {
    TreeSet<String> named;
    try (JarFile jar = new JarFile(DIST.resolve("lib/tracker.jar").toString())) {
      String path = jar.getManifest().getMainAttributes().getValue("Class-Path");
      named = Arrays.stream(path.split(" ")).collect(toCollection(TreeSet::new));
    }
    named.add("tracker.jar");

    try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".jar"))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  private static void assertRuns(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).matches("tracker \\d+\\.\\d+\\.\\d+\\R");
    assertThat(result.exit()).isZero();
  }

  private Result fakeJava(Map<String, String> environment, String... arguments) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", fakeHome("17.0.1").toString());
    return run(all, LAUNCHER, arguments);
  }

  private Path fakeHome(String version) throws IOException {
    Path home = Files.createDirectories(temp.resolve("java " + version));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, FAKE_JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    String platform =
        "OS_ARCH=\"%s\"\nOS_NAME=\"%s\"\n"
            .formatted(
                System.getProperty("os.arch"),
                System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux");
    Files.writeString(
        home.resolve("release"), "JAVA_VERSION=\"%s\"\n%s".formatted(version, platform));
    return home;
  }

  private Path link(String name, String target) throws IOException {
    return Files.createSymbolicLink(temp.resolve(name), Path.of(target));
  }

  private Result run(Map<String, String> environment, Path command, String... arguments)
      throws Exception {
    return runIn(temp, environment, command, arguments);
  }

  /** Runs with PATH and {@code environment} alone: no HOME, no locale. */
  private Result runIn(
      Path folder, Map<String, String> environment, Path command, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(temp, "out", null);
    Path err = Files.createTempFile(temp, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(new File(folder.toString()))
            .redirectOutput(new File(out.toString()))
            .redirectError(new File(err.toString()));
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after a minute: " + line);
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, UTF_8),
        Files.readString(err, UTF_8),
        process.pid());
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
}
