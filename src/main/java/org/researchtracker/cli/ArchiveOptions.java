package org.researchtracker.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.ArchiveEvents;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.archive.Bookmark;
import org.researchtracker.archive.Spans;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which archive, and how long to wait for it; as typed. */
@Command
final class ArchiveOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,60}");

  @Option(names = "--to", paramLabel = "DIR", description = "The folder of the archive")
  private @Nullable String to;

  @Option(
      names = "--lock-wait",
      paramLabel = "SPAN",
      description = "How long to wait for another run that holds the lock, such as 5m (default: 0)")
  private String lockWait = "0";

  /** Returns the folder of the archive. */
  Path folder(Session session) {
    if (to == null || to.isEmpty()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "no archive named", "name its folder: --to DIR");
    }
    try {
      return session.console().cwd().resolve(to);
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "--to '" + to + "' is no path on this system", "", e);
    }
  }

  /** Takes the lock of the archive. */
  ArchiveRun begin(Session session, String command) {
    Path folder = folder(session);
    return ArchiveRun.begin(
        folder,
        command,
        span("--lock-wait", lockWait),
        session.console().clock(),
        events(session, "archiving"));
  }

  static ArchiveEvents events(Session session, String what) {
    Progress bar = session.progress(what).counting();
    return new ArchiveEvents() {
      @Override
      public void notice(String line) {
        bar.clear();
        session.notices().say(line);
      }

      @Override
      public void progress(long done, long total) {
        bar.at(done, total);
      }
    };
  }

  /** Returns the span that was typed. */
  static Duration span(String option, String typed) {
    return Spans.parse(typed)
        .orElseThrow(
            () ->
                new TrackerException(
                    TrackerException.Kind.USAGE,
                    option + " '" + typed + "' is no span of time",
                    "a span looks like 90s, 5m, 26h or 7d"));
  }

  /** Returns the bookmark of a consumer of the logs in force. */
  static Bookmark bookmark(Session session, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--since-last '" + name + "' cannot name a bookmark",
          "letters, digits, '.', '_' and '-' can");
    }
    Path folder = session.settings().dataFolder().resolve("bookmarks");
    return Bookmark.open(
        folder.resolve(name + "-" + IndexPlace.rootsDigest(session.settings()) + ".mark"));
  }
}
