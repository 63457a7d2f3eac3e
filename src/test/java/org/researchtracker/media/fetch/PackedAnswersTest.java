package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.researchtracker.media.fetch.Fetches.Result;

/**
 * Bodies that a server has packed. If these fail, a bomb fills the disk, or a picture is kept
 * packed.
 */
class PackedAnswersTest extends AskedServer {
  @Test
  void aGzipBombIsRefused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(PNG);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    try (RawServer server =
        RawServer.start(
            (request, reply) ->
                reply.send(200, "image/png", bomb.toByteArray(), "Content-Encoding: gzip"))) {
      Fetches fetches = fetches(server).limits(1 << 30, 1 << 30, Duration.ofSeconds(5), 0);

      Result result = fetches.fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(fetches.partials()).isEmpty();
      assertThat(server.requests().get(0).header("Accept-Encoding")).isEqualTo("identity");
    }
  }

  @Test
  void aSmallGzipBombEndsAtTheSizeLimit() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[3 << 19]);
    }
    try (RawServer server =
        RawServer.start(
            (request, reply) ->
                reply.send(200, "image/png", bomb.toByteArray(), "Content-Encoding: gzip"))) {
      Result result =
          fetches(server)
              .limits(100_000, 1 << 30, Duration.ofSeconds(5), 0)
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("too_large");
    }
  }

  @Test
  void unpacksWhatAStorageHoldsAsGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(PNG);
    }

    Result result =
        fetch(
            (request, reply) ->
                reply.send(200, "image/png", packed.toByteArray(), "Content-Encoding: gzip"));

    assertThat(result.bytes()).hasValue(PNG);
  }

  @Test
  void anEncodingThatNobodyAskedForIsNotKept() {
    Result result =
        fetch((request, reply) -> reply.send(200, "image/png", PNG, "Content-Encoding: br"));

    assertThat(result.reason()).isEqualTo("unreadable");
  }
}
