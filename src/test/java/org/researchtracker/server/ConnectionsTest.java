package org.researchtracker.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** If these fail, the answer to one client is broken off because another one has gone. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {
  private final CountDownLatch looking = new CountDownLatch(1);
  private final CountDownLatch unwatched = new CountDownLatch(1);
  private final CountDownLatch lookedOn = new CountDownLatch(1);

  /** Has gone; that is found out while its answer comes to its end. */
  private final class Leaving extends ByteArrayEndPoint {
    @Override
    public int fill(ByteBuffer buffer) {
      looking.countDown();
      try {
        unwatched.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }
  }

  /** Is looked at after the one that leaves. */
  private final class Next extends ByteArrayEndPoint {
    @Override
    public int fill(ByteBuffer buffer) {
      lookedOn.countDown();
      return 0;
    }
  }

  @Test
  void aThreadThatIsLeftAloneIsNotInterrupted() throws InterruptedException {
    try (Connections connections = new Connections(Duration.ofMillis(40))) {
      Leaving leaving = new Leaving();
      connections.watch(leaving, Thread.currentThread());
      looking.await();
      connections.unwatch(leaving);
      connections.watch(new Next(), new Thread());
      unwatched.countDown();
      lookedOn.await();

      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
