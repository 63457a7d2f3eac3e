package org.researchtracker.bundle.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manifest by its name (RFC 8493, 2.1.3 and 2.2.1).
 *
 * @param name the file's
 * @param isTag whether it is of tag files
 * @param algorithm what Java calls the digest
 */
record BagManifest(String name, boolean isTag, String algorithm) {
  private static final Pattern NAME =
      Pattern.compile("(tag)?manifest-([a-z0-9_-]{1,32})\\.txt", Pattern.CASE_INSENSITIVE);

  /** Returns the manifest that a file of this name is, if it is one. */
  static Optional<BagManifest> of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new BagManifest(name, matcher.group(1) != null, algorithm(matcher.group(2))));
  }

  private static String algorithm(String written) {
    String word = written.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    return switch (word) {
      case "md5" -> "MD5";
      case "sha1" -> "SHA-1";
      case "sha224", "sha256", "sha384", "sha512" -> "SHA-" + word.substring(3);
      case "sha3224", "sha3256", "sha3384", "sha3512" -> "SHA3-" + word.substring(4);
      default -> "";
    };
  }

  /** Returns whether its digests can be computed. */
  boolean isKnown() {
    return !algorithm.isEmpty();
  }

  /** Returns how many hex digits a digest has. */
  int digits() {
    return digest(algorithm).getDigestLength() * 2;
  }

  /** Returns a fresh digest of this name. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java's own " + algorithm + " is not there", e);
    }
  }
}
