package org.researchtracker.bundle.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The two digests of a file: SHA-512 is the bag's, SHA-256 the crate's.
 *
 * @param sha512 lower-case hex
 * @param sha256 lower-case hex
 */
public record Digests(String sha512, String sha256) {

  /** Begins a digest as the bag's manifests have it. */
  public static MessageDigest newSha512() {
    return digest("SHA-512");
  }

  /** Begins a digest as the crate has it. */
  public static MessageDigest newSha256() {
    return digest("SHA-256");
  }

  /** Returns bytes in lower-case hex, two digits each. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java's own " + algorithm + " is not there", e);
    }
  }
}
