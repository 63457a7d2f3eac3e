package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A thread that takes work off the one that writes a bundle: SHA-512 of media, the slower of the
 * two digests, while the other reads, writes and computes SHA-256; digests and DEFLATE of texts,
 * while the other makes the next. Work is done in the order in which it is given.
 *
 * <p>One thread gives; memory is bounded by a fixed number of buffers and of pieces of work that
 * may wait. A buffer that was {@link #give given} may still be read by its giver until it {@link
 * #take takes} the next one. Closing ends the thread and forgets what waits.
 */
final class SecondCore implements Closeable {
  /**
   * Bytes in a buffer; with {@link #BUFFERS} the most that is ever in flight, 2 MiB, so that they
   * stay in the processor's cache.
   */
  static final int BUFFER = 1 << 16;

  private static final int BUFFERS = 32;

  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Work> work = new ArrayBlockingQueue<>(2 * BUFFERS);
  private final MessageDigest sha512 = Digests.newSha512();
  private volatile boolean closed;
  private final Thread thread = new Thread(this::run, "tracker-bundle");

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

  SecondCore() {
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new byte[BUFFER]);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns a buffer to fill; waits while all are being digested. */
  byte[] take() throws InterruptedIOException {
    try {
      return free.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Adds bytes to the medium in hand; the buffer must not be changed any more. */
  void give(byte[] buffer, int length) throws InterruptedIOException {
    put(
        () -> {
          sha512.update(buffer, 0, length);
          free.put(buffer);
        });
  }

  /** Ends the medium in hand, and gives its SHA-512. What is given next belongs to another. */
  CompletableFuture<String> endMedium() throws InterruptedIOException {
    return submit(() -> Digests.hex(sha512.digest()));
  }

  /** Adds something that cannot fail. */
  void post(Runnable action) throws InterruptedIOException {
    put(action::run);
  }

  /** Adds a task. */
  <T> CompletableFuture<T> submit(Task<T> task) throws InterruptedIOException {
    CompletableFuture<T> result = new CompletableFuture<>();
    put(
        () -> {
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
      throw new IllegalStateException(cause);
    }
  }

  private void put(Work next) throws InterruptedIOException {
    try {
      work.put(next);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private void run() {
    try {
      while (!closed) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
