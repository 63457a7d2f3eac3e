package org.researchtracker.cli.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.model.TrackerException;

/**
 * The user's folders by the XDG base directory specification. Where there is no home folder, a
 * folder of the user's own in the one for temporary files stands for it, but never for settings:
 * nobody else shall be able to lay out a file there that is believed.
 */
final class UserFolders {
  private final Console console;

  UserFolders(Console console) {
    this.console = console;
  }

  /** Returns where settings are; empty without a home folder. */
  Optional<Path> config() {
    return named("XDG_CONFIG_HOME").or(() -> inHome(".config"));
  }

  /** Returns where the index is. */
  Path cache() {
    return named("XDG_CACHE_HOME")
        .or(() -> inHome(".cache"))
        .orElseGet(() -> ofThisUser().resolve("cache"));
  }

  /** Returns where fetched media are. */
  Path data() {
    return named("XDG_DATA_HOME")
        .or(() -> inHome(".local/share"))
        .orElseGet(() -> ofThisUser().resolve("data"));
  }

  private Optional<Path> named(String variable) {
    String named = console.env(variable);
    // The specification: a relative path is invalid and counts for nothing.
    return !named.isEmpty() && Path.of(named).isAbsolute()
        ? Optional.of(Path.of(named, "tracker"))
        : Optional.empty();
  }

  private Optional<Path> inHome(String usual) {
    String home = console.env("HOME");
    return home.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(home).resolve(usual).resolve("tracker"));
  }

  /** Makes the folder {@code tracker-UID}, or makes sure that it is the user's, and no link. */
  private Path ofThisUser() {
    String named = console.env("TMPDIR");
    Path shared = Path.of(named.isEmpty() ? System.getProperty("java.io.tmpdir", "/tmp") : named);
    try {
      Path probe = Files.createTempDirectory(shared, "tracker");
      Object user;
      try {
        user = Files.getAttribute(probe, "unix:uid");
      } finally {
        Files.delete(probe);
      }
      Path own = shared.resolve("tracker-" + user);
      try {
        Files.createDirectory(
            own,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        check(own, user);
      }
      return own;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "there is no home folder, and none can be made in " + shared,
          "set HOME, or name the index with --index",
          e);
    }
  }

  private static void check(Path own, Object user) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(own, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean mine =
        Files.getAttribute(own, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user)
            && PosixFilePermissions.toString(found.permissions()).endsWith("------");
    if (!found.isDirectory() || !mine) {
      throw TrackerException.failed(
          own + " is not a folder of this user alone",
          "set HOME, or name the index with --index; somebody else may have laid it out");
    }
  }
}
