package org.researchtracker.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.cli.terminal.OutputFailedException;

/**
 * Results on a terminal: held back until they are longer than the screen, then handed to a pager.
 * Most are shorter, and then no pager is started. Not thread-safe, but for {@link #waitFor}, which
 * the process's end calls.
 */
public final class PagedResults extends Results {
  private final Console console;
  private final String command;
  private final Paged writer;
  private volatile @Nullable Process pager;

  private PagedResults(Console console, String command) {
    this.console = console;
    this.command = command;
    this.writer = new Paged();
  }

  /** Returns results that are paged where there is a terminal and a pager, else standard output. */
  public static Results of(Console console) {
    if (!console.terminal().out()) {
      return new Results.Plain(console);
    }
    return command(console)
        .<Results>map(command -> new PagedResults(console, command))
        .orElseGet(() -> new Results.Plain(console));
  }

  /** Returns the pager that is asked for and there; an empty {@code PAGER} asks for none. */
  private static Optional<String> command(Console console) {
    String command = console.env().getOrDefault("PAGER", "less -FRX").strip();
    String program = command.isEmpty() ? "" : command.split("\\s+", -1)[0];
    if (program.isEmpty() || program.equals("cat") || console.env("TERM").equals("dumb")) {
      return Optional.empty();
    }
    return isThere(console, program) ? Optional.of(command) : Optional.empty();
  }

  private static boolean isThere(Console console, String program) {
    String[] folders = console.env("PATH").split(Pattern.quote(java.io.File.pathSeparator), -1);
    return Arrays.stream(folders).anyMatch(folder -> isIn(console, folder, program));
  }

  private static boolean isIn(Console console, String folder, String program) {
    try {
      return Files.isExecutable(console.cwd().resolve(folder).resolve(program));
    } catch (InvalidPathException e) {
      // A PATH may hold anything.
      return false;
    }
  }

  @Override
  public Writer writer() {
    return writer;
  }

  @Override
  public boolean terminal() {
    return true;
  }

  @Override
  public void commit() throws IOException {
    writer.finish();
  }

  @Override
  public void close() throws IOException {
    writer.finish();
  }

  private void waitFor() {
    Process running = pager;
    if (running != null) {
      try {
        running.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Paged extends Writer {
    private final StringBuilder held = new StringBuilder();
    private final int rows = console.terminal().size().get().rows();
    private int lines;
    private @Nullable Writer toPager;
    private boolean finished;

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      if (toPager != null) {
        forward(toPager, new String(text, offset, length));
        return;
      }
      held.append(text, offset, length);
      for (int i = offset; i < offset + length; i++) {
        lines += text[i] == '\n' ? 1 : 0;
      }
      if (lines >= rows) {
        Writer started = start();
        toPager = started;
        forward(started, held.toString());
        held.setLength(0);
      }
    }

    private void forward(Writer to, String text) {
      try {
        to.write(text);
      } catch (IOException e) {
        throw OutputFailedException.readerWentAway(e);
      }
    }

    private Writer start() throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT);
      // What a bare "less" needs to show colours, and to end by itself on a short text.
      builder.environment().putIfAbsent("LESS", "FRX");
      Process process = builder.start();
      pager = process;
      // Ctrl-C reaches this process too; less goes on, and the shell must not take the screen.
      Runtime.getRuntime().addShutdownHook(new Thread(PagedResults.this::waitFor, "tracker-pager"));
      return new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8), 1 << 13);
    }

    void finish() throws IOException {
      if (finished) {
        return;
      }
      finished = true;
      if (toPager == null) {
        console.out().append(held);
        console.out().flush();
        return;
      }
      try {
        toPager.close();
      } catch (IOException e) {
        // The reader has left before the end.
        waitFor();
        return;
      }
      waitFor();
    }

    @Override
    public void flush() throws IOException {
      if (toPager != null) {
        try {
          toPager.flush();
        } catch (IOException e) {
          throw OutputFailedException.readerWentAway(e);
        }
      }
    }

    @Override
    public void close() throws IOException {
      finish();
    }
  }
}
