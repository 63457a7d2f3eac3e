package org.researchtracker.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.LogPositions;
import org.researchtracker.index.LogTail;
import org.researchtracker.index.LogTail.Gained;
import org.researchtracker.index.SharedIndex;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;

/**
 * Tells listeners of new items. One thread looks at what the logs gained and hands it on; it waits
 * for nobody. Safe for use by several threads.
 */
final class Events implements AutoCloseable {
  /** More items at once are no news but another log: listeners are told to read anew. */
  private static final int MOST = 2000;

  /** The characters of the longest item that is told; a quarter of what may wait for a client. */
  private static final int LONGEST = 1 << 18;

  private static final int MOST_LISTENERS = 200;

  private final Research research;
  private final Duration patience;
  private final Set<EventClient> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "tracker-events");
            made.setDaemon(true);
            return made;
          });
  private @Nullable AutoCloseable watching;
  private @Nullable LogPositions told;
  private long stamp;

  /**
   * Begins to listen for listeners.
   *
   * @param patience how long one may take nothing of what is told; three signs of life fit into it
   */
  Events(Research research, Duration patience) {
    this.research = research;
    this.patience = patience;
    long pause = patience.dividedBy(3).toNanos();
    var unused = thread.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.NANOSECONDS);
  }

  int listeners() {
    return listeners.size();
  }

  /** Takes a listener up; it is answered for as long as it reads. */
  void listen(Call call, EventClient listener, Selection selection) {
    if (listeners.size() >= MOST_LISTENERS) {
      throw HttpProblem.busy("too many listeners", 30);
    }
    Optional<String> last = call.header("Last-Event-ID").map(String::strip);
    try {
      thread.execute(() -> begin(listener, selection, last.filter(id -> !id.isEmpty())));
    } catch (RejectedExecutionException e) {
      throw HttpProblem.busy("the server is stopping", 5);
    }
  }

  private void begin(EventClient listener, Selection selection, Optional<String> last) {
    try (SharedIndex.Reading reading = reading()) {
      LogTail tail = reading.tail();
      LogPositions now = tail.positions();
      if (told == null) {
        told = now;
        stamp = tail.stamp();
      } else {
        tell(tail);
      }
      LogPositions from = java.util.Objects.requireNonNull(told);
      listener.start(selection, from.text());
      last.ifPresent(id -> resume(listener, tail, id, from));
      if (watching == null) {
        watching = research.index().onChange(this::look);
      }
      listeners.add(listener);
      listener.onEnd(() -> listeners.remove(listener));
    } catch (RuntimeException e) {
      listener.abort(e);
    }
  }

  private void resume(EventClient listener, LogTail tail, String id, LogPositions now) {
    Optional<List<Gained>> missed = tail.find(id).flatMap(from -> tail.since(from, MOST));
    if (missed.isEmpty()) {
      reset(listener, now);
    } else {
      Set<String> leftOut = research.leftOut().get();
      missed.get().forEach(item -> tell(listener, item, leftOut));
    }
  }

  private static void reset(EventClient listener, LogPositions now) {
    listener.offer("event: reset\nid: " + now.text() + "\ndata: {}\n\n", true);
  }

  private SharedIndex.Reading reading() {
    try {
      return research
          .index()
          .read(Duration.ofSeconds(10))
          .orElseThrow(() -> HttpProblem.busy("too many requests at once", 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HttpProblem.busy("the server is stopping", 5);
    }
  }

  /** Is run by the thread that looks at the logs, and so only leaves a note. */
  private void look() {
    if (looking.compareAndSet(false, true)) {
      try {
        thread.execute(this::tellAll);
      } catch (RejectedExecutionException e) {
        looking.set(false);
      }
    }
  }

  private void tellAll() {
    looking.set(false);
    if (listeners.isEmpty()) {
      rest();
      return;
    }
    try (SharedIndex.Reading reading = reading()) {
      tell(reading.tail());
    } catch (RuntimeException e) {
      // The next look tells what this one could not; nothing is forgotten before it is told.
      return;
    }
  }

  /** Nobody listens: the logs need not be looked at so often. */
  private void rest() {
    AutoCloseable watch = watching;
    watching = null;
    told = null;
    if (watch != null) {
      try {
        watch.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void tell(LogTail tail) {
    LogPositions before = told;
    long now = tail.stamp();
    if (before == null || now == stamp) {
      return;
    }
    // Where this cannot be read nothing counts as told, and the next look tells it.
    Set<String> leftOut = research.leftOut().get();
    LogPositions positions = tail.positions().grownSince(before);
    Optional<List<Gained>> gained = tail.since(before, MOST);
    told = positions;
    stamp = now;
    List<EventClient> all = new ArrayList<>(listeners);
    if (gained.isEmpty()) {
      all.forEach(listener -> reset(listener, positions));
      return;
    }
    for (Gained item : gained.get()) {
      all.forEach(listener -> tell(listener, item, leftOut));
    }
  }

  private void tell(EventClient listener, Gained item, Set<String> leftOut) {
    Selection allowed = listener.selection().toBuilder().leftOut(leftOut).build();
    if (!item.isIn(allowed)) {
      return;
    }
    Row row =
        Redaction.ofItems(listener.access())
            .apply(Shapes.item(item.item().head(), item.item().item(), research.zone()));
    String data = JsonText.compact(row.toJson());
    if (data.length() > LONGEST) {
      // No queue has room for it: listeners would be dropped, come back and be dropped again.
      reset(listener, item.after());
      return;
    }
    listener.offer("id: " + item.after().text() + "\nevent: item\ndata: " + data + "\n\n", false);
  }

  private void beat() {
    for (EventClient listener : List.copyOf(listeners)) {
      if (listener.isStuck(patience)) {
        listener.drop();
      } else {
        listener.offer(": still here\n\n", false);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    listeners.forEach(EventClient::end);
    listeners.clear();
  }
}
