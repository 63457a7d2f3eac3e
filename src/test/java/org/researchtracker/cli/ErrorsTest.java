package org.researchtracker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.ResultStreams;
import org.researchtracker.cli.terminal.Terminal;
import org.researchtracker.model.TrackerException;

/** What is said when something goes wrong, and with which exit code. */
class ErrorsTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lsit | 2 | unknown command 'lsit' | did you mean list?",
        "frobnicate | 2 | unknown command 'frobnicate' | 'tracker help' lists the commands",
        "list --jsno | 2 | unknown option '--jsno' | did you mean --json?",
        "show --veiw student | 2 | unknown option '--veiw' | did you mean --view?",
        "list --frobnicate | 2 | unknown option '--frobnicate' | see 'tracker list --help'",
        "--format csv list | 2 | unknown option '--format' before the command | options of one"
            + " command stand after its name; see 'tracker --help'",
        "index refrehs | 2 | unknown command 'index refrehs' | did you mean refresh?",
        "index | 2 | no command given | 'tracker index --help' lists the commands",
        "show | 2 | missing required parameter: 'ID' | see 'tracker show --help'",
        "show a b | 2 | 'tracker show' takes no 'b' | see 'tracker show --help'",
        "help nonsense | 2 | no help on 'nonsense' | there is help on",
        "completion csh | 2 | shell 'csh' is not one of bash, zsh, fish |",
        "list --format xml | 2 | format 'xml' is not one of table, json |",
        "show a --format csv | 2 | format 'csv' is not one of tree, json, md, html |",
        "show a --view parent | 2 | view 'parent' is not one of student, advanced |",
        "list --status opne | 2 | status 'opne' is not one of error, blocked, complete, open | did you"
            + " mean open?",
        "list --format= | 2 | format '' is not one of table, json |",
        "list -x | 2 | unknown option '-x' | see 'tracker list --help'",
        "list --stage 7 | 2 | --stage '7' is no number 0 to 5 |",
        "list --output-config-index 0 | 2 | is no number from 1 on |",
        "list -n -1 | 2 | -n '-1' is no number from 0 on | -n 0 is all",
        "list --columns id | 2 | no column 'id'; columns: execution_id, config_name |",
        "stats --by modle | 2 | --by 'modle' is no key | did you mean model?",
        "list --on soon | 2 | 'soon' is no day | a day looks like",
        "list --logs none | 1 | log root $TMP/none does not exist | --logs",
        "list | 1 | no logs named | --logs DIR, TRACKER_LOGS"
      })
  void saysWhatIsWrongAndWhatToDo(String args, int exit, String what, String hint)
      throws IOException {
    CliResult result = new CliHarness(temp).run(args.split(" ", -1));

    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("tracker: ").contains(what);
    if (hint != null) {
      assertThat(result.err()).contains("\nhint: ").contains(hint);
    }
  }

  @Test
  void tellsThatSeveralWordsToLookForNeedQuotes() throws IOException {
    CliHarness cli = new CliHarness(temp).withWorkshop();

    assertThat(cli.run("search", "roter", "hut").err())
        .contains("tracker: no execution matches 'hut'\n")
        .endsWith("; several words to look for go into quotes\n");
  }

  @Test
  void answersInJsonWhereJsonIsAskedFor() throws IOException {
    CliHarness cli = new CliHarness(temp).withWorkshop();

    assertThat(cli.run("show", "nope", "--json"))
        .isEqualTo(
            new CliResult(
                4,
                "",
                "{\"error\":\"not_found\",\"exit\":4,\"message\":\"no execution matches 'nope'\","
                    + "\"hint\":\"'tracker list' lists them\"}\n"));
    assertThat(cli.run("list", "--format", "jsonl", "--bogus").err())
        .startsWith("{\"error\":\"usage\",\"exit\":2,");
  }

  @Test
  void spellsWhatATerminalMustNotGet() throws IOException {
    CliHarness cli = new CliHarness(temp).withWorkshop();

    assertThat(cli.run("show", "\u001b[31mred\u202e").err()).contains("'\\x1b[31mred\\u202e'");
  }

  @Test
  void printsAStackTraceOnlyWithDebug() throws IOException {
    CliHarness cli = new CliHarness(temp);

    assertThat(cli.run("list").err()).doesNotContain("at org.");
    assertThat(cli.run("list", "--debug").err()).contains("at org.researchtracker");
  }

  @Test
  void survivesEveryUnexpectedFailure() throws IOException {
    ErrorReporter reporter = new ErrorReporter(console(OutputStream.nullOutputStream()));

    assertThat(reporter.guard(() -> fails(new IllegalStateException("odd")))).isEqualTo(1);
    assertThat(reporter.guard(() -> fails(new StackOverflowError()))).isEqualTo(1);
    assertThat(reporter.guard(() -> fails(new OutOfMemoryError()))).isEqualTo(1);
    assertThat(reporter.guard(() -> fails(new IOException("disk")))).isEqualTo(1);
    Error unloaded = new ExceptionInInitializerError(new IOException("Too many open files"));
    assertThat(reporter.guard(() -> fails(unloaded))).isEqualTo(1);
    assertThat(errors.toString())
        .contains("tracker: disk\nhint: ")
        .contains("a part of the program cannot be loaded: Too many open files\nhint: ")
        .contains("internal error: IllegalStateException: odd")
        .contains("not enough memory");
  }

  @Test
  void saysOfWhichFileAFailureIs() throws IOException {
    ErrorReporter reporter = new ErrorReporter(console(OutputStream.nullOutputStream()));
    IOException full = new FileSystemException("logs/a.jsonl", null, "No space left on device");
    IOException gone = new NoSuchFileException("logs/b.jsonl");

    assertThat(reporter.guard(() -> fails(full))).isEqualTo(1);
    assertThat(reporter.guard(() -> fails(new UncheckedIOException(gone)))).isEqualTo(1);

    assertThat(errors.toString())
        .contains("tracker: logs/a.jsonl: No space left on device\nhint: ")
        .contains("tracker: logs/b.jsonl: no such file or folder\nhint: ")
        .doesNotContain("internal error");
  }

  @Test
  void mapsEveryKindToItsCode() {
    for (TrackerException.Kind kind : TrackerException.Kind.values()) {
      assertThat(ExitCode.of(kind).code()).isPositive();
    }
  }

  @Test
  void endsQuietlyWhenTheReaderHasReadEnough() throws IOException {
    assertThat(runWritingTo(new Failing("Broken pipe"))).isZero();
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void tellsAFullDisk() throws IOException {
    assertThat(runWritingTo(new Failing("No space left on device"))).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("tracker: cannot write the results: No space left on device\n");
  }

  private final StringWriter errors = new StringWriter();

  private int runWritingTo(OutputStream target) throws IOException {
    return Main.run(console(target), "help", "log-format");
  }

  private Console console(OutputStream target) throws IOException {
    return new Console(
        java.io.InputStream.nullInputStream(),
        new PrintWriter(
            new java.io.OutputStreamWriter(
                ResultStreams.before(target), java.nio.charset.StandardCharsets.UTF_8)),
        target,
        new PrintWriter(errors, true),
        Map.of(),
        CliHarness.CLOCK,
        temp,
        Terminal.none());
  }

  private static int fails(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  private static final class Failing extends OutputStream {
    private final String message;

    Failing(String message) {
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(message);
    }
  }
}
