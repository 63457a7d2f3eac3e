package org.researchtracker.media.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Breaks something off at a time, and knows afterwards whether it did. The timeouts of sockets end
 * a silence; a server that sends a byte now and then is never silent.
 */
final class Deadline {
  private final ScheduledFuture<?> future;
  private volatile boolean struck;

  Deadline(ScheduledExecutorService clock, Duration time, Runnable breakOff) {
    future =
        clock.schedule(
            () -> {
              struck = true;
              breakOff.run();
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Lets it pass. */
  void cancel() {
    future.cancel(false);
  }

  boolean hasStruck() {
    return struck;
  }

  /** What an exception means: the deadline, if that was it. */
  IOException meaning(IOException e) {
    if (!struck) {
      return e;
    }
    SocketTimeoutException timeout = new SocketTimeoutException("it took too long");
    timeout.initCause(e);
    return timeout;
  }
}
