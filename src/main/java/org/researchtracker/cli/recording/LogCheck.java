package org.researchtracker.cli.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.log.LineFeed;
import org.researchtracker.log.LineParser;
import org.researchtracker.log.LogFileName;
import org.researchtracker.log.LogText;
import org.researchtracker.log.ParsedItem;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.Count;
import org.researchtracker.model.Timestamps;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;

/** {@code tracker record --check}: names every problem of one log, as {@code doctor} would. */
final class LogCheck {
  /** An item by its identity. */
  private record Key(String executionId, long number) {}

  /** Where an item stands first, and a checksum of what it says there. */
  private record Seen(long line, long says) {}

  private final Session session;
  private final ZoneId zone;
  private final Map<Key, Seen> items = new HashMap<>();
  private final Map<String, Long> unknownTypes = new TreeMap<>();
  private String name = "";
  private long problems;
  private long lines;

  LogCheck(Session session) {
    this.session = session;
    this.zone = session.settings().zone();
  }

  /** Checks a file, or standard input if it is named {@code -}. */
  ExitCode of(String file) throws IOException {
    name = file;
    boolean compressed = LogFileName.isCompressed(file);
    try (InputStream in = open(file, compressed)) {
      LineFeed feed = new LineFeed(in, session.settings().maxLine());
      for (int count = feed.await(); count >= 0; count = feed.await()) {
        feed.lines(count).forEach(this::check);
      }
      Optional<LineFeed.Line> rest = feed.rest();
      if (rest.isPresent()) {
        unfinished(rest.get(), compressed);
      }
    } catch (IOException e) {
      throw TrackerException.failed(
          "cannot read " + file + ": " + IoReason.of(e), "check the name and the permissions");
    }
    unknownTypes.forEach(
        (type, count) -> problem("unknown item type " + type + ", " + Count.of(count, "item")));
    if (problems == 0) {
      session.notices().say(name + ": " + Count.of(lines, "line") + ", no problems");
    }
    return problems == 0 ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private InputStream open(String file, boolean compressed) throws IOException {
    if (file.equals("-")) {
      return session.console().in();
    }
    try {
      Path path = session.console().cwd().resolve(file);
      return compressed
          ? LogText.openCompressed(path)
          : new BufferedInputStream(Files.newInputStream(path));
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "'" + file + "' is no path on this system", "", e);
    }
  }

  private void unfinished(LineFeed.Line line, boolean compressed) {
    if (compressed) {
      problem(line, "the last line has no end");
    } else {
      check(line);
      session
          .notices()
          .say(name + ": line " + line.number() + " has no line end and is not read before it has");
    }
  }

  private void check(LineFeed.Line line) {
    lines++;
    if (line.isTooLong()) {
      problem(line, "the line has " + line.length() + " bytes, more than --max-line");
      return;
    }
    int from = line.start();
    if (line.isBlank()) {
      return;
    }
    try {
      byte[] text = line.text();
      ParsedLine parsed = LineParser.parse(text, from, text.length - from, LineParser.Detail.FULL);
      parsed.problems().forEach(each -> problem(line, each.reason()));
      for (String field : List.of("timestamp", "logged_at")) {
        parsed.head().string(field).ifPresent(time -> checkTime(line, field, time));
      }
      parsed.items().forEach(item -> check(line, parsed.executionId(), item));
    } catch (UnreadableLineException e) {
      problem(line, e.problem().reason());
    }
  }

  private void check(LineFeed.Line line, String executionId, ParsedItem item) {
    if (item.timestamp() != null) {
      checkTime(line, "timestamp", item.timestamp());
    }
    if (!item.itemType().isKnown()) {
      unknownTypes.merge(item.itemType().name(), 1L, Long::sum);
    }
    Key key = new Key(executionId, item.sequenceNumber());
    Seen now = new Seen(line.number(), checksum(item.canonicalText()));
    Seen before = items.putIfAbsent(key, now);
    if (before != null && before.says() != now.says()) {
      problem(
          line,
          "item "
              + item.sequenceNumber()
              + " of "
              + executionId
              + " says something else than line "
              + before.line());
    }
  }

  private static long checksum(String text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(UTF_8));
    return checksum.getValue() << 32 | Integer.toUnsignedLong(text.hashCode());
  }

  private void checkTime(LineFeed.Line line, String field, String time) {
    if (Timestamps.instant(time, zone).isEmpty()) {
      String shown = time.length() > 60 ? time.substring(0, 60) + "…" : time;
      problem(line, field + " cannot be read: " + shown);
    }
  }

  private void problem(LineFeed.Line line, String reason) {
    problem("line " + line.number() + ": " + reason);
  }

  private void problem(String text) {
    problems++;
    session.console().err().println("tracker: " + SafeText.line(name + ": " + text));
  }
}
