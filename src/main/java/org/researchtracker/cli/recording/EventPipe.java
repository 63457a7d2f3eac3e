package org.researchtracker.cli.recording;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.cli.terminal.OutputFailedException;
import org.researchtracker.log.LineFeed;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.LogAppender.Appended;
import org.researchtracker.log.LogEvent;
import org.researchtracker.log.LogLockedException;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.Count;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Timestamps;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;

/**
 * Takes events from a stream to a log: what can be read at once is one batch. A line that is no
 * event is answered and stops nothing.
 */
final class EventPipe {
  private static final Duration LOCK_WAIT = Duration.ofMinutes(1);
  private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();

  /** An event, its line in the input, and the number that it got. */
  private static final class Numbered {
    private final LogEvent event;
    private final long line;
    private long number;

    Numbered(LogEvent event, long line) {
      this.event = event;
      this.line = line;
    }
  }

  private final Session session;
  private final LogAppender log;
  private final Clock clock;
  private final boolean acknowledges;
  private boolean listenerLeft;
  private long lastSync = System.nanoTime();
  private long written;
  private long refused;

  EventPipe(Session session, LogAppender log, Clock clock, boolean acknowledges) {
    this.session = session;
    this.log = log;
    this.clock = clock;
    this.acknowledges = acknowledges;
  }

  /** Returns how many lines were no events. */
  long refused() {
    return refused;
  }

  /** Returns how many events were written. */
  long written() {
    return written;
  }

  /** Writes the events of these lines; they stand in the log when it returns. */
  void take(List<LineFeed.Line> lines) throws IOException {
    List<Numbered> events = new ArrayList<>(lines.size());
    for (LineFeed.Line line : lines) {
      parse(line).ifPresent(event -> events.add(new Numbered(event, line.number())));
    }
    if (events.isEmpty()) {
      return;
    }
    Appended appended = append(events);
    written += appended.lines();
    acknowledge(events.subList(0, appended.lines()));
    if (appended.failure().isPresent()) {
      throw failed(appended, events);
    }
  }

  private Optional<LogEvent> parse(LineFeed.Line line) {
    if (line.isTooLong()) {
      refuse(line.number(), "longer than --max-line: " + Count.of(line.length(), "byte"));
      return Optional.empty();
    }
    if (line.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LogEvent.parse(line.text(), line.start(), line.text().length - line.start()));
    } catch (UnreadableLineException e) {
      refuse(line.number(), e.problem().reason());
      return Optional.empty();
    }
  }

  private void refuse(long line, String reason) {
    refused++;
    session.console().err().println("tracker: line " + line + ": " + SafeText.line(reason));
  }

  private Appended append(List<Numbered> events) throws IOException {
    String now = Timestamps.format(clock.instant().truncatedTo(ChronoUnit.MICROS), clock.getZone());
    try {
      return log.append(
          LOCK_WAIT,
          batch -> {
            for (Numbered each : List.copyOf(events)) {
              try {
                each.number = each.event.addTo(batch, now);
              } catch (ArithmeticException e) {
                events.remove(each);
                refuse(each.line, String.valueOf(e.getMessage()));
              }
            }
          });
    } catch (LogLockedException e) {
      throw new TrackerException(
          TrackerException.Kind.LOCKED,
          e.getMessage() + "; not written from line " + events.get(0).line + " on",
          "see what holds it, and send the rest again");
    }
  }

  private void acknowledge(List<Numbered> events) throws IOException {
    if (!acknowledges) {
      if (System.nanoTime() - lastSync >= SYNC_NANOS) {
        sync();
      }
      return;
    }
    sync();
    if (listenerLeft) {
      return;
    }
    try {
      for (Numbered each : events) {
        JsonObject answer =
            JsonObject.builder()
                .put("execution_id", each.event.executionId())
                .put("sequence_number", JsonValue.ofNullable(each.number == 0 ? null : each.number))
                .build();
        session.console().out().println(JsonText.compact(answer));
      }
      session.console().out().flush();
    } catch (OutputFailedException e) {
      // Whoever waited for answers has left; what comes in is logged all the same.
      listenerLeft = true;
    }
  }

  private void sync() throws IOException {
    log.sync();
    lastSync = System.nanoTime();
  }

  private static TrackerException failed(Appended appended, List<Numbered> events) {
    String reason = appended.failure().map(IoReason::of).orElse("");
    long first = events.get(appended.lines()).line;
    return TrackerException.failed(
        "cannot write "
            + appended.file()
            + ": "
            + reason
            + "; not written from line "
            + first
            + " on",
        "free some space or check the permissions, and send the rest again");
  }
}
