package org.researchtracker.fuzzing;

import java.lang.reflect.Constructor;
import java.time.Duration;

/** What Jazzer calls: counts and times the inputs of one target. */
public final class Fuzzer {
  /** Names the class of the target. */
  static final String TARGET = "fuzz.target";

  /** What its last words begin with, which {@link Campaign} reads. */
  static final String COUNTED = "counted ";

  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

  private static FuzzTarget target;
  private static long inputs;
  private static long bytes;

  private Fuzzer() {}

  /** Makes the target; Jazzer calls this once. */
  public static void fuzzerInitialize() throws Exception {
    target = target(System.getProperty(TARGET));
    // Loading classes takes seconds here, which are not the first input's.
    for (byte[] seed : target.seeds()) {
      target.take(seed);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> System.err.println("\n" + COUNTED + inputs + " " + bytes)));
  }

  /** Hands an input on; Jazzer calls this for each. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    inputs++;
    bytes += input.length;
    long nanos = nanos(input);
    if (nanos > MOST_NANOS) {
      // Whatever else the machine does meanwhile, it does not do it twice.
      nanos = Math.min(nanos, nanos(input));
    }
    if (nanos > MOST_NANOS) {
      throw new AssertionError("more than a second, twice, for " + input.length + " bytes");
    }
  }

  private static long nanos(byte[] input) throws Exception {
    long begin = System.nanoTime();
    target.take(input);
    return System.nanoTime() - begin;
  }

  static FuzzTarget target(String name) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
    // Targets stand in the packages of what they try, and are nobody else's.
    constructor.setAccessible(true);
    return (FuzzTarget) constructor.newInstance();
  }
}
