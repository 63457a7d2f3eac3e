package org.researchtracker.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Closes connections that keep the server waiting: a request that does not become whole in time,
 * however steadily it trickles in, and an answer of which nothing more is taken. Safe for use by
 * several threads.
 */
final class Connections implements Connection.Listener, AutoCloseable {
  private final long patience;
  private final Map<Connection, Long> waiting = new ConcurrentHashMap<>();
  private final Map<EndPoint, Long> writing = new ConcurrentHashMap<>();
  private final Map<EndPoint, Thread> cancelled = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "tracker-connections");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to look after connections.
   *
   * @param patience from the beginning of a connection, or the end of the answer before, to a whole
   *     request; and for one piece of an answer, at most {@link Reply#PIECE} bytes, to be taken
   */
  Connections(Duration patience) {
    this.patience = patience.toNanos();
    long pause = Math.min(this.patience / 4, TimeUnit.SECONDS.toNanos(1));
    var unused = sweeper.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    waiting.put(connection, System.nanoTime());
  }

  @Override
  public void onClosed(Connection connection) {
    waiting.remove(connection);
    writing.remove(connection.getEndPoint());
  }

  /** A whole request has come. */
  void requested(Connection connection) {
    waiting.remove(connection);
  }

  /** The answer has gone; the next request may come. */
  void answered(Connection connection) {
    if (connection.getEndPoint().isOpen()) {
      waiting.put(connection, System.nanoTime());
    }
  }

  /** A piece of an answer begins to be written. */
  void beginPiece(EndPoint client) {
    writing.put(client, System.nanoTime());
  }

  /** It is written. */
  void endPiece(EndPoint client) {
    writing.remove(client);
  }

  /**
   * Has a thread interrupted when the client goes away while it computes.
   *
   * @param client whose request says that the connection ends with the answer
   */
  void watch(EndPoint client, Thread thread) {
    cancelled.put(client, thread);
  }

  /** Leaves the thread alone from now on. */
  void unwatch(EndPoint client) {
    cancelled.remove(client);
  }

  private void sweep() {
    long now = System.nanoTime();
    waiting.forEach(
        (connection, since) -> {
          if (now - since > patience) {
            waiting.remove(connection);
            connection.getEndPoint().close();
          }
        });
    writing.forEach(
        (client, since) -> {
          if (now - since > patience) {
            writing.remove(client);
            client.close();
          }
        });
    cancelled
        .keySet()
        .forEach(
            client -> {
              if (hasGone(client)) {
                interrupt(client);
              }
            });
  }

  /** Interrupts while nobody can unwatch: afterwards the thread may answer another client. */
  private void interrupt(EndPoint client) {
    cancelled.computeIfPresent(
        client,
        (gone, thread) -> {
          thread.interrupt();
          return null;
        });
  }

  private static boolean hasGone(EndPoint client) {
    try {
      java.nio.ByteBuffer none = java.nio.ByteBuffer.allocate(256);
      none.limit(0);
      return !client.isOpen() || client.fill(none) < 0;
    } catch (java.io.IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
