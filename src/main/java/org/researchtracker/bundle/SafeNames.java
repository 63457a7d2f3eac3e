package org.researchtracker.bundle;

/** Names that can stand on every system, by the rules for names inside bundles. */
public final class SafeNames {
  private SafeNames() {}

  /**
   * Returns a text as it is where it is a safe name, else {@code x<safe part>-<8 hex of its
   * SHA-256>}.
   *
   * @param longest the most characters that the name may have, at least 12
   */
  public static String of(String text, int longest) {
    return BundleNames.safe(text, longest, 8);
  }

  /** Returns whether a text can stand as it is. */
  public static boolean isSafe(String text, int longest) {
    return BundleNames.isSafe(text, longest);
  }
}
