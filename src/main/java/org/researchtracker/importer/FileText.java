package org.researchtracker.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a file, whole.
 *
 * @param text the text; where bytes are text in no known encoding, U+FFFD stands in their place
 * @param digest SHA-256 of the bytes, lower-case hex
 * @param note what is wrong with the encoding; empty if nothing is
 */
record FileText(String text, String digest, String note) {
  /** What editors and servers on Windows wrote where they did not write UTF-8. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final char UNREADABLE = '\ufffd';
  private static final int FIRST_BEYOND_ASCII = 0x80;

  /** A file that is too large to be read as text. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long size, long limit) {
      super(size + " bytes, more than the " + limit + " that are read as text");
    }
  }

  /**
   * Reads a file, following no link.
   *
   * @param limit the most bytes that are read
   */
  static FileText read(Path file, long limit) throws IOException {
    long size = Files.size(file);
    if (size > limit) {
      throw new TooLargeException(size, limit);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 16) + 1);
    }
    if (bytes.length > limit) {
      throw new TooLargeException(bytes.length, limit);
    }
    return of(bytes);
  }

  /** Decodes bytes; a mark of the byte order tells the encoding and is left out. */
  static FileText of(byte[] bytes) {
    String digest = HexFormat.of().formatHex(sha256().digest(bytes));
    Charset charset = StandardCharsets.UTF_8;
    int from = 0;
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      from = 3;
    } else if (startsWith(bytes, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      from = 2;
    } else if (startsWith(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      from = 2;
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(rest);
      return new FileText(text.toString(), digest, "");
    } catch (CharacterCodingException e) {
      String text = new String(bytes, from, bytes.length - from, charset);
      if (from == 0 && !isUtf8InParts(text)) {
        String windows = new String(bytes, WINDOWS);
        if (windows.indexOf(UNREADABLE) < 0) {
          return new FileText(windows, digest, "not UTF-8: read as " + WINDOWS.name());
        }
      }
      String note = "not " + charset.name() + ": what cannot be read is shown as " + UNREADABLE;
      return new FileText(text, digest, note);
    }
  }

  /**
   * Returns whether a text that is no whole UTF-8 was meant to be: some letter beyond ASCII could
   * be read, or nothing but the end is wrong, where a file was cut off.
   */
  private static boolean isUtf8InParts(String text) {
    int end = text.endsWith("\ufffd") ? text.length() - 1 : text.length();
    return text.chars().limit(end).allMatch(c -> c < FIRST_BEYOND_ASCII)
        || text.chars().anyMatch(c -> c >= FIRST_BEYOND_ASCII && c != UNREADABLE);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns a new SHA-256. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the beginning of the SHA-256 of texts, enough to tell versions apart. */
  static String fingerprint(String... texts) {
    MessageDigest sha256 = sha256();
    for (String text : texts) {
      // UTF-16, because lone surrogates have no UTF-8.
      sha256.update(text.getBytes(StandardCharsets.UTF_16LE));
      sha256.update((byte) 0);
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, 6);
  }
}
