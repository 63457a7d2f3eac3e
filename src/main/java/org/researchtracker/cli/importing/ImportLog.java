package org.researchtracker.cli.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.cli.session.Session;
import org.researchtracker.importer.LineTarget;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.LogAppender.Appended;
import org.researchtracker.log.LogLockedException;
import org.researchtracker.log.Rotation;
import org.researchtracker.model.TrackerException;

/** Appends the lines of an import to the log {@code import.jsonl} of a root, in batches. */
final class ImportLog implements LineTarget {
  private static final String NAME = "import";
  private static final long LARGEST = 1L << 30;
  private static final int BATCH = 4 << 20;
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final LogAppender appender;
  private final List<Lines> waiting = new ArrayList<>();
  private long size;

  private ImportLog(Session session, Path root, String name) throws IOException {
    Clock clock = session.console().clock();
    appender = LogAppender.open(root, name, Rotation.NONE.upTo(LARGEST), clock);
  }

  /** Opens the log for what folders hold. */
  static ImportLog of(Session session, Path root) throws IOException {
    return new ImportLog(session, root, NAME);
  }

  /** Opens the log for what a bundle holds; its name says which bundle that was. */
  static ImportLog ofBundle(Session session, Path root, String bundle) throws IOException {
    String bare = bundle.substring(bundle.lastIndexOf('/') + 1);
    String safe = bare.replaceAll("(?i)\\.zip$", "").replaceAll("[^A-Za-z0-9_-]+", "-");
    String cut = safe.length() > 80 ? safe.substring(0, 80) : safe;
    return new ImportLog(session, root, NAME + "-" + cut);
  }

  /** Takes lines that nobody wants. */
  static final class Nowhere implements LineTarget {
    @Override
    public void append(Lines lines) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  public void append(Lines lines) throws IOException {
    waiting.add(lines);
    for (String line : lines.lines()) {
      size += line.length();
    }
    if (size >= BATCH) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      Appended done =
          appender.append(
              WAIT,
              batch -> {
                for (Lines lines : waiting) {
                  if (lines.isNew()) {
                    batch.isNew(lines.executionId());
                  }
                  batch.taken(lines.executionId(), lines.highest());
                  for (String line : lines.lines()) {
                    batch.line(line);
                  }
                }
              });
      if (done.failure().isPresent()) {
        throw done.failure().get();
      }
      waiting.clear();
      size = 0;
    } catch (LogLockedException e) {
      throw new TrackerException(
          TrackerException.Kind.LOCKED,
          "another program writes to the log: " + e.getMessage(),
          "run the command again when it is done",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    appender.close();
  }
}
