package org.researchtracker.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The bytes of a {@code data:} URI (RFC 2397), decoded. Immutable.
 *
 * <p>Read with what is met in the field: base64 without padding, in the URL-safe alphabet, with
 * line breaks, or percent-encoded on top.
 */
public final class DataUri {

  /** The most bytes that are decoded, 64 MiB; a longer one is {@code too_large}. */
  public static final int MAX_BYTES = 64 << 20;

  private static final String SCHEME = "data:";

  private final Optional<String> claimedType;
  private final byte[] bytes;

  private DataUri(Optional<String> claimedType, byte[] bytes) {
    this.claimedType = claimedType;
    this.bytes = bytes;
  }

  /**
   * The MIME type that the URI claims, lower case, without parameters; empty where it is silent.
   */
  public Optional<String> claimedType() {
    return claimedType;
  }

  /** How many bytes there are, at most {@link #MAX_BYTES}. */
  public int size() {
    return bytes.length;
  }

  /** A stream over the bytes, from their start; needs no closing. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /** The first bytes, at most {@code count}. */
  byte[] head(int count) {
    return Arrays.copyOf(bytes, Math.min(count, bytes.length));
  }

  /** Returns whether a text begins as a data URI does. */
  public static boolean isDataUri(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** The bytes, or {@code unreadable} or {@code too_large}; the text must be a data URI. */
  static Resolution resolve(String text, int maxBytes) {
    int comma = text.indexOf(',');
    if (comma < 0) {
      return unreadable("the data URI has no comma");
    }
    String[] head = text.substring(SCHEME.length(), comma).split(";", -1);
    boolean base64 = head.length > 1 && head[head.length - 1].strip().equalsIgnoreCase("base64");
    // Before anything is copied: base64 that is percent-encoded as well has four for one.
    if (text.length() - comma > 4L * maxBytes + 1) {
      return tooLarge(maxBytes);
    }
    try {
      byte[] raw = percentDecode(text, comma + 1);
      byte[] bytes = base64 ? base64Decode(raw) : raw;
      if (bytes.length > maxBytes) {
        return tooLarge(maxBytes);
      }
      if (bytes.length == 0) {
        return unreadable("the data URI holds no bytes");
      }
      String type = head[0].strip().toLowerCase(Locale.ROOT);
      return new Resolution.Inline(
          new DataUri(type.isEmpty() ? Optional.empty() : Optional.of(type), bytes));
    } catch (IllegalArgumentException e) {
      return unreadable(base64 ? "the data URI is no valid base64" : "the data URI is malformed");
    }
  }

  private static Resolution unreadable(String detail) {
    return new Resolution.Missing(MissingReason.UNREADABLE, detail);
  }

  private static Resolution tooLarge(int maxBytes) {
    return new Resolution.Missing(
        MissingReason.TOO_LARGE, "the data URI holds more than " + maxBytes + " bytes");
  }

  private static byte[] percentDecode(String text, int from) {
    if (text.indexOf('%', from) < 0) {
      return text.substring(from).getBytes(StandardCharsets.UTF_8);
    }
    byte[] raw = text.substring(from).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded.write(raw[i]);
      } else if (i + 2 < raw.length) {
        decoded.write(HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
        i += 2;
      } else {
        throw new IllegalArgumentException("a percent sign at the end");
      }
    }
    return decoded.toByteArray();
  }

  private static byte[] base64Decode(byte[] raw) {
    byte[] digits = new byte[raw.length];
    int count = 0;
    for (byte digit : raw) {
      if (digit == '-' || digit == '_') {
        digits[count++] = (byte) (digit == '-' ? '+' : '/');
      } else if (" \t\r\n\f".indexOf(digit) < 0) {
        digits[count++] = digit;
      }
    }
    return Base64.getDecoder().decode(Arrays.copyOf(digits, count));
  }
}
