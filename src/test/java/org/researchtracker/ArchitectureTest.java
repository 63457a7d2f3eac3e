package org.researchtracker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.cli.Main;

/** Holds the table of packages, and the fences around libraries. */
class ArchitectureTest {

  private static final String BASE = "org.researchtracker";

  /** What a package may import besides itself and {@code model}. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("log", Set.of()),
          Map.entry("recorder", Set.of("log")),
          Map.entry("importer", Set.of("log")),
          Map.entry("index", Set.of("log")),
          Map.entry("media", Set.of()),
          Map.entry("view", Set.of()),
          Map.entry("bundle", Set.of("media", "view")),
          Map.entry("archive", Set.of("index", "media", "bundle")),
          Map.entry("server", Set.of("index", "media", "view", "bundle")),
          Map.entry(
              "cli",
              Set.of(
                  "log",
                  "recorder",
                  "importer",
                  "index",
                  "media",
                  "view",
                  "bundle",
                  "archive",
                  "server")));

  /** The rooms of the command line that commands stand on; each may import those before it. */
  private static final List<String> GROUND =
      List.of("terminal", "command", "settings", "session", "output", "reading");

  /** The rooms of commands, and which others they may import besides the ground. */
  private static final Map<String, Set<String>> COMMANDS =
      Map.ofEntries(
          Map.entry("listing", Set.of()),
          Map.entry("media", Set.of()),
          Map.entry("bundling", Set.of("media")),
          Map.entry("archiving", Set.of("media", "bundling")),
          Map.entry("importing", Set.of()),
          Map.entry("recording", Set.of()),
          Map.entry("serving", Set.of()),
          Map.entry("upkeep", Set.of()),
          Map.entry("help", Set.of()),
          Map.entry("completion", Set.of("help")));

  /** Libraries, and the packages that may use them. */
  private static final List<Fence> FENCES =
      List.of(
          new Fence(Set.of("cli"), List.of("picocli..")),
          new Fence(Set.of("index", "media"), List.of("java.sql..", "javax.sql..", "org.sqlite..")),
          new Fence(Set.of("importer"), List.of("org.jsoup..")),
          new Fence(Set.of("media"), List.of("org.apache.hc..")),
          new Fence(
              Set.of("server"),
              List.of(
                  "com.sun.net.httpserver..",
                  "io.javalin..",
                  "org.eclipse.jetty..",
                  "io.helidon..")));

  private static final ArchRule NO_STANDARD_STREAMS =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("cli"))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("only cli knows the terminal; others return values or are given a writer")
          .allowEmptyShould(true);

  private static final ArchRule NO_EXIT =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("cli"))
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .because("only cli ends the process")
          .allowEmptyShould(true);

  private static final ArchRule NO_FILE =
      noClasses()
          .should()
          .callMethod(Path.class, "toFile")
          .because("it throws on every file system but the default one");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private record Fence(Set<String> packages, List<String> libraries) {}

  @Test
  void scansTheProgram() {
    // Without this, a mistake in the import would make every rule below hold of nothing.
    assertThat(MAIN.contain(Main.class)).isTrue();
    assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void knowsEveryPackage() {
    Set<String> packages =
        MAIN.stream()
            .map(type -> type.getPackageName().substring(BASE.length()).replaceFirst("^\\.", ""))
            .map(name -> name.replaceFirst("\\..*", ""))
            .collect(toCollection(TreeSet::new));

    assertThat(packages).isNotEmpty().isSubsetOf(MAY_IMPORT.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsOnlyWhatTheTableAllows(String name) {
    importsOf(name).check(MAIN);
  }

  static Stream<String> packages() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  private static ArchRule importsOf(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name, "model"), MAY_IMPORT.get(name).stream())
            .map(ArchitectureTest::in)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(in(name))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(resideOutsideOfPackages(BASE, BASE + "..")))
        .allowEmptyShould(true);
  }

  @Test
  void hasNoCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(MAIN);
  }

  @Test
  void knowsNotInItsDocumentsHowABundleIsPackedOrChecked() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".bundle.document")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + ".bundle", BASE + ".bundle.check")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(BASE + ".bundle.check")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + ".bundle")
        .check(MAIN);
  }

  @Test
  void putsEveryRoomOfTheCommandLineOnTheGround() {
    for (int i = 0; i < GROUND.size(); i++) {
      importsOfRoom(GROUND.get(i), Set.copyOf(GROUND.subList(0, i))).check(MAIN);
    }
    COMMANDS.forEach(
        (room, others) -> {
          Set<String> allowed = new TreeSet<>(GROUND);
          allowed.addAll(others);
          importsOfRoom(room, allowed).check(MAIN);
        });
    slices().matching(BASE + ".cli.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void knowsEveryRoomOfTheCommandLine() {
    Set<String> known = new TreeSet<>(GROUND);
    known.addAll(COMMANDS.keySet());
    String lobby = BASE + ".cli.";

    assertThat(MAIN.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(lobby)))
        .map(name -> name.substring(lobby.length()))
        .containsOnly(known.toArray(String[]::new));
  }

  private static ArchRule importsOfRoom(String room, Set<String> others) {
    String[] rooms =
        Stream.concat(Stream.of(room), others.stream())
            .map(name -> in("cli." + name))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(in("cli." + room))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(rooms).or(resideOutsideOfPackages(in("cli"))));
  }

  @Test
  void keepsLibrariesBehindTheirFences() {
    for (Fence fence : FENCES) {
      noClasses()
          .that()
          .resideOutsideOfPackages(
              fence.packages().stream().map(ArchitectureTest::in).toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(fence.libraries().toArray(String[]::new))
          .allowEmptyShould(true)
          .check(MAIN);
    }
  }

  @Test
  void leavesStandardStreamsToTheCommandLine() {
    NO_STANDARD_STREAMS.check(MAIN);
  }

  @Test
  void leavesEndingTheProcessToTheCommandLine() {
    NO_EXIT.check(MAIN);
  }

  @Test
  void takesPathsFromAnyFileSystem() {
    NO_FILE.check(MAIN);
  }

  /** A rule that finds nothing here finds nothing anywhere. */
  @Test
  void rulesFindWhatTheyForbid() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    assertThat(NO_STANDARD_STREAMS.evaluate(offender).hasViolation()).isTrue();
    assertThat(NO_EXIT.evaluate(offender).hasViolation()).isTrue();
    assertThat(NO_FILE.evaluate(offender).hasViolation()).isTrue();
  }

  private static String in(String name) {
    return BASE + "." + name + "..";
  }

  @SuppressWarnings("unused")
  private static final class Offender {
    void offend(Path path) {
      System.out.println(path.toFile());
      System.exit(1);
    }
  }
}
