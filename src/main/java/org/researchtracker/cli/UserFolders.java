package org.researchtracker.cli;

import java.nio.file.Path;

/** The user's folders by the XDG base directory specification. */
final class UserFolders {
  private final Console console;

  UserFolders(Console console) {
    this.console = console;
  }

  /** Returns where settings are. */
  Path config() {
    return folder("XDG_CONFIG_HOME", ".config");
  }

  /** Returns where the index is. */
  Path cache() {
    return folder("XDG_CACHE_HOME", ".cache");
  }

  /** Returns where fetched media are. */
  Path data() {
    return folder("XDG_DATA_HOME", ".local/share");
  }

  private Path folder(String variable, String usual) {
    String named = console.env(variable);
    // The specification: a relative path is invalid and counts for nothing.
    if (!named.isEmpty() && Path.of(named).isAbsolute()) {
      return Path.of(named, "tracker");
    }
    String home = console.env("HOME");
    if (home.isEmpty()) {
      home = System.getProperty("java.io.tmpdir", "/tmp");
    }
    return Path.of(home).resolve(usual).resolve("tracker");
  }
}
