package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people install: made by {@code mvn -Prelease package}, and held to here under that profile.
 */
@EnabledIfSystemProperty(named = "tracker.release", matches = ".+")
class ReleaseIT {
  private static final Path LOGS = Path.of("examples/workshop/logs").toAbsolutePath();

  /** Named by classes of libraries that nothing here loads; it would bring a desktop with it. */
  private static final Set<String> UNUSED = Set.of("java.desktop");

  @TempDir static Path shared;
  @TempDir Path temp;

  private static Path release;
  private static Path image;

  @BeforeAll
  static void unpack() throws Exception {
    release = Path.of(System.getProperty("tracker.release"));
    Path folder = Files.createDirectories(shared.resolve("a folder"));
    Program.Result tar =
        new Program(folder).run("tar", "-xzf", file("tracker-.*-java-.*\\.tar\\.gz").toString());
    assertThat(tar.exit()).as(tar.toString()).isZero();
    try (Stream<Path> roots = Files.list(folder)) {
      image = roots.findFirst().orElseThrow();
    }
  }

  private static Path file(String pattern) throws IOException {
    try (Stream<Path> files = Files.list(release)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
      assertThat(found).as(pattern).hasSize(1);
      return found.get(0);
    }
  }

  /** A system without Java on the path, and without a home folder. Another Java is not taken. */
  private Program.Result inImage(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(image.resolve("bin/tracker").toString()));
    command.addAll(List.of(words));
    return new Program(temp)
        .with("PATH", "/nonexistent")
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("XDG_CACHE_HOME", temp.resolve("cache").toString())
        .with("TRACKER_JAVA_OPTS", "-XshowSettings:properties")
        .run(command.toArray(String[]::new));
  }

  @Test
  void theImageBringsItsOwnJava() throws Exception {
    Program.Result list = inImage("list", "--logs", LOGS.toString(), "--format", "tsv");

    assertThat(list.exit()).as(list.toString()).isZero();
    assertThat(list.out()).contains("\nws-01-stillepost\t");
    assertThat(list.err()).contains("java.home = " + image.toRealPath().resolve("java"));
  }

  @Test
  void theImageWritesAndChecksABundle() throws Exception {
    Program.Result export =
        inImage("export", "--all", "--logs", LOGS.toString(), "-o", "workshop.zip");
    Program.Result verify = inImage("verify", "workshop.zip");

    assertThat(export.exit()).as(export.toString()).isEqualTo(3);
    assertThat(verify.exit()).as(verify.toString()).isZero();
  }

  @Test
  void theImageHoldsEveryModuleThatTheProgramNames() throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("--multi-release", "17", "--ignore-missing-deps", "--print-module-deps", "-q"));
    try (Stream<Path> files = Files.list(image.resolve("lib"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".jar")).forEach(words::add);
    }
    StringWriter out = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(out), words.toArray(String[]::new));
    assertThat(exit).as(out.toString()).isZero();
    Set<String> named = new TreeSet<>(Set.of(out.toString().strip().split(",", -1)));
    named.removeAll(UNUSED);

    String held = Files.readString(image.resolve("java/release")).replace('"', ' ');
    assertThat(named).allSatisfy(module -> assertThat(held).contains(" " + module + " "));
    // Found by name at run time: TLS with elliptic curves, texts in old character sets.
    assertThat(held).contains(" jdk.crypto.ec ", " jdk.charsets ");
  }

  @Test
  void theSumsAreThoseOfAllFiles() throws Exception {
    Program.Result sums = new Program(release).run("sha256sum", "-c", "SHA256SUMS");

    assertThat(sums.exit()).as(sums.toString()).isZero();
    assertThat(sums.out().lines())
        .hasSize(5)
        .anyMatch(line -> line.contains(".deb"))
        .anyMatch(line -> line.contains("-sbom.cdx.json"));
  }

  @Test
  void namesEveryLibrary() throws Exception {
    String sbom = Files.readString(file("tracker-.*-sbom\\.cdx\\.json"));
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(image.resolve("lib"))) {
      files.map(each -> each.getFileName().toString()).forEach(jars::add);
    }
    jars.removeIf(name -> !name.endsWith(".jar") || name.equals("tracker.jar"));

    assertThat(jars).isNotEmpty();
    for (String jar : jars) {
      int dash = jar.lastIndexOf('-');
      String name = jar.substring(0, dash);
      String version = jar.substring(dash + 1, jar.length() - ".jar".length());
      assertThat(sbom).contains("/" + name + "@" + version + "?");
    }
  }

  @Test
  void theDebianPackageIsInstalledUsedAndRemoved() throws Exception {
    assumeTrue(Program.isHere("dpkg"), "dpkg is not on this machine");
    Path root = temp.resolve("root");
    Path admin = Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.createDirectories(admin.resolve("updates"));
    Files.createDirectories(admin.resolve("info"));
    Files.createFile(admin.resolve("status"));
    Path deb = file(".*\\.deb");

    assertWorks(dpkg(root, "-i", deb.toString()));
    Program program = new Program(temp).with("XDG_CACHE_HOME", temp.resolve("cache").toString());
    Program.Result list =
        program.run(root + "/usr/bin/tracker", "list", "--logs", LOGS.toString(), "-n", "1");
    assertWorks(list);
    assertThat(list.out()).contains("ws-10-open");
    // The library of SQLite is the one beside it: none is unpacked, because that could not be run.
    assertWorks(
        program
            .with("TRACKER_JAVA_OPTS", "-Djava.io.tmpdir=/nonexistent")
            .run(root + "/usr/bin/tracker", "list", "--logs", LOGS.toString()));
    if (Program.isHere("man")) {
      Program.Result man =
          program.run("man", "-M", root + "/usr/share/man", "-P", "cat", "tracker-list");
      assertWorks(man);
      assertThat(man.out()).contains("--output-config");
    }
    for (String place :
        List.of(
            "bash-completion/completions/tracker",
            "zsh/vendor-completions/_tracker",
            "fish/vendor_completions.d/tracker.fish",
            "doc/researchtracker/copyright",
            "doc/researchtracker/changelog.Debian.gz")) {
      assertThat(root.resolve("usr/share").resolve(place)).isRegularFile();
    }

    assertWorks(dpkg(root, "--purge", "researchtracker"));
    try (Stream<Path> left = Files.walk(root)) {
      assertThat(left.filter(each -> !each.startsWith(root.resolve("var"))))
          .allMatch(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .noneMatch(each -> each.toString().contains("tracker"));
    }
  }

  private Program.Result dpkg(Path root, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + root));
    // Java is not in that root, and whoever tests may not be root.
    command.addAll(List.of("--force-depends", "--force-not-root", "--log=/dev/null"));
    command.addAll(List.of(words));
    return new Program(temp).run(command.toArray(String[]::new));
  }

  private static void assertWorks(Program.Result result) {
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  @Test
  void theDebianPackageHasNoErrors() throws Exception {
    assumeTrue(Program.isHere("lintian"), "lintian is not on this machine");
    Program.Result lintian =
        new Program(temp).run("lintian", "--fail-on", "error", file(".*\\.deb").toString());

    assertThat(lintian.out()).doesNotContain("E: ");
    assertWorks(lintian);
  }
}
