package org.researchtracker.recorder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session: executions that belong together, such as those of one workshop on one device. It has
 * no line of its own in the log; its id stands in the heads of its executions.
 *
 * <p>A session ends when it is closed, or when none of its executions began or ended for the time
 * that {@link RecorderOptions#sessionIdle} says. An execution that is started later begins a new
 * session of this scope, with another id. Thread-safe; no call throws or waits.
 */
public final class SessionScope implements AutoCloseable {
  private static final int MOST_EXECUTIONS = 1000;

  private final ExecutionTracker tracker;
  private final String name;
  private final long idleNanos;
  private final List<String> executions = new ArrayList<>();
  private String id;
  private int number = 1;
  private @Nullable Instant started;
  private long touched = System.nanoTime();
  private boolean closed;

  SessionScope(ExecutionTracker tracker, String name, long idleNanos, @Nullable Instant started) {
    this.tracker = tracker;
    this.name = name;
    this.id = name;
    this.idleNanos = idleNanos;
    this.started = started;
  }

  /** Returns the id of the session that is going on, or was the last ({@code session_id}). */
  public synchronized String id() {
    return id;
  }

  /** Returns when that session began; null if the clock could not tell. */
  public synchronized @Nullable Instant started() {
    return started;
  }

  /** Returns whether it has neither ended nor timed out. */
  public synchronized boolean isOpen() {
    return !closed && !hasTimedOut();
  }

  /** Returns the ids of its executions, in order; of very many, the latest. */
  public synchronized List<String> executionIds() {
    return List.copyOf(executions);
  }

  /** Starts an execution of this session, as {@link ExecutionTracker#start} does. */
  public ExecutionScope start(@Nullable ExecutionStart start) {
    return tracker.start(start, this);
  }

  /** Takes note that an execution begins; returns the session that it is of. */
  synchronized String begin(String executionId, @Nullable Instant now) {
    if (closed || hasTimedOut()) {
      number++;
      id = name + "-" + number;
      started = now;
      executions.clear();
      closed = false;
    }
    if (executions.size() == MOST_EXECUTIONS) {
      executions.remove(0);
    }
    executions.add(executionId);
    touched = System.nanoTime();
    return id;
  }

  /** Takes note that an execution ends. */
  synchronized void touch() {
    touched = System.nanoTime();
  }

  private boolean hasTimedOut() {
    return System.nanoTime() - touched > idleNanos;
  }

  /** Returns an id that nobody has. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Ends the session. */
  @Override
  public synchronized void close() {
    closed = true;
    tracker.forget(this);
  }
}
