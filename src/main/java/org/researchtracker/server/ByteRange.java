package org.researchtracker.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a file that was asked for (RFC 9110, section 14).
 *
 * @param from the first byte
 * @param length how many bytes, at least 1
 */
record ByteRange(long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** What a header asks for. */
  sealed interface Asked {
    /** All of it: nothing else was asked for, or nothing that is understood. */
    record Whole() implements Asked {}

    /** A part of it. */
    record Part(ByteRange range) implements Asked {}

    /** What it does not have. */
    record Nothing() implements Asked {}
  }

  /**
   * Understands a header. Several ranges at once are answered with the whole, as is allowed.
   *
   * @param size bytes in the file
   */
  static Asked of(Optional<String> header, long size) {
    Matcher match = ONE.matcher(header.orElse(""));
    if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    if (match.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(match.group(2)), size);
      return last == 0 ? new Asked.Nothing() : part(size - last, size - 1);
    }
    long from = Long.parseLong(match.group(1));
    long to = match.group(2).isEmpty() ? size - 1 : Long.parseLong(match.group(2));
    if (to < from && !match.group(2).isEmpty()) {
      return new Asked.Whole();
    }
    return from >= size ? new Asked.Nothing() : part(from, Math.min(to, size - 1));
  }

  private static Asked part(long from, long to) {
    return new Asked.Part(new ByteRange(from, to - from + 1));
  }
}
