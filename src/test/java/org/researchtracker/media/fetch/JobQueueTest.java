package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.fetch.Outcome.Again;
import org.researchtracker.media.fetch.Outcome.Failed;
import org.researchtracker.model.MediaType;

/** If these fail, one host is flooded while others wait, or a run never ends. */
@Timeout(60)
class JobQueueTest {
  private static final Failed SILENT =
      Failed.of(MissingReason.TIMEOUT, "no answer", Again.SOON_IF_THE_HOST_ANSWERS);

  private static Source at(String host, Step step) {
    return new Source(
        host,
        step,
        "https://" + host + "/",
        partial -> {
          throw new AssertionError("nothing is fetched here");
        });
  }

  private static Job job(long number, String... hosts) {
    List<Source> sources = new ArrayList<>();
    for (String host : hosts) {
      sources.add(at(host, Step.WEB));
    }
    FetchTarget target =
        Fetches.target(number, Optional.empty(), Optional.empty(), MediaType.IMAGE);
    return new Job(target, sources, Optional.empty());
  }

  private static long number(Job job) {
    return job.target().reference().sequenceNumber();
  }

  @Test
  void hostsTakeTurnsAndEachHasNoMoreThanItsShare() throws InterruptedException {
    JobQueue queue = new JobQueue(2);
    for (long i = 1; i <= 4; i++) {
      queue.add(job(i, "one"));
    }
    queue.add(job(5, "two"));
    queue.close();

    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      order.add(number(queue.take().orElseThrow()));
    }
    assertThat(order).containsExactly(1L, 5L, 2L);
    queue.done("one");
    assertThat(number(queue.take().orElseThrow())).isEqualTo(3);
    queue.done("two");
    queue.done("one");
    assertThat(number(queue.take().orElseThrow())).isEqualTo(4);
    queue.done("one");
    queue.done("one");
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void whatIsPutBackComesAfterItsTimeAndTheRunWaitsForIt() throws InterruptedException {
    JobQueue queue = new JobQueue(1);
    queue.add(job(1, "one"));
    queue.add(job(2, "one"));
    queue.close();

    Job first = queue.take().orElseThrow();
    queue.putBack(first, Duration.ofHours(1));
    queue.done("one");
    Job second = queue.take().orElseThrow();
    assertThat(number(second)).isEqualTo(2);
    queue.putBack(second, Duration.ZERO);
    queue.done("one");
    assertThat(queue.take()).contains(second);
    queue.putBack(second, Duration.ofMillis(1));
    queue.done("one");
    assertThat(queue.take()).contains(second);
    queue.done("one");
    assertThat(givenUntil(queue, Thread.State.TIMED_WAITING, queue::stop)).isEmpty();
  }

  @Test
  void aHostThatAsksToBeLeftAloneIsAndTheOthersAreNot() throws InterruptedException {
    JobQueue queue = new JobQueue(1);
    queue.rest("one", Duration.ofHours(1));
    queue.rest("three", Duration.ofMillis(1));
    queue.add(job(1, "one"));
    queue.add(job(2, "two"));
    queue.add(job(3, "three"));
    queue.close();

    assertThat(List.of(queue.take(), queue.take()))
        .extracting(job -> number(job.orElseThrow()))
        .containsExactlyInAnyOrder(2L, 3L);
    assertThat(givenUntil(queue, Thread.State.TIMED_WAITING, queue::stop)).isEmpty();
  }

  /** A host that is down would cost the timeout once for each of a thousand media. */
  @Test
  void aHostIsGivenUpAfterSilencesInARowOnEachConnection() {
    JobQueue queue = new JobQueue(2);
    for (int i = 0; i < 3; i++) {
      queue.silent("one", SILENT);
    }
    queue.answered("one");
    for (int i = 0; i < 3; i++) {
      queue.silent("one", SILENT);
    }
    assertThat(queue.down("one")).isEmpty();
    queue.silent("one", SILENT);
    assertThat(queue.down("one")).contains(SILENT);
    assertThat(queue.down("two")).isEmpty();
  }

