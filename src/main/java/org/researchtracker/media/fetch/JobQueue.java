package org.researchtracker.media.fetch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.fetch.Outcome.Failed;

/**
 * Jobs that wait for their host: so many at a time for each, hosts in turn, none before its time.
 * Holds a limited number; who brings more waits. Safe for use by several threads.
 */
final class JobQueue {
  /** More would only take memory. */
  private static final int MOST = 1000;

  /** So many silences in a row on each connection, and a host is given up. */
  private static final int SILENCES = 2;

  private final int perHost;
  private final ReentrantLock lock = new ReentrantLock();

  /** Somebody may be able to take a job; each who does tells the next, if there is more. */
  private final Condition ready = lock.newCondition();

  private final Condition room = lock.newCondition();
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Delayed::time));
  private int size;
  private int running;
  private boolean closed;
  private boolean stopped;

  JobQueue(int perHost) {
    this.perHost = perHost;
  }

  private record Delayed(Job job, long time) {}

  private static final class Host {
    private final Deque<Job> waiting = new ArrayDeque<>();
    private int active;
    private int silences;
    private long notBefore = Long.MIN_VALUE;
    private @Nullable Failed down;
  }

  /** Adds a job; waits while there are too many. */
  void add(Job job) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size >= MOST && !stopped) {
        room.await();
      }
      put(job);
    } finally {
      lock.unlock();
    }
  }

  private void put(Job job) {
    Host host = host(job.source().host());
    host.waiting.add(job);
    size++;
    if (host.active < perHost) {
      ready.signal();
    }
  }

  /** No more are added, but for those that are put back. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is given out any more. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      ready.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next job whose host is free; empty when all is done. Say {@link #done} of it later. */
  Optional<Job> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (stopped || (closed && size == 0 && running == 0)) {
          return Optional.empty();
        }
        long now = System.nanoTime();
        promote(now);
        Optional<Job> job = ready(now);
        if (job.isPresent()) {
          running++;
          size--;
          if (isMoreToDo()) {
            ready.signal();
          }
          room.signal();
          return job;
        }
        await(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether another thread could take a job, now or once its time has come. */
  private boolean isMoreToDo() {
    for (Host host : hosts.values()) {
      if (host.active < perHost && !host.waiting.isEmpty()) {
        return true;
      }
    }
    return !delayed.isEmpty();
  }

  private void promote(long now) {
    while (!delayed.isEmpty() && delayed.element().time() - now <= 0) {
      Job job = delayed.remove().job();
      host(job.source().host()).waiting.add(job);
    }
  }

  /** The first host in turn that may be asked; it goes to the end of the row. */
  private Optional<Job> ready(long now) {
    Iterator<Map.Entry<String, Host>> each = hosts.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Host> entry = each.next();
      Host host = entry.getValue();
      boolean free =
          host.active < perHost && (host.notBefore == Long.MIN_VALUE || host.notBefore - now <= 0);
      Job job = free ? host.waiting.poll() : null;
      if (job != null) {
        host.active++;
        each.remove();
        hosts.put(entry.getKey(), host);
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is in take
  private void await(long now) throws InterruptedException {
    long next = delayed.isEmpty() ? Long.MAX_VALUE : delayed.element().time() - now;
    for (Host host : hosts.values()) {
      if (!host.waiting.isEmpty() && host.active < perHost && host.notBefore != Long.MIN_VALUE) {
        next = Math.min(next, host.notBefore - now);
      }
    }
    if (next == Long.MAX_VALUE) {
      ready.await();
    } else {
      ready.awaitNanos(Math.max(next, TimeUnit.MILLISECONDS.toNanos(1)));
    }
  }

  private Host host(String name) {
    return hosts.computeIfAbsent(name, host -> new Host());
  }

  /** A job that was taken is through with this host; whoever took it takes the next. */
  void done(String host) {
    lock.lock();
    try {
      running--;
      host(host).active--;
      if (closed && size == 0 && running == 0) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Brings a job back, to be asked again or to ask its next source; before {@link #done}. */
  void putBack(Job job, Duration wait) {
    lock.lock();
    try {
      if (wait.isZero()) {
        put(job);
      } else {
        delayed.add(new Delayed(job, System.nanoTime() + wait.toNanos()));
        size++;
        ready.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A host asks to be left alone for a while. */
  void rest(String host, Duration wait) {
    lock.lock();
    try {
      host(host).notBefore = System.nanoTime() + wait.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** A host answered, whatever it said. */
  void answered(String host) {
    lock.lock();
    try {
      host(host).silences = 0;
    } finally {
      lock.unlock();
    }
  }

  /** A host gave no answer. */
  void silent(String host, Failed failure) {
    lock.lock();
    try {
      Host known = host(host);
      known.silences++;
      if (known.silences >= SILENCES * perHost) {
        known.down = failure;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Why a host was given up for this run, if it was. */
  Optional<Failed> down(String host) {
    lock.lock();
    try {
      return Optional.ofNullable(host(host).down);
    } finally {
      lock.unlock();
    }
  }
}
