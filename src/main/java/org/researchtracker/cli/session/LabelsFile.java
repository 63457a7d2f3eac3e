package org.researchtracker.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.model.TrackerException;

/** Reads the file with labels: CSV with the columns id and label, with a heading or without. */
final class LabelsFile {
  private final String text;
  private int at;

  private LabelsFile(String text) {
    this.text = text;
  }

  /** Returns the labels by id. */
  static Map<String, String> read(Path file) {
    String text;
    try {
      text = new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "cannot read the labels in " + file + ": " + IoReason.of(e),
          "name a CSV file with id,label in each line",
          e);
    }
    LabelsFile reader = new LabelsFile(text.startsWith("\ufeff") ? text.substring(1) : text);
    Map<String, String> labels = new HashMap<>();
    int number = 0;
    while (reader.at < reader.text.length()) {
      List<String> cells = reader.row();
      number++;
      if (cells.equals(List.of(""))) {
        continue;
      }
      if (cells.size() < 2) {
        throw TrackerException.failed(
            file + ": row " + number + " is not id,label", "separate the two by a comma");
      }
      if (number > 1 || !cells.subList(0, 2).equals(List.of("id", "label"))) {
        labels.put(cells.get(0), cells.get(1));
      }
    }
    return labels;
  }

  private List<String> row() {
    List<String> cells = new ArrayList<>();
    do {
      cells.add(cell());
    } while (skip(','));
    skip('\r');
    skip('\n');
    return cells;
  }

  private String cell() {
    StringBuilder out = new StringBuilder();
    if (skip('"')) {
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          out.append(c);
        } else if (skip('"')) {
          out.append('"');
        } else {
          break;
        }
      }
    }
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      out.append(text.charAt(at++));
    }
    return out.toString();
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
