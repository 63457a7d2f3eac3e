package org.researchtracker.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;

/**
 * Many threads, few places in the queue. If this fails, events are lost, doubled or out of order
 * without anybody being told. {@code mvn -Preliability test} has the full size.
 */
class StressTest {
  private static final int EVENTS = Integer.getInteger("recorder.events", 64_000);
  private static final int THREADS = 16;
  private static final int EXECUTIONS = 4;
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path root;

  /** Takes note of what it is told, in order. */
  private static final class Notes implements RecorderObserver {
    private final Map<String, ConcurrentLinkedQueue<Long>> numbers = new ConcurrentHashMap<>();

    @Override
    public void onItem(String executionId, ExecutionItem item) {
      numbers
          .computeIfAbsent(executionId, id -> new ConcurrentLinkedQueue<>())
          .add(item.sequenceNumber());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 60_000})
  void losesNothingSilently(long waitMillis) throws Exception {
    RecorderOptions options =
        RecorderOptions.usual()
            .queue(1000, 64 << 20)
            .overflow(OverflowPolicy.waitUpTo(Duration.ofMillis(waitMillis)))
            .sync(SyncPolicy.ON_CLOSE);
    Notes notes = new Notes();
    ExecutionTracker tracker = ExecutionTracker.open(root, options);
    tracker.addObserver(notes);
    List<ExecutionScope> runs = new ArrayList<>();
    for (int i = 0; i < EXECUTIONS; i++) {
      runs.add(tracker.start(ExecutionStart.of("stress").id(i % 2 == 0 ? "e" + i : null)));
    }
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      String name = "t" + t;
      ExecutionScope run = runs.get(t % EXECUTIONS);
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < EVENTS / THREADS; i++) {
                  run.item(ItemType.USER_INPUT_TEXT, name, Integer.toString(i), null);
                }
              });
      thread.start();
      threads.add(thread);
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    runs.forEach(ExecutionScope::complete);
    assertThat(tracker.close(LONG)).isTrue();

    RecorderStats stats = tracker.stats();
    assertThat(stats.accepted() + stats.dropped())
        .isEqualTo((long) EVENTS / THREADS * THREADS + 2L * EXECUTIONS);
    assertThat(stats.written()).isEqualTo(stats.accepted());
    assertThat(stats.failed() + stats.pending()).isZero();
    if (waitMillis > 0) {
      assertThat(stats.dropped()).isZero();
    }
    verify(runs, stats, notes);
  }

  private void verify(List<ExecutionScope> runs, RecorderStats stats, Notes notes)
      throws Exception {
    Recorded recorded = Recorded.in(root);
    assertThat(recorded.unreadable()).isEmpty();
    long items = 0;
    long dropped = 0;
    for (ExecutionScope run : runs) {
      List<ExecutionItem> all = recorded.of(run.id());
      items += all.size();
      dropped += recorded.droppedItems(run.id());
      assertThat(recorded.numbers(run.id()))
          .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
      if (stats.missed() == 0) {
        assertThat(List.copyOf(notes.numbers.get(run.id()))).isEqualTo(recorded.numbers(run.id()));
      }
      Map<String, Integer> last = new HashMap<>();
      for (ExecutionItem item : all) {
        if (item.content() != null) {
          int number = Integer.parseInt(String.valueOf(item.filePath()));
          Integer before = last.put(item.content(), number);
          assertThat(number).isGreaterThan(before == null ? -1 : before);
        }
      }
    }
    assertThat(items).isEqualTo(stats.written());
    assertThat(dropped).isEqualTo(stats.dropped());
  }
}
