package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way. A short one is held until it is whole, and then has a length
 * and an entity tag, or is not sent at all to a client that has it; a long one goes out as it
 * comes. For one thread.
 */
final class Reply extends OutputStream {
  /** How much is written to the client in one go, bytes. */
  static final int PIECE = 1 << 15;

  /** How much is held before it goes out, bytes. */
  static final int HELD = 1 << 16;

  /** Below this a body gets longer, not shorter. */
  private static final int WORTH_PACKING = 1 << 10;

  private static final String PACKED = "-gzip";

  /** Ends the making of an answer that is its head alone: no more was asked for, or is needed. */
  static final class HeadIsDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeadIsDone() {
      super("the head is all there is", null, false, false);
    }
  }

  private final Call call;
  private final int held;
  private final boolean packed;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 12);
  private @Nullable OutputStream out;

  private Reply(Call call, int held) {
    this.call = call;
    this.held = held;
    this.packed = acceptsGzip(call.header("Accept-Encoding").orElse(""));
  }

  /**
   * Begins an answer of text.
   *
   * @param held how much is held at most before it goes out
   */
  static Reply text(Call call, String type, int held) {
    call.response().getHeaders().put("Content-Type", type);
    call.response().getHeaders().add("Vary", "Accept-Encoding, Authorization");
    return new Reply(call, held);
  }

  /** Returns whether a client takes packed bodies (RFC 9110, section 12.5.3). */
  static boolean acceptsGzip(String header) {
    String quality = null;
    for (String part : header.split(",", -1)) {
      String[] words = part.strip().split(";", -1);
      String coding = words[0].strip();
      if (coding.equalsIgnoreCase("gzip") || (coding.equals("*") && quality == null)) {
        quality = words.length > 1 ? words[1].strip() : "q=1";
      }
    }
    return quality != null && !quality.matches("q=0(\\.0*)?");
  }

  /** Returns a writer into this body, to be flushed before {@link #finish}. */
  Writer writer() {
    return new BufferedWriter(new OutputStreamWriter(this, UTF_8), PIECE);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (out == null && buffer.size() + length > held) {
      begin();
    }
    if (out == null) {
      buffer.write(bytes, offset, length);
    } else {
      out.write(bytes, offset, length);
    }
  }

  private void begin() throws IOException {
    if (call.isHead()) {
      throw new HeadIsDone();
    }
    OutputStream client = new ClientStream(call);
    if (packed) {
      call.response().getHeaders().put("Content-Encoding", "gzip");
      client = new GZIPOutputStream(client, PIECE);
    }
    out = client;
    buffer.writeTo(client);
    buffer.reset();
  }

  /** Says that the body is whole. */
  void finish() throws IOException {
    OutputStream begun = out;
    if (begun != null) {
      begun.close();
      return;
    }
    byte[] body = buffer.toByteArray();
    String tag = tag(body);
    boolean pack = packed && body.length >= WORTH_PACKING;
    call.response().getHeaders().put("ETag", "\"" + tag + (pack ? PACKED : "") + "\"");
    if (call.header("If-None-Match").filter(known -> holds(known, tag)).isPresent()) {
      call.response().setStatus(304);
      call.response().getHeaders().remove("Content-Type");
      throw new HeadIsDone();
    }
    if (pack) {
      call.response().getHeaders().put("Content-Encoding", "gzip");
      body = pack(body);
    }
    call.response().getHeaders().put("Content-Length", body.length);
    if (!call.isHead()) {
      OutputStream client = new ClientStream(call);
      client.write(body);
      client.close();
    }
  }

  private static byte[] pack(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns whether a list of entity tags holds one, packed or not (RFC 9110, section 13.1.2). */
  static boolean holds(String list, String tag) {
    for (String each : list.split(",", -1)) {
      String bare = each.strip();
      bare = bare.startsWith("W/") ? bare.substring(2) : bare;
      if (bare.equals("*")
          || bare.equals("\"" + tag + "\"")
          || bare.equals("\"" + tag + PACKED + "\"")) {
        return true;
      }
    }
    return false;
  }
}
