package org.researchtracker.cli.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.SharedIndex;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.model.TrackerException;
import org.researchtracker.server.ApiServer;
import org.researchtracker.server.MediaAccess;
import org.researchtracker.server.Research;
import org.researchtracker.server.ServerOptions;
import org.researchtracker.server.Tokens;

/** Puts the Research API together, and keeps it going until the process is to end. */
final class Serving {
  private static final int READERS = 12;

  /** How long the address is held back for a first look at the logs, which may fail. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(600);

  private final Session session;
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** What is to be told once it is sure that the command does not fail of it. */
  private @Nullable List<String> heldBack = new ArrayList<>();

  Serving(Session session) {
    this.session = session;
  }

  ExitCode run(
      String bind,
      int port,
      @Nullable String tokenFile,
      List<String> hosts,
      List<String> origins,
      boolean open)
      throws InterruptedException {
    Optional<Tokens> tokens = tokens(tokenFile);
    if (tokens.isEmpty() && !ApiServer.isLoopback(bind)) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--bind " + bind + " lets other machines ask, and wants --token-file",
          "the file has a token and its view in each line, such as 4f1c9a0e7d2b8c35 student");
    }
    ServerOptions options =
        new ServerOptions(bind, port, tokens, origins, hosts, ServerOptions.PATIENCE);
    // Read once before anything is answered: a mistake in it is told here.
    LeftOut leftOut = new LeftOut(session.settings().excludeFrom());
    Whereabouts.of(session.settings()).close();
    Thread hook = new Thread(this::stopAtEnd, "tracker-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      offer(options, leftOut, open);
    } finally {
      ended.countDown();
      removeHook(hook);
    }
    return ExitCode.OK;
  }

  private void offer(ServerOptions options, LeftOut leftOut, boolean open)
      throws InterruptedException {
    try (SharedIndex index = SharedIndex.open(Reading.settings(session), events(), READERS)) {
      index.awaitReady(FIRST_LOOK);
      tellHeldBack();
      Research research =
          new Research(
              index,
              session.settings().zone(),
              session.console().clock(),
              leftOut::ids,
              this::media,
              CommandSchemas::named,
              session.labels(),
              Version.number());
      serve(ApiServer.start(research, options, this::say), open);
    }
  }

  private void serve(ApiServer server, boolean open) throws InterruptedException {
    session.console().out().println(server.uri());
    session.console().out().flush();
    if (open) {
      Browser.open(session, server.uri());
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      // Asked to end by whoever started this thread: what is under way is answered all the same.
      end.countDown();
    }
    server.stop();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is what ends it.
      return;
    }
  }

  /** Is run when the process is told to end, and ends it well: that is how a server is stopped. */
  private void stopAtEnd() {
    end.countDown();
    try {
      if (ended.await(10, TimeUnit.SECONDS)) {
        session.console().err().flush();
        Runtime.getRuntime().halt(ExitCode.OK.code());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Tokens> tokens(@Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    Path file = session.console().cwd().resolve(name);
    try {
      Tokens tokens = Tokens.parse(Files.readAllLines(file), "--token-file " + name);
      if (isReadByOthers(file)) {
        say("others on this machine can read " + name + ": chmod 600 " + name);
      }
      if (tokens.hasShort()) {
        say(name + " holds a token of fewer than 16 characters, which can be guessed");
      }
      return Optional.of(tokens);
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "cannot read the tokens in " + name + ": " + IoReason.of(e),
          "",
          e);
    }
  }

  private static boolean isReadByOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    Set<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
    others.removeIf(permission -> permission.name().startsWith("OWNER"));
    others.retainAll(Files.getPosixFilePermissions(file));
    return !others.isEmpty();
  }

  private synchronized void say(String line) {
    session.notices().say(line);
  }

  private synchronized void sayOrHoldBack(String line) {
    if (heldBack == null) {
      say(line);
    } else {
      heldBack.add(line);
    }
  }

  private synchronized void tellHeldBack() {
    List<String> lines = heldBack;
    heldBack = null;
    if (lines != null) {
      lines.forEach(this::say);
    }
  }

  private IndexEvents events() {
    return new IndexEvents() {
      @Override
      public void notice(String line) {
        sayOrHoldBack(line);
      }

      @Override
      public void progress(long doneBytes, long totalBytes) {}
    };
  }

  private MediaAccess media() {
    Whereabouts whereabouts = Whereabouts.of(session.settings());
    return new MediaAccess() {
      @Override
      public MediaResolver resolver() {
        return whereabouts.resolver();
      }

      @Override
      public void close() {
        whereabouts.close();
      }
    };
  }
}
