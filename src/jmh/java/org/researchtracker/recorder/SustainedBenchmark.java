package org.researchtracker.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How many lines a second reach the file when none may be lost: calls wait for room. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Benchmark)
public class SustainedBenchmark {
  private static final int EVENTS = 1_000_000;

  /** What is logged to. */
  @Param({"recorder", "logback", "log4j"})
  public String sink;

  /** How many threads log. */
  @Param({"1", "4", "16"})
  public int threads;

  private Path folder;

  /** Makes a folder. */
  @Setup(Level.Invocation)
  public void open() throws IOException {
    folder = Files.createTempDirectory("tracker-jmh");
  }

  /** Deletes it. */
  @TearDown(Level.Invocation)
  public void close() throws IOException {
    Sink.delete(folder);
  }

  /** Logs a million items from first to last. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void events() throws Exception {
    Sink open = Sink.open(sink, folder, true);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < EVENTS / threads; i++) {
                  open.log();
                }
              });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    long written = open.close();
    if (written < EVENTS / threads * threads) {
      throw new IllegalStateException(written + " lines of " + EVENTS);
    }
  }
}
