package org.researchtracker.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work on many things by several threads, whose results come in the order in which the things were
 * given, on the thread that gives them. Only so much is under way at a time that memory does not
 * grow with their number. For one thread, which must close it.
 *
 * @param <T> what is given
 * @param <R> what comes of it
 */
public final class InOrder<T, R> implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  /** How many things wait for each thread at most. */
  private static final int WAITING = 4;

  private final int threads =
      Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          threads,
          task -> {
            Thread thread = new Thread(task, "tracker-media");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Future<R>> pending = new ArrayDeque<>();
  private final Function<T, R> work;
  private final Consumer<R> action;

  /**
   * Begins.
   *
   * @param work what is done on other threads
   * @param action takes the results
   */
  public InOrder(Function<T, R> work, Consumer<R> action) {
    this.work = work;
    this.action = action;
  }

  /** Gives something; waits, and hands on results, while too much is under way. */
  public void give(T thing) {
    while (pending.size() >= threads * WAITING) {
      take();
    }
    pending.add(workers.submit(() -> work.apply(thing)));
  }

  /** Waits for everything that was given and hands on its results. */
  public void finish() {
    while (!pending.isEmpty()) {
      take();
    }
  }

  private void take() {
    try {
      action.accept(pending.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
