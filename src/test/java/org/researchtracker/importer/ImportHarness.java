package org.researchtracker.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.LogIndex;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.Rotation;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.media.PngTexts;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;

/** Imports folders into a log root of its own and reads back what the log then says. */
final class ImportHarness {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** A type that nobody knows and a time that nobody can read are kept as they are. */
  private static final Set<String> OF_SOURCES = Set.of("UNKNOWN_TYPE", "UNREADABLE_TIME");

  private final Path folder;
  private final Path logs;
  private Set<String> vanishing = Set.of();
  private Set<String> halfRead = Set.of();
  private Instant now = Instant.parse("2026-02-03T10:00:00Z");

  ImportHarness(Path folder) throws IOException {
    this.folder = folder;
    logs = Files.createDirectories(folder.resolve("logs"));
  }

  /** What one import told. */
  static final class Told implements ImportListener {
    final List<FileVerdict> files = new ArrayList<>();
    final List<ExecutionVerdict> executions = new ArrayList<>();

    @Override
    public void file(FileVerdict verdict) {
      files.add(verdict);
    }

    @Override
    public void execution(ExecutionVerdict verdict) {
      executions.add(verdict);
    }

    @Override
    public void progress(long bytes) {}

    FileVerdict file(String path) {
      return files.stream()
          .filter(file -> file.path().equals(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no verdict on " + path));
    }

    int items() {
      return executions.stream().mapToInt(ExecutionVerdict::items).sum();
    }
  }

  private final class Inspector implements FileInspector {
    @Override
    public Kind kind(Path file) throws IOException {
      if (vanishing.contains(String.valueOf(file.getFileName()))) {
        Files.delete(file);
      }
      return MediaSniffer.sniff(file)
          .map(format -> Kind.valueOf(format.kind().name()))
          .orElse(Kind.UNKNOWN);
    }

    @Override
    public Map<String, String> pngTexts(Path file) throws IOException {
      if (halfRead.contains(String.valueOf(file.getFileName()))) {
        Files.delete(file);
      }
      return PngTexts.beforePixels(file);
    }
  }

  /** From now on files of these names are deleted by somebody else when their turn comes. */
  void vanish(String... names) {
    vanishing = Set.of(names);
  }

  /** From now on pictures of these names are deleted once they were taken for pictures. */
  void vanishHalfRead(String... names) {
    halfRead = Set.of(names);
  }

  /** Imports a folder, as a run of the program does. */
  Told run(Path tree) throws IOException {
    Told told = new Told();
    now = now.plusSeconds(3600);
    try (LogIndex index = index();
        LogAppender log =
            LogAppender.open(logs, "import", Rotation.NONE, Clock.fixed(now, ZoneOffset.UTC))) {
      index.refresh();
      LoggedExecutions logged =
          new LoggedExecutions() {
            @Override
            public Optional<ExecutionRecord> find(String executionId) {
              Catalog catalog = index.catalog();
              return catalog.execution(executionId).map(catalog::record);
            }

            @Override
            public void refresh() {
              index.refresh();
            }
          };
      new Importer(
              ImportSettings.of(ZONE, new Inspector(), new NoStore(), false, new NoStore()),
              logged,
              target(log),
              told,
              Clock.fixed(now, ZoneOffset.UTC))
          .place(tree);
    }
    return told;
  }

  private static LineTarget target(LogAppender log) {
    return new LineTarget() {
      @Override
      public void append(Lines lines) throws IOException {
        log.append(
            Duration.ofSeconds(10),
            batch -> {
              batch.taken(lines.executionId(), lines.highest());
              lines.lines().forEach(batch::line);
            });
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private LogIndex index() {
    return LogIndex.open(
        new IndexSettings(folder.resolve("index.db"), List.of(logs), ZONE, false, 64L << 20),
        new IndexEvents() {
          @Override
          public void notice(String line) {}

          @Override
          public void progress(long doneBytes, long totalBytes) {}
        });
  }

  /** Returns all executions, oldest first. */
  List<ExecutionRecord> records() {
    try (LogIndex index = index()) {
      index.refresh();
      Catalog catalog = index.catalog();
      List<ExecutionRecord> records = new ArrayList<>();
      catalog
          .chronological(Selection.builder().build())
          .forEach(entry -> records.add(catalog.record(entry)));
      return records;
    }
  }

  /** Returns the problems of the logs that are not in the sources themselves. */
  List<String> problems() {
    try (LogIndex index = index()) {
      index.refresh();
      return index.catalog().problems().stream()
          .filter(problem -> !OF_SOURCES.contains(problem.kind().name()))
          .map(problem -> problem.kind() + ": " + problem.reason())
          .toList();
    }
  }

  ExecutionRecord record(String id) {
    return records().stream()
        .filter(record -> record.executionId().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no execution " + id));
  }

  static List<String> types(ExecutionRecord record) {
    return record.items().stream().map(item -> item.itemType().name()).toList();
  }

  static ExecutionItem item(ExecutionRecord record, String type) {
    return record.items().stream()
        .filter(item -> item.itemType().name().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " in " + types(record)));
  }

  Path logs() {
    return logs;
  }

  /** Returns the size of the logs. */
  long logBytes() throws IOException {
    try (var files = Files.list(logs)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .mapToLong(file -> size(file))
          .sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
