package org.researchtracker.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A root of logs that a test appends to, and a clock that it moves. */
abstract class AppendedLogs {
  static final Duration WAIT = Duration.ofSeconds(30);

  static final Pattern NUMBER = Pattern.compile("\"sequence_number\":(\\d+)");

  @TempDir Path folder;

  final Days days = new Days();

  Path root;

  /** A clock that a test moves. */
  static final class Days extends Clock {
    Instant now = Instant.parse("2025-11-03T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void makeRoot() {
    root = folder.resolve("a root");
  }

  LogAppender open(String name, Rotation rotation) throws IOException {
    return LogAppender.open(root, name, rotation, days);
  }

  static String item(String id, long number) {
    return "{\"execution_id\":\""
        + id
        + "\",\"sequence_number\":"
        + number
        + ",\"item_type\":\"user_input_text\"}";
  }

  static LogAppender.Appended add(LogAppender log, String id) throws IOException {
    return log.append(WAIT, batch -> batch.line(item(id, batch.next(id))));
  }

  List<String> lines(String file) throws IOException {
    return Files.readAllLines(root.resolve(file), UTF_8);
  }

  static List<Long> numbers(List<String> lines, String id) {
    List<Long> numbers = new ArrayList<>();
    for (String line : lines) {
      Matcher number = NUMBER.matcher(line);
      if (line.contains("\"" + id + "\"") && number.find()) {
        numbers.add(Long.parseLong(number.group(1)));
      }
    }
    return numbers;
  }
}