  @Test
  void whoBringsMoreThanAThousandWaitsUntilOneIsTaken() throws InterruptedException {
    JobQueue queue = new JobQueue(1);
    for (long i = 0; i < 1000; i++) {
      queue.add(job(i, "one"));
    }
    Thread more = adding(queue);
    while (more.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(queue.take()).isPresent();
    more.join();

    Thread last = adding(queue);
    while (last.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    queue.stop();
    last.join();
    assertThat(queue.take()).isEmpty();
  }

  private static Thread adding(JobQueue queue) {
    Thread thread =
        new Thread(
            () -> {
              try {
                queue.add(job(2000, "one"));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  /** Whoever waits for a job when all is done, or all is over, must hear of it. */
  @Test
  void thoseWhoWaitAreToldOfTheEnd() throws InterruptedException {
    JobQueue stopped = new JobQueue(1);
    assertThat(givenUntil(stopped, Thread.State.WAITING, stopped::stop)).isEmpty();

    JobQueue ended = new JobQueue(1);
    assertThat(givenUntil(ended, Thread.State.WAITING, ended::close)).isEmpty();

    JobQueue done = new JobQueue(1);
    done.add(job(1, "one"));
    assertThat(done.take()).isPresent();
    done.close();
    assertThat(givenUntil(done, Thread.State.WAITING, () -> done.done("one"))).isEmpty();
  }

  @Test
  void whoWaitsIsGivenWhatComes() throws InterruptedException {
    JobQueue added = new JobQueue(1);
    assertThat(givenUntil(added, Thread.State.WAITING, () -> adding(added))).isPresent();

    JobQueue broughtBack = new JobQueue(2);
    broughtBack.add(job(1, "one"));
    Job taken = broughtBack.take().orElseThrow();
    Runnable putBack = () -> broughtBack.putBack(taken, Duration.ofMillis(1));
    assertThat(givenUntil(broughtBack, Thread.State.WAITING, putBack)).contains(taken);
  }

  /** If this fails, a server that belongs to somebody else is asked by all threads at once. */
  @Test
  void nobodyIsGivenMoreThanAHostsShare() throws InterruptedException {
    JobQueue queue = new JobQueue(2);
    for (long i = 1; i <= 3; i++) {
      queue.add(job(i, "one"));
    }
    assertThat(queue.take()).isPresent();
    assertThat(queue.take()).isPresent();
    assertThat(givenUntil(queue, Thread.State.WAITING, queue::stop)).isEmpty();
  }

  /** What somebody is given who waits in vain until something is done. */
  private static Optional<Job> givenUntil(JobQueue queue, Thread.State waiting, Runnable action)
      throws InterruptedException {
    AtomicReference<Optional<Job>> given = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                given.set(queue.take());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    while (thread.isAlive() && thread.getState() != waiting) {
      Thread.onSpinWait();
    }
    assertThat(given.get()).as("given before").isNull();
    action.run();
    thread.join();
    return given.get();
  }

  @Test
  void tellsTheFirstFailureThatSaysMoreThanThatNothingIsThere() {
    Failed nothing = Failed.settled(MissingReason.NOT_FOUND, "404");
    Failed lost = Failed.settled(MissingReason.HISTORY_LOST, "");
    Job job = job(1, "one", "two", "three", "four");
    assertThat(job.failure().reason()).isEqualTo(MissingReason.NOT_FETCHED);
    assertThat(job.failedStep()).isEqualTo(Step.WEB);
    assertThat(job.failedAddress()).isEmpty();

    job.asked();
    assertThat(job.attempts()).isEqualTo(1);
    job.giveUp(lost);
    assertThat(job.attempts()).isZero();
    job.giveUp(nothing);
    assertThat(job.failure()).isEqualTo(lost);
    job.giveUp(SILENT);
    assertThat(job.hasSource()).isTrue();
    job.giveUp(Failed.settled(MissingReason.REFUSED, ""));
    assertThat(job.hasSource()).isFalse();
    assertThat(job.failure()).isEqualTo(SILENT);
    assertThat(job.failedAddress()).isEqualTo("https://three/");
  }

  @Test
  void addressesOnTheWebThatAreKnownToBeGoneArePassedOver() {
    Failed gone = Failed.of(MissingReason.NOT_FOUND, Refusals.GONE, Again.NEVER);
    FetchTarget target = Fetches.target(1, Optional.empty(), Optional.empty(), MediaType.IMAGE);
    List<Source> sources = List.of(at("a", Step.WEB), at("b", Step.COMFYUI), at("c", Step.WEB));
    Job job = new Job(target, sources, Optional.of(gone));

    assertThat(job.source().step()).isEqualTo(Step.COMFYUI);
    job.giveUp(Failed.settled(MissingReason.HISTORY_LOST, ""));
    assertThat(job.hasSource()).isFalse();
    assertThat(job.failure()).isEqualTo(gone);
  }
}
