package org.researchtracker.recorder;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Tries the interleavings of threads that record and end executions while the writer works and
 * closes. If this fails, there is one in which an event is neither written nor counted as dropped.
 */
public class HandOverTest {
  private final Intake intake =
      new Intake(
          RecorderOptions.usual()
              .queue(2, 1 << 20)
              .clock(InstantSource.fixed(Instant.EPOCH), ZoneOffset.UTC));
  private final Execution[] executions = {execution(), execution()};
  private final AtomicInteger handedOver = new AtomicInteger();
  private int taken;
  private boolean finished;

  private static Execution execution() {
    return new Execution("id", true, null, JsonObject.EMPTY, List.of(), null);
  }

  private Event event(Execution execution) {
    handedOver.incrementAndGet();
    return new Event(execution, ItemType.OUTPUT_IMAGE, null, 0, 0, null, null, null, Details.NONE);
  }

  /** A thread records. */
  @Operation
  public void offer() {
    intake.offer(event(executions[0]));
  }

  /** A thread ends the first execution. */
  @Operation
  public void end() {
    intake.end(executions[0], event(executions[0]));
  }

  /** A thread ends the other execution. */
  @Operation
  public void endOther() {
    intake.end(executions[1], event(executions[1]));
  }

  /** The writer takes a batch. */
  @Operation(nonParallelGroup = "writer")
  public void work() {
    takeEndings();
    if (intake.queue.poll() != null) {
      taken++;
    }
  }

  /** The tracker is closed, and the writer ends. */
  @Operation(nonParallelGroup = "writer")
  public void close() {
    intake.queue.close();
    while (!intake.queue.isEmpty()) {
      if (intake.queue.poll() != null) {
        taken++;
      } else {
        Thread.onSpinWait();
      }
    }
    takeEndings();
    intake.finish();
    takeEndings();
    finished = true;
  }

  private void takeEndings() {
    Intake.Ending ending;
    while ((ending = intake.endings.poll()) != null) {
      if (ending.last() != null) {
        taken++;
      }
    }
  }

  /** Whatever happened, every event is accounted for. */
  @Validate
  public void losesNothing() {
    if (!finished) {
      close();
    }
    long dropped = intake.dropped.sum();
    long lost = executions[0].lost.get() + executions[1].lost.get();
    long given = handedOver.get();
    if (taken + dropped != given || intake.accepted() != taken || lost != dropped) {
      throw new IllegalStateException(
          given + " given, " + taken + " taken, " + dropped + " dropped, " + lost + " lost");
    }
  }

  @BeforeAll
  static void keepQuiet() {
    // It warns that it cannot look into records, which hold nothing that changes.
    System.setProperty("lincheck.logLevel", "ERROR");
  }

  @Test
  public void accountsForEveryEvent() {
    new ModelCheckingOptions()
        .sequentialSpecification(Anything.class)
        .iterations(Integer.getInteger("recorder.scenarios", 6))
        .invocationsPerIteration(Integer.getInteger("recorder.interleavings", 200))
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(getClass());
  }

  /** The calls return nothing; what counts is the account at the end. */
  public static final class Anything {
    /** Nothing. */
    public void offer() {}

    /** Nothing. */
    public void end() {}

    /** Nothing. */
    public void endOther() {}

    /** Nothing. */
    public void work() {}

    /** Nothing. */
    public void close() {}
  }
}
