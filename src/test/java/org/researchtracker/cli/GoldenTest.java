package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole runs on the example workshop, compared with files under {@code src/test/resources/golden}.
 * {@code -Dgolden.update=true} writes them anew: look at the difference before it is committed.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** Name of the file, the arguments; {@code @80} first means a terminal of 80 columns. */
  private static final Map<String, String> CASES = cases();

  @TempDir static Path temp;

  private static Map<String, String> cases() {
    Map<String, String> cases = new TreeMap<>();
    cases.put("list/pipe", "list");
    cases.put("list/terminal", "@100 list");
    cases.put("list/narrow", "@60 list -n 5");
    cases.put("list/json", "list --json --config dada");
    cases.put(
        "list/jsonl", "list --format jsonl --status blocked,error --columns execution_id,status");
    cases.put("list/csv", "list --format csv --on 2025-11-03");
    cases.put("list/markdown", "list --format md --device tablet-05");
    cases.put("list/no-such-config", "list --config dda --columns execution_id");
    cases.put("list/output-config-instead", "list --config sd35_large --columns execution_id");
    cases.put("list/named", "list garden latest~2 --columns execution_id,status");
    cases.put("list/ambiguous", "list ws-1");
    cases.put("show/researcher", "show ws-02");
    cases.put("show/recursive", "@90 show stillepost --no-head");
    cases.put("show/blocked", "show ws-04 --no-head");
    cases.put("show/error", "show ws-09 --no-head");
    cases.put("show/pending", "show ws-10 --no-head");
    cases.put("show/student", "show ws-03 --no-head --view student");
    cases.put("show/advanced", "show abc-123 --no-head --view advanced");
    cases.put("show/transcript", "show ws-01 --no-head --view transcript");
    cases.put("show/full", "show abc-123 --full");
    cases.put("show/json", "show abc-123 --json");
    cases.put("show/markdown", "show ws-12 --format md");
    cases.put("show/unknown", "show nope");
    cases.put("items/outputs", "@100 items --item-type output");
    cases.put("items/blocked", "items --item-type blocked --format csv");
    cases.put("outputs/pipe", "outputs --status error,open");
    cases.put("outputs/terminal", "@120 outputs -n 6");
    cases.put("search/terminal", "@100 search hut");
    cases.put("search/chinese", "search 春 --columns execution_id,item_type,excerpt");
    cases.put("search/json", "search hut --json -n 1");
    cases.put("stats/all", "stats");
    cases.put("stats/by-config", "@100 stats --by config,status");
    cases.put("stats/output-config", "stats --output-config sd35_large --json");
    cases.put("doctor/pipe", "doctor");
    cases.put("doctor/json", "doctor --json --excerpts");
    cases.put("settings/table", "@100 settings");
    cases.put("settings/json", "settings --json --map /srv=exports");
    cases.put("help/exit-codes", "help exit-codes");
    cases.put("help/log-format", "help log-format");
    cases.put("help/environment", "help environment");
    cases.put("help/root", "--help");
    CommandTree.names().forEach(name -> cases.put("help/command-" + name, name + " --help"));
    return cases;
  }

  @BeforeAll
  static void copyWorkshop() throws IOException {
    new CliHarness(temp).withWorkshop();
  }

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void prints(String name) throws IOException {
    List<String> words = new ArrayList<>(List.of(CASES.get(name).split(" ", -1)));
    CliHarness harness = new CliHarness(temp).env("NO_COLOR", "1");
    if (words.get(0).startsWith("@")) {
      harness.onTerminal(Integer.parseInt(words.remove(0).substring(1)));
    }
    String text = harness.run(words.toArray(String[]::new)).text();
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    if (!Files.exists(file)) {
      fail("no golden file %s; -Dgolden.update=true writes it", file);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void everyGoldenFileIsUsed() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".txt"))
          .map(file -> GOLDEN.relativize(file).toString().replace('\\', '/'))
          .forEach(found::add);
    }
    assertThat(found).isSubsetOf(CASES.keySet().stream().map(name -> name + ".txt").toList());
  }
}
