package org.researchtracker.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one logging call takes: median, p99, p99.9 and the longest, from 1, 4 and 16 threads,
 * with a pause between calls, as a pipeline has, or with none, so that the queue is full most of the
 * time and calls drop what they are given.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 4)
@State(Scope.Benchmark)
public class CallBenchmark {
  /** What is logged to. */
  @Param({"recorder", "logback", "log4j"})
  public String sink;

  /** Pause of each thread between two calls, microseconds. */
  @Param({"100", "0"})
  public int pauseMicros;

  private Path folder;
  private Sink open;

  /** Opens the sink. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("tracker-jmh");
    open = Sink.open(sink, folder, false);
  }

  /** Closes the sink. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    System.out.println("lines written: " + open.close());
    Sink.delete(folder);
  }

  /** Each thread's pause; not part of what is measured. */
  @State(Scope.Thread)
  public static class Pause {
    /** Waits. */
    @Setup(Level.Invocation)
    public void rest(CallBenchmark benchmark) {
      if (benchmark.pauseMicros > 0) {
        LockSupport.parkNanos(benchmark.pauseMicros * 1000L);
      }
    }
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public void threads01(Pause pause) {
    open.log();
  }

  /** Four threads. */
  @Benchmark
  @Threads(4)
  public void threads04(Pause pause) {
    open.log();
  }

  /** Sixteen threads. */
  @Benchmark
  @Threads(16)
  public void threads16(Pause pause) {
    open.log();
  }
}
