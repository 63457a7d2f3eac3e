package org.researchtracker.cli.archiving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.researchtracker.archive.ArchiveEvents;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.archive.ArchiveStatus;
import org.researchtracker.archive.Bookmark;
import org.researchtracker.archive.Spans;
import org.researchtracker.cli.reading.IndexPlace;
import org.researchtracker.cli.session.Progress;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How to go about a change of an archive; as typed. */
@Command
final class ArchiveOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,60}");

  @Option(
      names = "--lock-wait",
      paramLabel = "SPAN",
      description = "How long to wait for another run that holds the lock, such as 5m (default: 0)")
  private String lockWait = "0";

  /** Takes the lock of an archive. */
  ArchiveRun begin(Session session, Path folder, String command) {
    ArchiveRun run =
        ArchiveRun.begin(
            folder,
            command,
            span("--lock-wait", lockWait),
            session.console().clock(),
            events(session, command));
    run.cacheIn(session.settings().cacheFolder());
    return run;
  }

  /** Takes the lock of an archive that is there. */
  ArchiveRun beginExisting(Session session, Path folder, String command) {
    ArchiveStatus.require(folder);
    return begin(session, folder, command);
  }

  /** Returns what hears of a run. */
  static ArchiveEvents events(Session session, String command) {
    Progress bar = session.progress(command, Long::toString);
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
                usage(
                    option + " '" + typed + "' is no span of time",
                    "a span looks like 90s, 5m, 26h or 7d"));
  }

  /** Returns the number of bytes that was typed. */
  static long size(String option, String typed) {
    return ByteSize.parse(typed)
        .orElseThrow(
            () -> usage(option + " '" + typed + "' is no size", "a size looks like 500M or 2G"));
  }

  /** Returns the bookmark of a consumer of the logs in force. */
  static Bookmark bookmark(Session session, String name) {
    if (!NAME.matcher(name).matches()) {
      throw usage(
          "--since-last '" + name + "' cannot name a bookmark",
          "letters, digits, '.', '_' and '-' can");
    }
    Path folder = session.settings().dataFolder().resolve("bookmarks");
    return Bookmark.open(
        folder.resolve(name + "-" + IndexPlace.rootsDigest(session.settings()) + ".mark"));
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
