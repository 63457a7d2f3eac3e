package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does pieces of work in the order in which they are given; a fixed number of them
 * may wait. One thread gives. What cannot fail and fails all the same, as where memory is out, is
 * told with the next result: nobody waits for a thread that has died. Closing ends the thread and
 * forgets what waits.
 */
final class SideThread implements Closeable {
  private final BlockingQueue<Work> work;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private final Thread thread;

  /** Something to do. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /** Something to do that has a result or fails. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws IOException;
  }

  /**
   * Starts a thread.
   *
   * @param waiting how many pieces of work may wait
   */
  SideThread(String name, int waiting) {
    work = new ArrayBlockingQueue<>(waiting);
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds something that cannot fail; waits while too much waits. */
  void put(Work next) throws InterruptedIOException {
    try {
      work.put(next);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Adds a task. */
  <T> CompletableFuture<T> submit(Task<T> task) throws InterruptedIOException {
    CompletableFuture<T> result = new CompletableFuture<>();
    put(
        () -> {
          Throwable before = failure;
          if (before != null) {
            result.completeExceptionally(before);
            return;
          }
          try {
            result.complete(task.run());
          } catch (IOException | RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /**
   * Waits for a result.
   *
   * @throws IOException as the task did
   */
  static <T> T await(CompletableFuture<T> result) throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(cause);
    }
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private void run() {
    try {
      while (!closed) {
        runNext(work.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runNext(Work next) throws InterruptedException {
    try {
      next.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Waits for the piece of work in hand; what waits is forgotten. Can be called again. */
  @Override
  public void close() {
    closed = true;
    work.clear();
    // Wakes it where it waits. No interrupt, which would close the file that it reads.
    var unused = work.offer(() -> {});
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
