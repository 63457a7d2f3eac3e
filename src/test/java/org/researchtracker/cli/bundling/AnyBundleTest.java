package org.researchtracker.cli.bundling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/**
 * Whatever stands in the logs, the bundle made of them is sound: else an archive would refuse what
 * the program itself has written.
 */
class AnyBundleTest {
  private static final String[] STRINGS = {
    "a",
    "A",
    "",
    " ",
    "'",
    "''x",
    "=1+1",
    "'=1+1",
    "-2",
    "@x",
    "ä ö/ü",
    "..",
    "../../x",
    "con",
    "CON.txt",
    "e#1?z%2e",
    "\u65e5\u672c",
    "\\u202e",
    "\\ud83d",
    "\\uDE00x",
    "\\u0000",
    "a\\nb",
    "a\\r\\nb",
    "\\t",
    "\\\"q\\\",;",
    "x".repeat(300),
    "<b>&amp;</b>",
    "\\u001b[31m",
    "\\u2028",
    "\\ufeff",
    "\\uD83D\\uDE00",
    "null",
    "NaN",
    "https://example.org/a b?c=%zz",
    "C:\\\\a.png",
    "data:image/png;base64,iVBORw0KGgo="
  };
  private static final String[] TYPES = {
    "user_input_text",
    "user_input_image",
    "translation_result",
    "stage1_safety_check",
    "stage1_blocked",
    "interception_iteration",
    "interception_final",
    "interception_result",
    "stage3_safety_check",
    "stage3_blocked",
    "output_image",
    "output_3d",
    "output_unheard_of",
    "unheard of",
    "pipeline_start",
    "pipeline_complete",
    "pipeline_error",
    "stage_transition"
  };
  private static final String[] VALUES = {
    "null",
    "true",
    "1e-7",
    "-0",
    "1180591620717411303424",
    "0.10",
    "[]",
    "[1,[2,{\"k\":null}]]",
    "{\"safe\":true}",
    "\"2025-11-03T10:00:00\"",
    "\"2025-10-26T02:30:00\"",
    "\"9999-12-31T23:59:59.999999999Z\"",
    "\"-0001-01-01T00:00:00+18:00\""
  };

  @TempDir Path temp;

  private Random random = new Random(0);

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String text() {
    return '"' + pick(STRINGS) + '"';
  }

  private void maybe(List<String> fields, String name, String value) {
    if (random.nextInt(3) > 0) {
      fields.add('"' + name + "\":" + value);
    }
  }

  private String head(String id) {
    List<String> fields = new ArrayList<>(List.of("\"execution_id\":" + id));
    for (String name :
        List.of("config_name", "session_id", "user_id", "device_id", "safety_level", "pipeline")) {
      maybe(fields, name, text());
    }
    maybe(fields, "timestamp", pick(VALUES[9], VALUES[10], VALUES[11], VALUES[12], text()));
    maybe(fields, "used_seed", pick(VALUES));
    maybe(fields, "output_configs", "[" + text() + "," + text() + "]");
    maybe(fields, "own field", pick(VALUES));
    return "{" + String.join(",", fields) + "}";
  }

  private String item(String id, int number) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "\"execution_id\":" + id,
                "\"sequence_number\":" + number,
                "\"item_type\":\"" + pick(TYPES) + '"'));
    for (String name : List.of("content", "file_path", "config_used", "model_used", "prompt_id")) {
      maybe(fields, name, text());
    }
    maybe(fields, "timestamp", pick(VALUES[9], VALUES[10], VALUES[11], VALUES[12], text()));
    maybe(fields, "stage", Integer.toString(random.nextInt(6)));
    maybe(fields, "output_config_index", Integer.toString(1 + random.nextInt(3)));
    maybe(fields, "metadata", "{" + text() + ":" + pick(VALUES) + ",\"reason\":" + text() + "}");
    maybe(fields, "own", pick(VALUES));
    return "{" + String.join(",", fields) + "}";
  }

  private void log(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int execution = 0; execution < 8; execution++) {
      String id = random.nextInt(4) == 0 ? "\"e" + execution + '"' : text();
      lines.add(head(id));
      int items = random.nextInt(8);
      for (int number = 1; number <= items; number++) {
        lines.add(item(id, number));
      }
    }
    Files.createDirectories(file.getParent());
    Files.write(file, lines, UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 13, 16, 17})
  void isSound(int seed) throws IOException {
    random = new Random(seed);
    CliHarness cli = new CliHarness(temp);
    log(cli.folder().resolve("logs/a.jsonl"));
    String[][] forms = {
      {"--as", "zip"}, {"--csv-safe", "--as", "dir"}, {"--layout", "plain", "--csv-delimiter", ";"}
    };
    for (int form = 0; form < forms.length; form++) {
      List<String> words = new ArrayList<>(List.of("export", "--all", "-q", "-o", "b" + form));
      words.addAll(List.of(forms[form]));
      CliResult written = cli.run(words.toArray(String[]::new));
      assertThat(written.exit()).as(written.err()).isIn(0, 3);
      CliResult verified = cli.run("verify", "b" + form);
      assertThat(verified.exit()).as(seed + ": " + verified.out()).isZero();
    }
  }
}
