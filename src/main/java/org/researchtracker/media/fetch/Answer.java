package org.researchtracker.media.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a server answers: its head, and a body that is still on its way. For one thread.
 *
 * <p>Closing it frees the connection for the next request if the body was read to its end, and
 * breaks it off otherwise.
 */
final class Answer implements AutoCloseable {
  private final int status;
  private final Function<String, Optional<String>> headers;
  private final long length;
  private final InputStream body;
  private final Runnable end;

  /**
   * An answer.
   *
   * @param headers gives a header's value by its name in any case
   * @param length of the body in bytes as the server says, or -1
   * @param end what frees the connection or breaks it off
   */
  Answer(
      int status,
      Function<String, Optional<String>> headers,
      long length,
      InputStream body,
      Runnable end) {
    this.status = status;
    this.headers = headers;
    this.length = length;
    this.body = body;
    this.end = end;
  }

  int status() {
    return status;
  }

  Optional<String> header(String name) {
    return headers.apply(name);
  }

  long length() {
    return length;
  }

  InputStream body() {
    return body;
  }

  /** The first bytes of the body, for its words; what cannot be read is left out. */
  byte[] peek(int count) {
    try {
      return body.readNBytes(count);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
