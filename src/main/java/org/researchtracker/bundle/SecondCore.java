package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.researchtracker.bundle.check.Digests;

/**
 * Takes work off the thread that writes a bundle: the two digests of media, each on a thread of its
 * own, while the other reads and writes; digests and DEFLATE of texts, while the other makes the
 * next. Work of one kind is done in the order in which it is given.
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
  private final MessageDigest sha512 = Digests.newSha512();
  private final MessageDigest sha256 = Digests.newSha256();
  private final SideThread thread = new SideThread("tracker-bundle", 2 * BUFFERS);
  private final SideThread other = new SideThread("tracker-bundle-sha256", 2 * BUFFERS);

  /** The digests of a medium, lower-case hex; they come when the threads have caught up. */
  record Sums(CompletableFuture<String> sha512, CompletableFuture<String> sha256) {}

  SecondCore() {
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new byte[BUFFER]);
    }
  }

  /** Returns a buffer to fill; waits while all are being digested. */
  byte[] take() throws InterruptedIOException {
    try {
      return free.take();
    } catch (InterruptedException e) {
      throw SideThread.interrupted();
    }
  }

  /** Adds bytes to the medium in hand; the buffer must not be changed any more. */
  void give(byte[] buffer, int length) throws InterruptedIOException {
    AtomicInteger readers = new AtomicInteger(2);
    thread.put(() -> digest(sha512, buffer, length, readers));
    other.put(() -> digest(sha256, buffer, length, readers));
  }

  private void digest(MessageDigest digest, byte[] buffer, int length, AtomicInteger readers)
      throws InterruptedException {
    try {
      digest.update(buffer, 0, length);
    } finally {
      if (readers.decrementAndGet() == 0) {
        free.put(buffer);
      }
    }
  }

  /** Ends the medium in hand, and gives its digests. What is given next belongs to another. */
  Sums endMedium() throws InterruptedIOException {
    return new Sums(
        thread.submit(() -> Digests.hex(sha512.digest())),
        other.submit(() -> Digests.hex(sha256.digest())));
  }

  /** Adds something that cannot fail. */
  void post(Runnable action) throws InterruptedIOException {
    thread.put(action::run);
  }

  /** Adds a task. */
  <T> CompletableFuture<T> submit(SideThread.Task<T> task) throws InterruptedIOException {
    return thread.submit(task);
  }

  @Override
  public void close() {
    thread.close();
    other.close();
  }
}
