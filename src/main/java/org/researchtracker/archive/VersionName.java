package org.researchtracker.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a bundle's file: what all versions of a unit share, and which version it is.
 *
 * @param base what they share
 * @param version from 1; the first one is not named
 */
record VersionName(String base, int version) {
  private static final String ZIP = ".zip";
  private static final Pattern FILE = Pattern.compile("(.+?)(?:_v([1-9][0-9]{0,5}))?\\.zip");
  private static final Pattern LIKE_VERSION = Pattern.compile("(?i).*_v[0-9]+");

  /** Returns what a file's name says, if it can be that of a bundle. */
  static Optional<VersionName> of(String file) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(2);
    return version != null && version.equals("1")
        ? Optional.empty()
        : Optional.of(
            new VersionName(matcher.group(1), version == null ? 1 : Integer.parseInt(version)));
  }

  /** Returns whether a base would be taken for the version of another one. */
  static boolean isLikeVersion(String base) {
    return LIKE_VERSION.matcher(base).matches();
  }

  /** Returns the file's name. */
  String file() {
    return base + (version == 1 ? "" : "_v" + version) + ZIP;
  }
}
