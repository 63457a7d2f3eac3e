package org.researchtracker.recorder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Programs that run as processes of their own: to be killed, or to hold a lock. */
final class Child {
  private Child() {}

  /** Starts one of the programs below; its standard output can be read. */
  static Process start(String classPath, String program, Path root) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", classPath, Child.class.getName(), program, root.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[1]);
    switch (args[0]) {
      case "endless" -> endless(root);
      case "forgetful" -> forgetful(root);
      case "lock" -> lock(root);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Records without end, and says up to where all is on the disk. */
  private static void endless(Path root) {
    ExecutionTracker tracker = ExecutionTracker.open(root);
    ExecutionScope run = tracker.start(ExecutionStart.of("crash").id("one"));
    String name = Long.toString(ProcessHandle.current().pid());
    for (long i = 0; ; i++) {
      run.item(null, name, Long.toString(i), null);
      if (i % 50 == 49) {
        if (!tracker.flush(Duration.ofSeconds(30))) {
          throw new IllegalStateException("flush: " + tracker.stats());
        }
        System.out.println(name + " " + i);
      }
    }
  }

  /** Ends without closing. */
  private static void forgetful(Path root) {
    ExecutionTracker tracker = ExecutionTracker.open(root);
    ExecutionScope run = tracker.start(ExecutionStart.of("x").id("forgotten"));
    for (int i = 0; i < 1000; i++) {
      run.userInputText("t" + i);
    }
    System.out.println("done");
  }

  /** Holds the lock of a root until its input ends. */
  private static void lock(Path root) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                root.resolve("tracker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      System.out.println("held " + Objects.requireNonNull(lock).isValid());
      while (System.in.read() >= 0) {
        // Nothing is said; the end is what counts.
      }
    }
  }
}
