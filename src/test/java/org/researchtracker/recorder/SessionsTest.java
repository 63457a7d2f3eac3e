package org.researchtracker.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions that belong together. If these fail, a class cannot be told from the next one. */
class SessionsTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2025-11-03T11:00:00Z"));

  @TempDir private Path root;

  private ExecutionTracker open() {
    return ExecutionTracker.open(root, RecorderOptions.usual().clock(NOON, ZoneOffset.UTC));
  }

  @Test
  void groupsExecutionsInSessions() throws Exception {
    try (ExecutionTracker tracker = open()) {
      SessionScope session = tracker.startSession("ws");
      String first;
      try (ExecutionScope run = session.start(ExecutionStart.of("x"))) {
        first = run.id();
      }
      session.start(null).close();
      assertThat(session.executionIds()).hasSize(2).contains(first);
      assertThat(tracker.sessions()).containsExactly(session);
      assertThat(session.started()).isEqualTo(NOON.instant());
      session.close();
      assertThat(session.isOpen()).isFalse();
      assertThat(tracker.stats().openSessions()).isZero();
      session.start(ExecutionStart.of("x").id("later"));
      assertThat(session.id()).isEqualTo("ws-2");
    }

    assertThat(
            Recorded.in(root).heads().values().stream()
                .map(heads -> heads.get(0).string("session_id").orElseThrow()))
        .containsExactly("ws", "ws", "ws-2");
  }

  @Test
  void endsSessionsInWhichNothingHappens() {
    RecorderOptions hasty = RecorderOptions.usual().sessionIdle(Duration.ofNanos(1));
    try (ExecutionTracker tracker = ExecutionTracker.open(root, hasty)) {
      SessionScope session = tracker.startSession(null);
      String first = session.id();
      assertThat(session.isOpen()).isFalse();
      assertThat(tracker.sessions()).isEmpty();
      session.start(ExecutionStart.of("x"));
      assertThat(session.id()).isEqualTo(first + "-2");
      assertThat(session.executionIds()).hasSize(1);
    }
  }
}
