package org.researchtracker.cli.help;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.terminal.Columns;

/** The pages of help that are about no single command. */
public enum HelpTopic {
  /** The table that {@link ExitCode} makes. */
  EXIT_CODES("exit-codes", "What each exit code means", 7),
  /** The lines of a log. */
  LOG_FORMAT("log-format", "What a log has to look like", 5),
  /** Variables, the settings file, the folders of index and store. */
  ENVIRONMENT("environment", "Which variables and files are looked at", 7);

  /** What the table of exit codes does not say. */
  static final String OTHER_CODES =
      "Any other code is a failure. Problems in logs alone never change the code unless --strict is"
          + " given.";

  private final String word;
  private final String description;
  private final int section;

  HelpTopic(String word, String description, int section) {
    this.word = word;
    this.description = description;
    this.section = section;
  }

  String word() {
    return word;
  }

  String description() {
    return description;
  }

  /** Returns the section of the manual that its page stands in: 5 holds formats, 7 the rest. */
  int section() {
    return section;
  }

  static Optional<HelpTopic> ofWord(String word) {
    return Arrays.stream(values()).filter(topic -> topic.word.equals(word)).findFirst();
  }

  /** Returns the words that name topics, in the order of help. */
  public static List<String> words() {
    return Arrays.stream(values()).map(HelpTopic::word).toList();
  }

  /** Writes the page. */
  void write(Appendable out) throws IOException {
    out.append(text());
  }

  /** Returns the page. */
  String text() throws IOException {
    return switch (this) {
      case EXIT_CODES -> exitCodes();
      case LOG_FORMAT, ENVIRONMENT -> resource();
    };
  }

  private String resource() throws IOException {
    String name = word + ".txt";
    try (InputStream page = HelpTopic.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(page.readAllBytes(), UTF_8);
    }
  }

  private static String exitCodes() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("CODE", "MEANING"));
    for (ExitCode code : ExitCode.values()) {
      rows.add(List.of(Integer.toString(code.code()), code.meaning()));
    }
    StringBuilder out = new StringBuilder();
    Columns.write(rows, out);
    return out.append('\n').append(OTHER_CODES).append('\n').toString();
  }
}
