package org.researchtracker.cli.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.index.LogIndex;

/** Where the index of a set of log roots lies, unless one is named. */
public final class IndexPlace {
  private IndexPlace() {}

  /** Returns the index in force. */
  public static Path of(Settings settings) {
    Optional<Path> named = settings.namedIndex();
    return named.isPresent() ? named.get() : usual(settings, settings.logRoots());
  }

  /** Returns a number for the set of log roots in force, as 16 hexadecimal digits. */
  public static String rootsDigest(Settings settings) {
    return rootsDigest(settings.logRoots());
  }

  private static String rootsDigest(List<Path> logRoots) {
    Set<String> roots = new TreeSet<>();
    for (Path root : logRoots) {
      roots.add(real(root));
    }
    return digest(String.join("\n", roots));
  }

  /** Returns the usual index of these roots, whatever the settings name. */
  public static Path usual(Settings settings, List<Path> logRoots) {
    // With the version, so that two versions of the program do not take turns rebuilding.
    String name = "index-v" + LogIndex.SCHEMA_VERSION + "-" + rootsDigest(logRoots) + ".db";
    return settings.cacheFolder().resolve(name);
  }

  private static String real(Path root) {
    try {
      return root.toRealPath().toString();
    } catch (IOException e) {
      // A root that is missing is reported by whoever reads it.
      return root.toAbsolutePath().normalize().toString();
    }
  }

  /** FNV-1a: the index checks its roots itself, and SHA-256 costs milliseconds at each start. */
  private static String digest(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    String hex = Long.toHexString(hash);
    return "0".repeat(16 - hex.length()) + hex;
  }
}
