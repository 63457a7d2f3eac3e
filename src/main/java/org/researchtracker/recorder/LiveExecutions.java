package org.researchtracker.recorder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;

/**
 * The latest executions, whole, for an interface that polls them: least recently used ones leave
 * when there are too many or they take too much memory. One that has left does not come back in
 * part; it is read from the log. Thread-safe; the writer waits for a reader only while that copies
 * a list.
 */
final class LiveExecutions {
  private static final class Live {
    private ExecutionHead head;
    private final List<ExecutionItem> items;
    private long weight;

    Live(ExecutionHead head) {
      this.head = head;
      this.items = new ArrayList<>();
    }

    Live(Live other) {
      this.head = other.head;
      this.items = new ArrayList<>(other.items);
    }
  }

  private final int most;
  private final long mostBytes;
  private final Map<String, Live> executions = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  LiveExecutions(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Begins an execution; only one that no log holds yet can be whole here. */
  synchronized void start(ExecutionHead head) {
    executions.put(head.executionId(), new Live(head));
    shrink();
  }

  synchronized void add(String id, ExecutionItem item, long bytes) {
    Live live = executions.get(id);
    if (live != null) {
      live.items.add(item);
      live.weight += bytes;
      weight += bytes;
      shrink();
    }
  }

  synchronized void end(ExecutionHead head) {
    Live live = executions.get(head.executionId());
    if (live != null) {
      live.head = head;
    }
  }

  /** Lets go of an execution that is no longer whole here. */
  synchronized void forget(String id) {
    Live live = executions.remove(id);
    if (live != null) {
      weight -= live.weight;
    }
  }

  private void shrink() {
    Iterator<Live> eldest = executions.values().iterator();
    while (eldest.hasNext() && (executions.size() > most || weight > mostBytes)) {
      weight -= eldest.next().weight;
      eldest.remove();
    }
  }

  Optional<ExecutionRecord> record(String id) {
    return Optional.ofNullable(copy(id)).map(LiveExecutions::record);
  }

  private synchronized @Nullable Live copy(String id) {
    Live live = executions.get(id);
    return live == null ? null : new Live(live);
  }

  /** Returns all, the latest used first. */
  List<ExecutionRecord> records() {
    List<Live> copies = new ArrayList<>();
    synchronized (this) {
      executions.values().forEach(live -> copies.add(new Live(live)));
    }
    Collections.reverse(copies);
    return copies.stream().map(LiveExecutions::record).toList();
  }

  private static ExecutionRecord record(Live copy) {
    return new ExecutionRecord(copy.head, copy.items);
  }

  synchronized int size() {
    return executions.size();
  }

  synchronized long bytes() {
    return weight;
  }
}
