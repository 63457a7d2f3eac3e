package org.researchtracker.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Records what a pipeline does, in a log below a root, without ever being in its way.
 *
 * <p>All methods may be called by any thread. Those that record — {@link #start} and all of the
 * scopes — return in microseconds, never throw, and never wait, except for room in the queue where
 * {@link OverflowPolicy#waitUpTo} was chosen; what they are given is copied before they return. A
 * single thread, {@code tracker-recorder}, writes. A log that cannot be written is tried again and
 * again while the queue has room. {@link #stats} and {@link RecorderObserver#onProblem} say what
 * was lost, and so does {@code dropped_items} in the closing head line of each execution.
 *
 * <p>Sequence numbers have no gaps among the events that were accepted and stand in the order of
 * the calls. They are given under the log's lock, after the highest that the execution has in any
 * log of the root, so several processes may even record one execution together.
 *
 * <p>Open one tracker for a process, and {@link #close} it; where that is forgotten, the end of the
 * process does.
 */
public final class ExecutionTracker implements AutoCloseable {
  private final Path root;
  private final RecorderOptions options;
  private final Intake intake;
  private final Observers observers = new Observers();
  private final LiveExecutions live;
  private final Writer writer;
  private final Set<SessionScope> sessions = new LinkedHashSet<>();
  private final Thread hook = new Thread(this::close, "tracker-recorder-end");

  private ExecutionTracker(Path root, RecorderOptions options) {
    this.root = root;
    this.options = options;
    this.intake = new Intake(options);
    this.live = new LiveExecutions(options.liveExecutions, options.liveBytes);
    this.writer = new Writer(root, options, intake, observers, live);
  }

  /** Opens a tracker with what is usual; see {@link #open(Path, RecorderOptions)}. */
  public static ExecutionTracker open(Path logRoot) {
    return open(logRoot, RecorderOptions.usual());
  }

  /**
   * Opens a tracker. The disk is not touched here but by the writer: a root that cannot be written
   * is no reason for the pipeline not to start.
   *
   * @param logRoot the folder of the logs; it is made if it is missing
   */
  public static ExecutionTracker open(Path logRoot, RecorderOptions options) {
    ExecutionTracker tracker =
        new ExecutionTracker(Objects.requireNonNull(logRoot), Objects.requireNonNull(options));
    warmUp(options);
    Thread thread = new Thread(tracker.writer, "tracker-recorder");
    thread.setDaemon(true);
    tracker.intake.setWriter(thread);
    thread.start();
    try {
      Runtime.getRuntime().addShutdownHook(tracker.hook);
    } catch (IllegalStateException e) {
      // The process is ending; what is recorded now is written if there is time.
    }
    return tracker;
  }

  /** Has Java load what the first call needs, which takes milliseconds. */
  private static void warmUp(RecorderOptions options) {
    ExecutionTracker nowhere = new ExecutionTracker(Path.of(""), options.queue(16, Long.MAX_VALUE));
    try (ExecutionScope execution = nowhere.start(ExecutionStart.of("").outputConfigs(""));
        OutputScope output = execution.outputConfig("")) {
      output.safetyCheck(true, Details.NONE.and("", List.of(Map.of("", 1.5))));
      execution.complete();
    }
  }

  /** Starts an execution, and records that. */
  public ExecutionScope start(@Nullable ExecutionStart start) {
    return start(start, null);
  }

  ExecutionScope start(@Nullable ExecutionStart given, @Nullable SessionScope session) {
    ExecutionStart start = given == null ? ExecutionStart.of(null) : given;
    Instant now = intake.now();
    boolean isNew = start.id().isEmpty();
    String id = isNew ? SessionScope.newId() : start.id();
    JsonObject fields = start.fields();
    if (session != null) {
      fields =
          JsonObject.builder().putAll(fields).put("session_id", session.begin(id, now)).build();
    }
    Execution execution = new Execution(id, isNew, now, fields, start.configs(), session);
    ExecutionScope scope = new ExecutionScope(execution, intake);
    scope.item(ItemType.PIPELINE_START, null, null, Details.NONE);
    return scope;
  }

  /**
   * Starts a session.
   *
   * @param id its id; null for one that nobody has
   */
  public SessionScope startSession(@Nullable String id) {
    SessionScope session =
        new SessionScope(
            this,
            id == null || id.isEmpty() ? SessionScope.newId() : id,
            Intake.nanos(options.sessionIdle),
            intake.now());
    synchronized (sessions) {
      sessions.removeIf(each -> !each.isOpen());
      sessions.add(session);
    }
    return session;
  }

  void forget(SessionScope session) {
    synchronized (sessions) {
      sessions.remove(session);
    }
  }

  /** Returns the sessions that have neither ended nor timed out. */
  public List<SessionScope> sessions() {
    synchronized (sessions) {
      sessions.removeIf(each -> !each.isOpen());
      return List.copyOf(sessions);
    }
  }

  /** Has an observer told of everything from now on. */
  public void addObserver(RecorderObserver observer) {
    observers.add(Objects.requireNonNull(observer));
  }

  /** Tells an observer no more; what it was to be told already may still come. */
  public void removeObserver(RecorderObserver observer) {
    observers.remove(observer);
  }

  /**
   * Returns an execution as far as it stands in the log: from memory if it is one of the latest,
   * else by reading the logs, which takes as long as they are large.
   *
   * @throws IOException if the logs cannot be read
   */
  public Optional<ExecutionRecord> execution(String id) throws IOException {
    Optional<ExecutionRecord> known = live.record(id);
    return known.isPresent() ? known : ReadBack.of(root, id, options.zone);
  }

  /** Returns the executions that are kept in memory, the latest used first. */
  public List<ExecutionRecord> liveExecutions() {
    return live.records();
  }

  /** Returns what became of all events so far. */
  public RecorderStats stats() {
    // Accepted is asked last, so that it is never less than what became of it.
    long written = writer.written.get();
    long failed = writer.failed.get();
    long accepted = intake.accepted();
    return new RecorderStats(
        accepted,
        written,
        accepted - written - failed,
        intake.dropped.sum(),
        failed,
        intake.cut.sum(),
        writer.troubles.get(),
        observers.missed(),
        live.size(),
        live.bytes(),
        sessions().size());
  }

  /**
   * Waits until everything that was recorded so far is on the disk.
   *
   * @return whether it is; false if the time is over, or something could not be written
   */
  public boolean flush(Duration timeout) {
    return writer.flush(Intake.nanos(timeout));
  }

  /**
   * Ends recording: what was accepted is written and synced, observers are told, files are closed.
   * Calls that come later are counted as dropped. Waits no longer than this, whatever the disk and
   * the observers do; what could not be written by then is counted as failed. Closing again waits
   * for the same end.
   *
   * @return whether everything that was accepted is on the disk
   */
  public boolean close(Duration timeout) {
    long nanos = Intake.nanos(timeout);
    long begun = System.nanoTime();
    boolean written = writer.close(nanos);
    observers.drain(Math.max(nanos - (System.nanoTime() - begun), 0));
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This is that hook, or the process is ending anyway.
    }
    return written;
  }

  /** Ends recording, within {@link RecorderOptions#closeTimeout}. */
  @Override
  public void close() {
    close(options.closeTimeout);
  }
}
