package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.ViewKind;

/**
 * The tokens that give access. Only their digests are kept. A lookup takes the same time whichever
 * token fits, and however much of it. Immutable.
 */
public final class Tokens {
  /** Where a person takes a shorter one, guessing it becomes possible. */
  private static final int SAFE_LENGTH = 16;

  private final List<byte[]> digests = new ArrayList<>();
  private final List<Access> accesses = new ArrayList<>();
  private boolean hasShort;

  private Tokens() {}

  /**
   * Reads tokens.
   *
   * @param lines a token, blanks, and {@code student}, {@code advanced} or {@code researcher} in
   *     each; blank lines and those that begin with {@code #} say nothing
   * @param name what the lines are called, for messages; they never quote a token
   * @throws TrackerException if a line is something else, or there is no token
   */
  public static Tokens parse(List<String> lines, String name) {
    Tokens tokens = new Tokens();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (i == 0 && line.startsWith("\ufeff")) {
        line = line.substring(1).strip();
      }
      if (!line.isEmpty() && !line.startsWith("#")) {
        tokens.add(line.split("\\s+", -1), name + ": line " + (i + 1));
      }
    }
    if (tokens.digests.isEmpty()) {
      throw usage(name + " holds no token");
    }
    return tokens;
  }

  private void add(String[] words, String place) {
    Optional<ViewKind> view =
        words.length == 2
            ? ViewKind.ofWord(words[1].toLowerCase(Locale.ROOT))
                .filter(kind -> kind != ViewKind.TRANSCRIPT)
            : Optional.empty();
    if (view.isEmpty()) {
      throw usage(place + " is no token with a view");
    }
    byte[] digest = digest(words[0]);
    if (digests.stream().anyMatch(known -> MessageDigest.isEqual(known, digest))) {
      throw usage(place + " repeats a token");
    }
    hasShort |= words[0].length() < SAFE_LENGTH;
    digests.add(digest);
    accesses.add(new Access(view.get()));
  }

  private static TrackerException usage(String what) {
    return new TrackerException(
        TrackerException.Kind.USAGE,
        what,
        "a line looks like 4f1c9a0e7d2b8c35 student; the views are student, advanced, researcher");
  }

  /** Returns whether a token is so short that it can be guessed. */
  public boolean hasShort() {
    return hasShort;
  }

  /** Returns what a token gives access to. */
  Optional<Access> access(String token) {
    byte[] digest = digest(token);
    Access found = null;
    for (int i = 0; i < digests.size(); i++) {
      // No early end: how long this takes shall tell nothing.
      if (MessageDigest.isEqual(digests.get(i), digest)) {
        found = accesses.get(i);
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
