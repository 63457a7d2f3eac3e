package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** If these fail, what was found of one medium is told of another, or is not told at all. */
class InOrderTest {

  @Test
  void handsOnEveryResultInTheOrderGivenWhicheverIsReadyFirst() {
    List<Integer> results = new ArrayList<>();
    CountDownLatch second = new CountDownLatch(1);
    try (InOrder<Integer, Integer> order =
        new InOrder<>(i -> i == 0 ? afterwards(second, i) : counted(second, i), results::add)) {
      IntStream.range(0, 1000).forEach(order::give);
      order.finish();
    }
    assertThat(results).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  private static int afterwards(CountDownLatch latch, int i) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return i;
  }

  private static int counted(CountDownLatch latch, int i) {
    latch.countDown();
    return i;
  }

  /** Without the bound, an export of a million media keeps them all in memory. */
  @Test
  void takesNoMoreThanSomeBeforeTheFirstResultsAreHandedOn() {
    AtomicInteger handedOn = new AtomicInteger();
    try (InOrder<Integer, Integer> order = new InOrder<>(i -> i, i -> handedOn.incrementAndGet())) {
      IntStream.range(0, 10_000).forEach(order::give);
      assertThat(handedOn.get()).isBetween(5000, 9999);
      order.finish();
    }
    assertThat(handedOn).hasValue(10_000);
  }

  @Test
  void aFailureIsNotSwallowed() {
    try (InOrder<String, Integer> order = new InOrder<>(Integer::valueOf, i -> {})) {
      order.give("no number");
      assertThatThrownBy(order::finish).isInstanceOf(NumberFormatException.class);
    }
    try (InOrder<String, Integer> order = new InOrder<>(InOrderTest::outOfMemory, i -> {})) {
      order.give("much");
      assertThatThrownBy(order::finish).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  private static int outOfMemory(String ignored) {
    throw new OutOfMemoryError("as if");
  }

  @Test
  void whoIsInterruptedWhileWaitingStaysSo() {
    CountDownLatch never = new CountDownLatch(1);
    try (InOrder<Integer, Integer> order = new InOrder<>(i -> afterwards(never, i), i -> {})) {
      order.give(1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(order::finish).hasMessage("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
