package org.researchtracker.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.recorder.RecorderProblem.Kind;

/** If these fail, a page that shows what happens shows something else, or stops the recording. */
class RecorderObserverTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path root;

  /** Writes down what it is told. */
  private static final class Notes implements RecorderObserver {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<RecorderProblem> problems = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onStart(ExecutionHead head) {
      told.add("start " + head.executionId() + " " + head.configName());
    }

    @Override
    public void onItem(String executionId, ExecutionItem item) {
      told.add(item.sequenceNumber() + " " + item.itemType().name());
    }

    @Override
    public void onEnd(ExecutionHead head) {
      told.add("end " + head.fields().get("dropped_items").orElseThrow().toJson());
    }

    @Override
    public void onProblem(RecorderProblem problem) {
      problems.add(problem);
    }
  }

  @Test
  void tellsEverythingInOrder() {
    Notes notes = new Notes();
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      tracker.addObserver(notes);
      try (ExecutionScope run = tracker.start(ExecutionStart.of("dada").id("a"))) {
        run.userInputText("x");
        run.complete();
      }
      assertThat(tracker.close(SOON)).isTrue();
    }

    assertThat(notes.told)
        .containsExactly(
            "start a dada",
            "1 pipeline_start",
            "2 user_input_text",
            "3 pipeline_complete",
            "end 0");
    assertThat(notes.problems).isEmpty();
  }

  @Test
  void keepsObserversApart() throws Exception {
    Notes notes = new Notes();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      tracker.addObserver(
          new RecorderObserver() {
            @Override
            public void onItem(String executionId, ExecutionItem item) {
              throw new StackOverflowError("mine");
            }

            @Override
            public void onProblem(RecorderProblem problem) {
              throw new IllegalStateException("always");
            }
          });
      tracker.addObserver(
          new RecorderObserver() {
            @Override
            public void onItem(String executionId, ExecutionItem item) {
              entered.countDown();
              while (never.getCount() > 0) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  return;
                }
              }
            }
          });
      tracker.addObserver(notes);
      ExecutionScope run = tracker.start(ExecutionStart.of("dada").id("a"));
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      run.userInputText("x");
      run.complete();

      // The one that hangs is not waited for longer than it was asked.
      assertThat(tracker.close(Duration.ofMillis(500))).isTrue();
      assertThat(tracker.stats().written()).isEqualTo(3);
    } finally {
      never.countDown();
    }

    assertThat(notes.told).hasSize(5);
    assertThat(notes.problems)
        .hasSize(3)
        .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo(Kind.OBSERVER));
  }

  @Test
  void tellsASlowObserverWhatItMissed() throws Exception {
    int events = RecorderObserver.BACKLOG + 500;
    CountDownLatch slow = new CountDownLatch(1);
    List<RecorderProblem> problems = Collections.synchronizedList(new ArrayList<>());
    List<Long> items = Collections.synchronizedList(new ArrayList<>());
    RecorderOptions patient =
        RecorderOptions.usual().overflow(OverflowPolicy.waitUpTo(Duration.ofSeconds(30)));
    try (ExecutionTracker tracker = ExecutionTracker.open(root, patient)) {
      tracker.addObserver(
          new RecorderObserver() {
            @Override
            public void onItem(String executionId, ExecutionItem item) {
              try {
                slow.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              items.add(item.sequenceNumber());
            }

            @Override
            public void onProblem(RecorderProblem problem) {
              problems.add(problem);
            }
          });
      ExecutionScope run = tracker.start(ExecutionStart.of("x"));
      for (int i = 0; i < events; i++) {
        run.userInputText("x");
      }
      assertThat(tracker.flush(SOON)).isTrue();
      slow.countDown();
      assertThat(tracker.close(SOON)).isTrue();
      long missed = problems.stream().mapToLong(RecorderProblem::events).sum();
      assertThat(missed).isPositive().isEqualTo(tracker.stats().missed());
      assertThat(items).isSorted();
      assertThat(items.size() + missed).isBetween(events + 1L, events + 3L);
    }
  }

  @Test
  void mayCallTheTrackerAndCloseIt() {
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      List<String> ids = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch closed = new CountDownLatch(1);
      tracker.addObserver(
          new RecorderObserver() {
            @Override
            public void onStart(ExecutionHead head) {
              ids.add(head.executionId());
              if (ids.size() < 3) {
                tracker.start(ExecutionStart.of("again"));
              } else {
                tracker.close(SOON);
                closed.countDown();
              }
            }
          });
      tracker.start(ExecutionStart.of("x"));
      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ids).hasSize(3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tellsNoMoreToOneThatWasRemoved() {
    Notes notes = new Notes();
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      tracker.addObserver(notes);
      tracker.removeObserver(notes);
      tracker.start(ExecutionStart.of("x")).complete();
    }
    assertThat(notes.told).isEmpty();
  }
}
