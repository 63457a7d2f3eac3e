package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The packaged {@code tracker serve}, a process of its own until it is closed. */
final class ServeProgram implements AutoCloseable {
  private static final Path DIST = Path.of(System.getProperty("tracker.dist", "target/tracker"));

  private final Process process;
  private final String address;

  private ServeProgram(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts on any free port.
   *
   * @param folder for its index, and what it says on stderr
   */
  static ServeProgram start(Path logs, Path folder, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(DIST.resolve("bin/tracker").toString(), "serve", "--port", "0"));
    command.addAll(List.of("--logs", logs.toString()));
    command.addAll(List.of("--index", folder.resolve("serve-index.db").toString()));
    command.addAll(List.of(options));
    Process started =
        new ProcessBuilder(command).redirectError(folder.resolve("serve-err").toFile()).start();
    BufferedReader out = started.inputReader(UTF_8);
    String address = Objects.requireNonNull(out.readLine(), "serve prints its address").strip();
    assertThat(address).startsWith("http://127.0.0.1:");
    return new ServeProgram(started, address);
  }

  /** Returns where the page is. */
  String address() {
    return address;
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroy();
    boolean ended = false;
    try {
      ended = process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(ended).as("it ends when it is told to").isTrue();
  }
}
