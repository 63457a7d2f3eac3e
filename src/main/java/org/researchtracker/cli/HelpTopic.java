package org.researchtracker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The pages of help that are about no single command. */
enum HelpTopic {
  EXIT_CODES("exit-codes", "What each exit code means"),
  LOG_FORMAT("log-format", "What a log has to look like");

  private final String word;
  private final String description;

  HelpTopic(String word, String description) {
    this.word = word;
    this.description = description;
  }

  String word() {
    return word;
  }

  String description() {
    return description;
  }

  static Optional<HelpTopic> ofWord(String word) {
    return Arrays.stream(values()).filter(topic -> topic.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(HelpTopic::word).toList();
  }

  /** Writes the page. */
  void write(Appendable out) throws IOException {
    switch (this) {
      case EXIT_CODES -> writeExitCodes(out);
      case LOG_FORMAT -> {
        try (InputStream page = HelpTopic.class.getResourceAsStream("help/log-format.txt")) {
          if (page == null) {
            throw new IllegalStateException("help/log-format.txt is not in the jar");
          }
          out.append(new String(page.readAllBytes(), UTF_8));
        }
      }
    }
  }

  private static void writeExitCodes(Appendable out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("CODE", "MEANING"));
    for (ExitCode code : ExitCode.values()) {
      rows.add(List.of(Integer.toString(code.code()), code.meaning()));
    }
    Columns.write(rows, out);
    out.append(
            "\nAny other code is a failure. Problems in logs alone never change the code unless --strict")
        .append(" is given.\n");
  }
}
