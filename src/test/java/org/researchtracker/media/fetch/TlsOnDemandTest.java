package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyStoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.model.TrackerException;

/** Whoever fetches from ComfyUI in the same room does not wait for certificates. */
class TlsOnDemandTest {
  private static final byte[] PNG = Pictures.png(5000, 1);

  @TempDir Path folder;

  @Test
  void readsNoCertificatesForHttp() {
    try (RawServer server = RawServer.start((q, r) -> r.send(200, "image/png", PNG))) {
      AtomicInteger read = new AtomicInteger();
      TlsOnDemand tls =
          new TlsOnDemand(
              () -> {
                read.incrementAndGet();
                throw new KeyStoreException("no store");
              });

      Fetches fetches = new Fetches(folder).allowing("127.0.0.1").tls(tls);

      assertThat(fetches.fetch(server.url("/a.png")).bytes()).hasValue(PNG);
      assertThat(read).hasValue(0);
    }
  }

  @Test
  void readsThemOnceForAllConnections() throws Exception {
    Certificates own = Certificates.make(folder, "dns:localhost");
    try (RawServer server =
        RawServer.secure(
            own.serving(), (q, r) -> r.lines("HTTP/1.1 404 Not Found", "Connection: close", ""))) {
      AtomicInteger read = new AtomicInteger();
      TlsOnDemand tls =
          new TlsOnDemand(
              () -> {
                read.incrementAndGet();
                return own.trusting();
              });

      new Fetches(folder)
          .allowing("localhost")
          .tls(tls)
          .fetchAll(
              List.of(
                  Fetches.picture(1, server.urlAs("localhost", "/a.png")),
                  Fetches.picture(2, server.urlAs("localhost", "/b.png"))));

      assertThat(server.requests()).hasSize(2);
      assertThat(read).hasValue(1);
    }
  }

  @Test
  void certificatesThatCannotBeReadEndTheRun() throws Exception {
    Certificates own = Certificates.make(folder, "dns:localhost");
    try (RawServer server =
        RawServer.secure(own.serving(), (q, r) -> r.send(200, "image/png", PNG))) {
      TlsOnDemand tls =
          new TlsOnDemand(
              () -> {
                throw new KeyStoreException("no store");
              });

      Fetches fetches = new Fetches(folder).allowing("localhost").tls(tls);

      assertThatThrownBy(() -> fetches.fetch(server.urlAs("localhost", "/a.png")))
          .isInstanceOf(TrackerException.class)
          .hasMessageContaining("Java cannot do TLS: no store");
    }
  }
}
