package org.researchtracker.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Collects the texts of a PNG while its bytes pass by: chunks {@code tEXt}, {@code zTXt} and {@code
 * iTXt} (W3C PNG, third edition, 11.3.3). ComfyUI keeps its graph there, under {@code prompt} and
 * {@code workflow}.
 *
 * <p>Looks at no pixel, keeps at most {@link #MAX_TEXT} bytes of texts, and never throws on any
 * bytes: what is malformed gives fewer texts. Not thread-safe; for one file.
 */
public final class PngTexts {

  /** The most bytes of texts that are kept, 16 MiB; a graph has some hundred KiB. */
  public static final int MAX_TEXT = 16 << 20;

  private static final int SIGNATURE = 8;
  private static final int CHUNK_HEAD = 8;
  private static final int CHUNK_CRC = 4;
  private static final int MOST_CHUNKS = 200;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final byte[] head = new byte[CHUNK_HEAD];
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int headLength;
  private long skip = SIGNATURE;
  private long bodyLeft;
  private String type = "";
  private int room = MAX_TEXT;

  /**
   * Returns the texts that stand in a file before its pixels, where those who write graphs put
   * them; empty for what is no PNG. A link is not followed.
   *
   * @throws IOException if the file cannot be read
   */
  public static Map<String, String> beforePixels(Path file) throws IOException {
    PngTexts texts = new PngTexts();
    try (FileBytes bytes = FileBytes.open(file)) {
      byte[] signature = bytes.read(0, SIGNATURE);
      if (!new Head(signature, signature.length, SIGNATURE).at(0, 0x89, 'P', 'N', 'G')) {
        return texts.texts();
      }
      texts.accept(signature, 0, signature.length);
      long at = SIGNATURE;
      for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
        byte[] begin = bytes.read(at, CHUNK_HEAD);
        Head head = new Head(begin, begin.length, CHUNK_HEAD);
        long length = head.u32be(0);
        if (length < 0 || length > MAX_TEXT || head.at(4, "IDAT")) {
          break;
        }
        byte[] chunk = bytes.read(at, CHUNK_HEAD + (int) length + CHUNK_CRC);
        texts.accept(chunk, 0, chunk.length);
        at += chunk.length;
      }
    }
    return texts.texts();
  }

  /** Takes the next bytes of the file. */
  public void accept(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (skip > 0) {
        int n = (int) Math.min(skip, end - at);
        skip -= n;
        at += n;
      } else if (bodyLeft > 0) {
        int n = (int) Math.min(bodyLeft, end - at);
        body.write(bytes, at, n);
        bodyLeft -= n;
        at += n;
        if (bodyLeft == 0) {
          endText();
        }
      } else {
        head[headLength++] = bytes[at++];
        if (headLength == CHUNK_HEAD) {
          beginChunk();
        }
      }
    }
  }

  /** The texts by keyword, the first of each, in the order of the file. */
  public Map<String, String> texts() {
    return texts;
  }

  private void beginChunk() {
    headLength = 0;
    Head chunk = new Head(head, CHUNK_HEAD, CHUNK_HEAD);
    long length = chunk.u32be(0);
    type = chunk.latin1(4, 4);
    boolean text = type.equals("tEXt") || type.equals("zTXt") || type.equals("iTXt");
    if (type.equals("IEND") || length > Integer.MAX_VALUE) {
      // What follows is no chunk any more.
      skip = Long.MAX_VALUE;
    } else if (text && length > 0 && length <= room) {
      room -= (int) length;
      bodyLeft = length;
    } else {
      skip = length + CHUNK_CRC;
    }
  }

  private void endText() {
    skip = CHUNK_CRC;
    byte[] bytes = body.toByteArray();
    body.reset();
    int keywordEnd = indexOfZero(bytes, 0);
    if (keywordEnd <= 0) {
      return;
    }
    String keyword = new String(bytes, 0, keywordEnd, StandardCharsets.ISO_8859_1);
    Optional<String> text =
        switch (type) {
          case "tEXt" -> Optional.of(plain(bytes, keywordEnd + 1));
          case "zTXt" -> inflate(bytes, keywordEnd + 2, StandardCharsets.ISO_8859_1);
          default -> international(bytes, keywordEnd + 1);
        };
    text.ifPresent(value -> texts.putIfAbsent(keyword, value));
  }

  /**
   * Latin-1 by the standard, but programs write UTF-8: what is valid UTF-8 is taken for it, which
   * is the same for ASCII.
   */
  private static String plain(byte[] bytes, int from) {
    String utf8 = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    return utf8.indexOf('\ufffd') < 0
        ? utf8
        : new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
  }

  /** 11.3.3.4: compression flag and method, language tag, translated keyword, text. */
  private Optional<String> international(byte[] bytes, int from) {
    if (from + 2 > bytes.length) {
      return Optional.empty();
    }
    boolean compressed = bytes[from] == 1;
    int language = indexOfZero(bytes, from + 2);
    int translated = language < 0 ? -1 : indexOfZero(bytes, language + 1);
    if (translated < 0) {
      return Optional.empty();
    }
    int start = translated + 1;
    return compressed
        ? inflate(bytes, start, StandardCharsets.UTF_8)
        : Optional.of(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
  }

  private Optional<String> inflate(byte[] bytes, int from, Charset charset) {
    if (from >= bytes.length) {
      return Optional.empty();
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, from, bytes.length - from);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      while (!inflater.finished()) {
        int n = inflater.inflate(part);
        if (n == 0 || out.size() + n > room) {
          return Optional.empty();
        }
        out.write(part, 0, n);
      }
      room -= out.size();
      return Optional.of(out.toString(charset));
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  private static int indexOfZero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
