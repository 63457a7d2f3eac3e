package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Computes SHA-512, the slower of the two digests, on a second core while the first reads, writes
 * and computes the other. Bytes are handed over in a fixed number of buffers, so that memory does
 * not grow with the media.
 *
 * <p>One thread gives, another (this one's own, a daemon) digests: a buffer that was {@link #give
 * given} may still be read by its giver until it {@link #take takes} the next one. Closing ends the
 * thread.
 */
final class DigestThread implements Closeable {
  /** Bytes in a buffer; with {@link #BUFFERS} the most that is ever in flight, 4 MiB. */
  static final int BUFFER = 1 << 18;

  private static final int BUFFERS = 16;

  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Work> work = new ArrayBlockingQueue<>(4 * BUFFERS);
  private final Thread thread = new Thread(this::run, "tracker-bundle-digest");

  /** Something to do, in order. */
  private sealed interface Work {
    record Bytes(byte[] buffer, int length) implements Work {}

    record End(CompletableFuture<String> digest) implements Work {}
  }

  DigestThread() {
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

  /** Adds bytes to the file in hand; the buffer must not be changed any more. */
  void give(byte[] buffer, int length) throws InterruptedIOException {
    put(new Work.Bytes(buffer, length));
  }

  /** Ends the file in hand. What is given next belongs to another. */
  CompletableFuture<String> end() throws InterruptedIOException {
    CompletableFuture<String> digest = new CompletableFuture<>();
    put(new Work.End(digest));
    return digest;
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
    MessageDigest sha512 = Digests.newSha512();
    try {
      for (Work next = work.take(); ; next = work.take()) {
        if (next instanceof Work.Bytes bytes) {
          sha512.update(bytes.buffer(), 0, bytes.length());
          free.put(bytes.buffer());
        } else if (next instanceof Work.End end) {
          end.digest().complete(Digests.hex(sha512.digest()));
        }
      }
    } catch (InterruptedException e) {
      // Closed while work was left: nobody waits for it.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
