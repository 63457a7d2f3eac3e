package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** If these fail, an export waits for ever for a thread that has died. */
class SideThreadTest {
  private static final int WAITING = 2;

  @Test
  void doesWorkInItsOrder() throws IOException {
    StringBuilder done = new StringBuilder();
    try (SideThread thread = new SideThread("test", WAITING)) {
      for (char each = 'a'; each <= 'f'; each++) {
        char letter = each;
        thread.put(() -> done.append(letter));
      }
      assertThat(SideThread.await(thread.submit(done::toString))).isEqualTo("abcdef");
    }
  }

  @Test
  void tellsAFailureThatNobodyAwaitedWithTheNextResult() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try (SideThread thread = new SideThread("test", WAITING)) {
            for (int i = 0; i < 3 * WAITING; i++) {
              thread.put(
                  () -> {
                    throw new OutOfMemoryError("as if");
                  });
            }
            assertThatThrownBy(() -> SideThread.await(thread.submit(() -> "done")))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("as if");
          }
        });
  }

  @Test
  void tellsAFailureAsTheTaskDid() {
    try (SideThread thread = new SideThread("test", WAITING)) {
      assertThatThrownBy(
              () ->
                  SideThread.await(
                      thread.submit(
                          () -> {
                            throw new IOException("full");
                          })))
          .isInstanceOf(IOException.class)
          .hasMessage("full");
    }
  }
}
