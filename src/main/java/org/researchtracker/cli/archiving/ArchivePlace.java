package org.researchtracker.cli.archiving;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which archive; as typed, before or after the word of one of the archive's own commands. */
@Command
final class ArchivePlace {
  @Option(names = "--to", order = -1, paramLabel = "DIR", description = "The folder of the archive")
  private @Nullable String to;

  private final @Nullable ArchivePlace before;

  ArchivePlace() {
    this.before = null;
  }

  /** Takes what stood before the command's word where nothing stands after it. */
  ArchivePlace(ArchivePlace before) {
    this.before = before;
  }

  /** Returns the folder of the archive. */
  Path folder(Session session) {
    String named = to == null && before != null ? before.to : to;
    if (named == null || named.isEmpty()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "no archive named", "name its folder: --to DIR");
    }
    try {
      return session.console().cwd().resolve(named);
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "--to '" + named + "' is no path on this system", "", e);
    }
  }
}
