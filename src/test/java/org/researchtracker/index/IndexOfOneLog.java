package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.Selection;

/** What tests of an index begin with: a log of one item, and what the index has to say. */
abstract class IndexOfOneLog {
  @TempDir Path folder;
  Path logs;
  Path file;
  final List<String> notices = new ArrayList<>();

  @BeforeEach
  void makeLogs() throws IOException {
    logs = Files.createDirectories(folder.resolve("logs"));
    file = folder.resolve("cache/index.db");
    write("a.jsonl", item("e1", 1, "user_input_text", "\"content\":\"Eine Blume\""));
  }

  static String item(String id, int number, String type, String more) {
    return "{\"execution_id\":\""
        + id
        + "\",\"sequence_number\":"
        + number
        + ",\"item_type\":\""
        + type
        + "\","
        + more
        + "}\n";
  }

  void write(String name, String text) throws IOException {
    Files.writeString(
        logs.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  LogIndex open(IndexSettings settings) {
    return LogIndex.open(
        settings,
        new IndexEvents() {
          @Override
          public void notice(String line) {
            notices.add(line);
          }

          @Override
          public void progress(long doneBytes, long totalBytes) {}
        });
  }

  LogIndex fresh() {
    LogIndex index = open(Indexes.settings(file, logs));
    index.refresh();
    return index;
  }

  static List<String> ids(LogIndex index) {
    return Indexes.entries(index.catalog(), Selection.ALL).stream()
        .map(ExecutionEntry::executionId)
        .toList();
  }
}
