package org.researchtracker.media.fetch;

import java.time.Duration;

/**
 * How much is asked of servers, and taken from them.
 *
 * @param maxSize bytes of one medium at most
 * @param maxTotal bytes of all media of one run at most
 * @param timeout for connecting, for the head of an answer, and for any silence within one
 * @param whole for a medium as a whole
 * @param rate bytes a second at most, all connections together; 0 is any
 * @param attempts how often one source is asked at most, where asking again makes sense
 * @param backOff the wait before the second attempt, which doubles with each; a random part of it
 *     is left out, so that not all come back at once
 * @param maxWait the longest wait that a server may ask for
 * @param perHost connections to one host at a time
 * @param parallel connections at a time
 */
public record FetchLimits(
    long maxSize,
    long maxTotal,
    Duration timeout,
    Duration whole,
    long rate,
    int attempts,
    Duration backOff,
    Duration maxWait,
    int perHost,
    int parallel) {

  /**
   * What a medium as a whole may take where nothing else is said, in timeouts: an hour where the
   * timeout is 30 seconds.
   */
  private static final int WHOLE = 120;

  /** What holds where nothing else is said: 1 GiB, 64 GiB, 30 s, any rate, four attempts. */
  public static final FetchLimits USUAL =
      new FetchLimits(
          1L << 30,
          64L << 30,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30).multipliedBy(WHOLE),
          0,
          4,
          Duration.ofMillis(500),
          Duration.ofMinutes(2),
          4,
          8);

  public FetchLimits {
    if (maxSize < 1 || maxTotal < 1 || rate < 0 || attempts < 1 || perHost < 1 || parallel < 1) {
      throw new IllegalArgumentException("a limit below what is possible");
    }
    boolean noTime = timeout.isNegative() || timeout.isZero() || whole.compareTo(timeout) < 0;
    if (noTime || backOff.isNegative() || maxWait.isNegative()) {
      throw new IllegalArgumentException("a time below what is possible");
    }
  }

  /** With what a person may choose. */
  public FetchLimits with(long newMaxSize, long newMaxTotal, Duration newTimeout, long newRate) {
    return new FetchLimits(
        newMaxSize,
        newMaxTotal,
        newTimeout,
        newTimeout.multipliedBy(WHOLE),
        newRate,
        attempts,
        backOff,
        maxWait,
        perHost,
        parallel);
  }
}
