package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.researchtracker.model.Selection;

/**
 * A client that listens to events: what it has not taken yet waits in a queue, and if that gets too
 * long the client is dropped. No thread is bound to it. Safe for use by several threads.
 */
final class EventClient {
  /** How much may wait for a client, bytes: seconds of a busy pipeline. */
  private static final long MOST = 1 << 20;

  private final Response response;
  private final Callback callback;
  private final Access access;
  private final Runnable onDrop;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private Selection selection = Selection.ALL;
  private Runnable onEnd = () -> {};
  private long waitingBytes;
  private long writingSince;
  private boolean writing;
  private boolean ending;
  private boolean ended;

  /**
   * Takes a client.
   *
   * @param onDrop is run if it is dropped because it does not read
   */
  EventClient(Response response, Callback callback, Access access, Runnable onDrop) {
    this.response = response;
    this.callback = callback;
    this.access = access;
    this.onDrop = onDrop;
  }

  Access access() {
    return access;
  }

  synchronized Selection selection() {
    return selection;
  }

  /** Begins to answer. */
  synchronized void start(Selection chosen, String position) {
    selection = chosen;
    // With a number from the start, so that a client that lost the connection before anything
    // happened can still ask for what it missed.
    offer("retry: 2000\nid: " + position + "\n\n", true);
  }

  /** Has something run when the client has gone. */
  void onEnd(Runnable work) {
    boolean now;
    synchronized (this) {
      onEnd = work;
      now = ended;
    }
    if (now) {
      work.run();
    }
  }

  /**
   * Hands on an event.
   *
   * @param always whether it is taken whatever waits already
   */
  void offer(String event, boolean always) {
    byte[] bytes = event.getBytes(UTF_8);
    synchronized (this) {
      if (ended || ending) {
        return;
      }
      if (always || waitingBytes + bytes.length <= MOST) {
        waiting.add(bytes);
        waitingBytes += bytes.length;
        writeNext();
        return;
      }
    }
    drop();
  }

  /** Ends the connection of a client that does not read. */
  void drop() {
    if (abort(new IOException("a listener does not keep up"))) {
      onDrop.run();
    }
  }

  private void writeNext() {
    byte[] next = writing ? null : waiting.poll();
    if (next == null) {
      return;
    }
    waitingBytes -= next.length;
    writing = true;
    writingSince = System.nanoTime();
    response.write(
        false,
        ByteBuffer.wrap(next),
        Callback.from(this::written, failure -> finish(() -> callback.failed(failure))));
  }

  private void written() {
    boolean last;
    synchronized (this) {
      writing = false;
      last = ending && waiting.isEmpty();
      if (!last) {
        writeNext();
      }
    }
    if (last) {
      finish(callback::succeeded);
    }
  }

  /** Returns whether the client has taken nothing for long. */
  synchronized boolean isStuck(Duration patience) {
    return writing && System.nanoTime() - writingSince > patience.toNanos();
  }

  /** Ends the answer once what waits is written. */
  void end() {
    boolean now;
    synchronized (this) {
      ending = true;
      now = !writing;
    }
    if (now) {
      finish(callback::succeeded);
    }
  }

  /** Ends the connection; returns whether it was not ended already. */
  boolean abort(Throwable reason) {
    // The answer is ended first: closing fails what is being written, which would end it, too.
    return finish(
        () -> {
          response.getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
          callback.failed(reason);
        });
  }

  private boolean finish(Runnable completion) {
    Runnable work;
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      work = onEnd;
    }
    completion.run();
    work.run();
    return true;
  }
}
