package org.researchtracker.recorder;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Consumer;
import org.researchtracker.log.LogAppender;
import org.researchtracker.log.Rotation;

/**
 * How an {@link ExecutionTracker} records. Immutable: each method returns a copy with one thing
 * changed, and rejects what makes no sense with an {@link IllegalArgumentException}.
 */
public final class RecorderOptions {
  private static final long MIB = 1 << 20;

  String logName = LogAppender.ROOT_NAME;
  Rotation rotation = Rotation.DAILY.upTo(256 * MIB);
  int queueEvents = 1 << 16;
  long queueBytes = 64 * MIB;
  OverflowPolicy overflow = OverflowPolicy.DROP;
  SyncPolicy sync = SyncPolicy.interval(Duration.ofSeconds(1));
  int liveExecutions = 100;
  long liveBytes = 32 * MIB;
  Duration sessionIdle = Duration.ofMinutes(30);
  Duration closeTimeout = Duration.ofSeconds(5);
  int longestText = 16 << 20;
  InstantSource clock = InstantSource.system();
  ZoneId zone = ZoneId.systemDefault();

  private RecorderOptions() {}

  /** Returns what is usual: see the methods for each value. */
  public static RecorderOptions usual() {
    return new RecorderOptions();
  }

  /**
   * What the names of the log's files begin with; usually {@code tracker}. Trackers and {@code
   * tracker record} share a log of one name, in one process or several; a busy process may want its
   * own.
   */
  public RecorderOptions logName(String name) {
    return with(copy -> copy.logName = LogAppender.checkName(name));
  }

  /** When another file is begun; usually each day, and at 256 MiB. */
  public RecorderOptions rotation(Rotation rotation) {
    return with(copy -> copy.rotation = Objects.requireNonNull(rotation));
  }

  /**
   * How much may wait for the writer; usually 65,536 events and about 64 MiB. One event of any size
   * is taken while there is less than that.
   *
   * @param events from 1 to 2^24
   * @param bytes from 1 on
   */
  public RecorderOptions queue(int events, long bytes) {
    check(events >= 1 && events <= 1 << 24, "events", events);
    check(bytes >= 1, "bytes", bytes);
    return with(
        copy -> {
          copy.queueEvents = events;
          copy.queueBytes = bytes;
        });
  }

  /** What a call does when the queue is full; usually {@link OverflowPolicy#DROP}. */
  public RecorderOptions overflow(OverflowPolicy policy) {
    return with(copy -> copy.overflow = Objects.requireNonNull(policy));
  }

  /** When lines are brought onto the disk; usually within a second. */
  public RecorderOptions sync(SyncPolicy policy) {
    return with(copy -> copy.sync = Objects.requireNonNull(policy));
  }

  /**
   * How many executions are kept whole in memory, the latest used; usually 100, in about 32 MiB.
   *
   * @param executions from 0 on
   * @param bytes from 0 on
   */
  public RecorderOptions live(int executions, long bytes) {
    check(executions >= 0, "executions", executions);
    check(bytes >= 0, "bytes", bytes);
    return with(
        copy -> {
          copy.liveExecutions = executions;
          copy.liveBytes = bytes;
        });
  }

  /** How long after its last execution began or ended a session times out; usually 30 minutes. */
  public RecorderOptions sessionIdle(Duration time) {
    check(!time.isNegative() && !time.isZero(), "time", time);
    return with(copy -> copy.sessionIdle = time);
  }

  /**
   * How long {@link ExecutionTracker#close()}, and the end of the process where nobody called that,
   * wait for what is pending; usually 5 seconds.
   */
  public RecorderOptions closeTimeout(Duration time) {
    check(!time.isNegative(), "time", time);
    return with(copy -> copy.closeTimeout = time);
  }

  /**
   * From how many characters on a text is cut, which is noted in the item's metadata; usually 16
   * Mi.
   */
  public RecorderOptions longestText(int characters) {
    check(characters >= 1, "characters", characters);
    return with(copy -> copy.longestText = characters);
  }

  /**
   * What tells the time, and the zone that times are written in; usually the system's. Durations
   * and waiting do not depend on it, so it may jump.
   */
  public RecorderOptions clock(InstantSource clock, ZoneId zone) {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(zone);
    return with(
        copy -> {
          copy.clock = clock;
          copy.zone = zone;
        });
  }

  private RecorderOptions with(Consumer<RecorderOptions> change) {
    RecorderOptions copy = new RecorderOptions();
    copy.logName = logName;
    copy.rotation = rotation;
    copy.queueEvents = queueEvents;
    copy.queueBytes = queueBytes;
    copy.overflow = overflow;
    copy.sync = sync;
    copy.liveExecutions = liveExecutions;
    copy.liveBytes = liveBytes;
    copy.sessionIdle = sessionIdle;
    copy.closeTimeout = closeTimeout;
    copy.longestText = longestText;
    copy.clock = clock;
    copy.zone = zone;
    change.accept(copy);
    return copy;
  }

  private static void check(boolean fits, String name, Object value) {
    if (!fits) {
      throw new IllegalArgumentException(name + ": " + value);
    }
  }
}
