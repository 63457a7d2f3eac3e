package org.researchtracker.dist;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
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

  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path LOGS = Path.of("examples/workshop/logs").toAbsolutePath();

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

  @Test
  void printsItsVersionAndNothingElse() throws Exception {
    run(Map.of(), LAUNCHER, "--version").assertIsVersion();
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
    run(Map.of("JAVA_HOME", home.toString()), LAUNCHER, "--version").assertIsVersion();
  }

  @Test
  void runsInAnEmptyEnvironment() throws Exception {
    run(Map.of(), Path.of("/usr/bin/env"), "-i", LAUNCHER.toString(), "--version")
        .assertIsVersion();
  }

  @Test
  void runsThroughALink() throws Exception {
    run(Map.of(), link("tracker", LAUNCHER.toString()), "--version").assertIsVersion();
  }

  @Test
  void runsThroughAChainOfRelativeLinks() throws Exception {
    link("dist", DIST.toString());
    Files.createDirectories(temp.resolve("a/b"));
    link("a/b/first", "../../dist/bin/tracker");
    link("a/second", "b/first");
    link("third", "a/second");

    run(Map.of(), temp.resolve("third"), "--version").assertIsVersion();
    runIn(temp.resolve("a"), Map.of(), Path.of("./second"), "--version").assertIsVersion();
    runIn(temp, Map.of(), Path.of("/bin/sh"), "third", "--version").assertIsVersion();
  }

  @Test
  void runsWhereItsBinFolderIsALink() throws Exception {
    link("bin", DIST.resolve("bin").toString());

    run(Map.of(), temp.resolve("bin/tracker"), "--version").assertIsVersion();
  }

  @Test
  void runsFromAFolderWithSpacesInItsName() throws Exception {
    Path copy = temp.resolve("my own tools/tracker *");
    Trees.copy(DIST, copy);

    run(Map.of(), copy.resolve("bin/tracker"), "--version").assertIsVersion();
    runIn(copy.resolve("bin"), Map.of(), Path.of("./tracker"), "--version").assertIsVersion();
    run(Map.of(), link("tracker", copy + "/bin/tracker"), "--version").assertIsVersion();
  }

  @Test
  void namesWhatIsMissingWhenCopiedAlone() throws Exception {
    Path alone = temp.resolve("tracker");
    Files.copy(LAUNCHER, alone);

    Program.Result result = run(Map.of(), alone, "--version");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).matches("tracker: no lib/tracker.jar .*\\Rhint: .*\\R");
  }

  @Test
  void passesArgumentsAsTheyAre() throws Exception {
    List<String> arguments = List.of("list", "", "a b", "*", "'\"$HOME`\\", "--text", "Straße");

    Program.Result result = fakeJava(Map.of(), arguments.toArray(String[]::new));

    assertThat(result.out().lines())
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
    Program.Result result = fakeJava(Map.of(), "list");

    assertThat(result.out().lines()).contains("pid=" + result.pid());
  }

  /** Java would read its own library as input, and write results into whatever it opens next. */
  @Test
  void closedStreamsAreNeverTakenForFiles() throws Exception {
    List<String> list = List.of(LAUNCHER.toString(), "list", "--logs", LOGS.toString());
    Files.createDirectories(temp.resolve("logs"));

    Program.Result record =
        closing("<&-", List.of(LAUNCHER.toString(), "record", "--logs", "logs"));
    assertThat(record.toString()).isEqualTo("[exit 0]");
    assertThat(closing(">&-", list).err())
        .contains("cannot write the results: Bad file descriptor");
    Program.Result silent = closing("2>&-", list);
    assertThat(silent.err()).isEmpty();
    assertThat(silent.out()).startsWith("execution_id");
    assertThat(closing("<&- >&- 2>&-", list).exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "de_DE.ISO-8859-1"})
  void setsAUtf8LocaleWhereThereIsNone(String locale) throws Exception {
    assertThat(fakeJava(Map.of("LC_ALL", locale), "list").out().lines()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void keepsAUtf8Locale() throws Exception {
    assertThat(fakeJava(Map.of("LANG", "C.UTF-8"), "list").out().lines()).contains("LC_ALL=");
  }

  @Test
  void compilesFullyWhatHashesOrReadsMuch() throws Exception {
    Path index = Files.writeString(temp.resolve("index.db"), "filled");
    String lean = "[-XX:TieredStopAtLevel=1]";

    assertThat(fakeJava(Map.of(), "--help").out().lines()).contains(lean);
    assertThat(fakeJava(Map.of(), "--logs", "x", "export", "--all").out().lines())
        .doesNotContain(lean);
    assertThat(fakeJava(Map.of(), "list", "--index", index.toString()).out().lines())
        .contains(lean);
    assertThat(fakeJava(Map.of(), "list", "--index=" + index).out().lines()).contains(lean);
    assertThat(fakeJava(Map.of(), "list", "--index", index + "-new").out().lines())
        .doesNotContain(lean);
    assertThat(fakeJava(Map.of("XDG_CACHE_HOME", temp + "/none"), "list").out().lines())
        .doesNotContain(lean);
  }

  @Test
  void letsFurtherJavaOptionsWin() throws Exception {
    Map<String, String> options = Map.of("TRACKER_JAVA_OPTS", "-Xmx2g -Da=*");

    assertThat(fakeJava(options, "list").out().lines())
        .containsSubsequence("[-Xmx1g]", "[-Xmx2g]", "[-Da=*]", "[-jar]");
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws Exception {
    Path old = fakeHome("11.0.20");

    run(Map.of("JAVA_HOME", old.toString()), LAUNCHER, "--version").assertIsVersion();
  }

  @Test
  void startsNothingFromTheTemporaryFolder() throws Exception {
    List<String> arguments = fakeJava(Map.of(), "list").out().lines().toList();

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

  private Program.Result fakeJava(Map<String, String> environment, String... arguments)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", fakeHome("17.0.1").toString());
    return run(all, LAUNCHER, arguments);
  }

  private Program.Result closing(String streams, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(List.of("-c", "exec \"$0\" \"$@\" " + streams));
    words.addAll(command);
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", temp.toString());
    return run(environment, SHELL, words.toArray(String[]::new));
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

  private Program.Result run(Map<String, String> environment, Path command, String... arguments)
      throws Exception {
    return runIn(temp, environment, command, arguments);
  }

  /** Runs with PATH and {@code environment} alone: no HOME, no locale. */
  private Program.Result runIn(
      Path folder, Map<String, String> environment, Path command, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    return new Program(folder).with(environment).run(line.toArray(String[]::new));
  }
}
