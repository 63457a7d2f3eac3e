package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;

/** A log that somebody else wrote cannot make this machine ask its own network. */
class SafetyTest {
  private static final byte[] PNG = Pictures.png(900, 1);

  @TempDir private Path folder;

  private static RawServer pictures() {
    return RawServer.start((request, reply) -> reply.send(200, "image/png", PNG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "017700000001",
        "0x7f.1",
        "0x7F000001",
        "127.0.0.0x1",
        "127.000.000.001",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[127.0.0.1]",
        "[:::]",
        "127.0.0.1.",
        "LOCALHOST",
        "user:secret@127.0.0.1",
        "example.org@127.0.0.1"
      })
  void asksNothingOfThisMachine(String host) {
    try (RawServer server = pictures()) {
      Result result = new Fetches(folder).fetch(server.urlAs(host, "/a.png"));

      assertThat(result.missing()).isPresent();
      assertThat(result.reason()).isEqualTo("refused");
      assertThat(server.requests()).isEmpty();
    }
  }

  /** Java would take it for 177.0.0.1, whom nobody named. */
  @Test
  void asksNoHostInAnOddSpellingEvenIfItWasNamed() {
    Result result = new Fetches(folder).allowing("0177.0.0.1").fetch("http://0177.0.0.1/a.png");

    assertThat(result.reason()).isEqualTo("refused");
  }

  @Test
  void asksAHostThatWasNamed() {
    try (RawServer server = pictures()) {
      assertThat(new Fetches(folder).allowing("127.0.0.1").fetch(server.url("/a.png")).bytes())
          .hasValue(PNG);
      assertThat(
              new Fetches(folder)
                  .allowing("LocalHost:" + server.port())
                  .fetch(Fetches.picture(2, server.urlAs("localhost", "/a.png")))
                  .bytes())
          .hasValue(PNG);
    }
  }

  @Test
  void asksNoOtherPortOfAHostThatWasNamed() {
    try (RawServer server = pictures()) {
      Result result =
          new Fetches(folder)
              .allowing("127.0.0.1:" + (server.port() ^ 1))
              .fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp", "file", "gopher", "jar:http", "data"})
  void knowsTwoSchemes(String scheme) {
    try (RawServer server = pictures()) {
      String url = server.url("/a.png").replaceFirst("http", scheme);

      assertThat(WebAddress.parse(url)).isEmpty();
    }
  }

  @Test
  void followsNoRedirectToAPrivateAddress() {
    try (RawServer inside = RawServer.at("127.0.0.2", (q, r) -> r.send(200, "image/png", PNG));
        RawServer outside =
            RawServer.start(
                (request, reply) ->
                    reply.lines(
                        "HTTP/1.1 302 Found",
                        "Location: " + inside.url("/secret.png"),
                        "Content-Length: 0",
                        ""))) {
      Result result =
          new Fetches(folder).allowing(outside.hostAndPort()).fetch(outside.url("/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(outside.requests()).hasSize(1);
      assertThat(inside.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://127.0.0.1/a.png", "http://", "//", "http://%31/"})
  void followsNoRedirectToWhatIsNoAddress(String location) {
    try (RawServer server =
        RawServer.start(
            (request, reply) ->
                reply.lines(
                    "HTTP/1.1 301 Moved", "Location: " + location, "Content-Length: 0", ""))) {
      Result result =
          new Fetches(folder).allowing(server.hostAndPort()).fetch(server.url("/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void followsAFewRedirectsAndNoMore() {
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              int left = Integer.parseInt(request.path().replaceAll("\\D", ""));
              if (left == 0) {
                reply.send(200, "image/png", PNG);
              } else {
                reply.lines(
                    "HTTP/1.1 307 There",
                    "Location: " + (left - 1) + "?x",
                    "Content-Length: 0",
                    "");
              }
            })) {
      Fetches fetches = new Fetches(folder).allowing(server.hostAndPort());

      assertThat(fetches.fetch(server.url("/5")).bytes()).hasValue(PNG);
      assertThat(fetches.fetch(Fetches.picture(2, server.url("/6"))).reason()).isEqualTo("refused");
    }
  }

  @Test
  void sendsNoPasswordsAndNoCookies() {
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              if (request.path().equals("/a.png")) {
                reply.lines(
                    "HTTP/1.1 302 Found",
                    "Set-Cookie: session=1; Path=/",
                    "Location: /b.png",
                    "Content-Length: 0",
                    "");
              } else {
                reply.send(
                    401, "", new byte[0], "WWW-Authenticate: Basic realm=\"x\"", "Set-Cookie: c=2");
              }
            })) {
      Result result =
          new Fetches(folder)
              .allowing("127.0.0.1")
              .fetch(server.urlAs("child:secret@127.0.0.1", "/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests())
          .allSatisfy(
              request -> {
                assertThat(request.headers())
                    .doesNotContainKeys("authorization", "cookie", "referer");
                assertThat(request.target()).doesNotContain("secret");
                assertThat(request.header("Host")).isEqualTo(server.hostAndPort());
              });
    }
  }

  /** A name that leads to a harmless address when it is checked, and home when it is used. */
  @Test
  void connectsToTheAddressThatWasChecked() {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (RawServer home = pictures();
        RawServer harmless = RawServer.at("127.0.0.2", (q, r) -> r.send(404, "", new byte[0]))) {
      AddressGuard.Lookup rebinding =
          host -> {
            asked.add(host);
            String address = asked.size() == 1 ? "127.0.0.2" : "127.0.0.1";
            return new InetAddress[] {InetAddress.getAllByName(address)[0]};
          };
      Sources.Guarding guarding =
          allowed ->
              new AddressGuard(
                  allowed, rebinding, address -> address.getHostAddress().equals("127.0.0.2"));

      Result result =
          new Fetches(folder)
              .guarding(guarding)
              .fetch("http://rebinding.example:" + harmless.port() + "/a.png");

      assertThat(asked).containsExactly("rebinding.example");
      assertThat(result.reason()).isEqualTo("not_found");
      assertThat(harmless.requests()).hasSize(1);
      assertThat(home.requests()).isEmpty();
    }
  }

  @Test
  void ofSeveralAddressesOnlyTheHarmlessAreConnectedTo() {
    try (RawServer home = pictures()) {
      AddressGuard.Lookup both =
          host ->
              new InetAddress[] {
                InetAddress.getAllByName("127.0.0.1")[0], InetAddress.getAllByName("127.0.0.3")[0]
              };
      Sources.Guarding guarding =
          allowed ->
              new AddressGuard(
                  allowed, both, address -> address.getHostAddress().equals("127.0.0.3"));

      Result result =
          new Fetches(folder)
              .guarding(guarding)
              .pace(1, java.time.Duration.ZERO, java.time.Duration.ZERO)
              .fetch("http://both.example:" + home.port() + "/a.png");

      assertThat(result.reason()).isEqualTo("timeout");
      assertThat(home.requests()).isEmpty();
    }
  }

  /** The proxy would look names up, and connect to what it likes. */
  @Test
  void goesThroughNoProxy() {
    try (RawServer server = pictures();
        RawServer proxy = RawServer.start((q, r) -> r.send(200, "image/png", new byte[0]))) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
      System.setProperty("http.nonProxyHosts", "");
      try {
        Result result = new Fetches(folder).allowing("127.0.0.1").fetch(server.url("/a.png"));

        assertThat(result.bytes()).hasValue(PNG);
        assertThat(proxy.requests()).isEmpty();
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
      }
    }
  }

  @Test
  void aCertificateMustBeTrustedAndForThatName() throws Exception {
    Certificates own = Certificates.make(folder, "dns:localhost");
    try (RawServer server =
        RawServer.secure(own.serving(), (q, r) -> r.send(200, "image/png", PNG))) {
      Fetches trusting =
          new Fetches(folder)
              .allowing("127.0.0.1", "localhost")
              .tls(new TlsOnDemand(own::trusting));

      assertThat(trusting.fetch(server.urlAs("localhost", "/a.png")).bytes()).hasValue(PNG);
      assertThat(trusting.fetch(Fetches.picture(2, server.url("/a.png"))).reason())
          .isEqualTo("refused");
      assertThat(
              new Fetches(folder)
                  .allowing("localhost")
                  .fetch(Fetches.picture(3, server.urlAs("localhost", "/a.png")))
                  .detail())
          .isEqualTo("its certificate is not trusted for this name");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void goesNotFromHttpsToHttp() throws Exception {
    Certificates own = Certificates.make(folder, "dns:localhost");
    try (RawServer open = pictures();
        RawServer secure =
            RawServer.secure(
                own.serving(),
                (q, r) ->
                    r.lines(
                        "HTTP/1.1 302 Found",
                        "Location: " + open.url("/a.png"),
                        "Content-Length: 0",
                        ""))) {
      Result result =
          new Fetches(folder)
              .allowing("localhost", "127.0.0.1")
              .tls(new TlsOnDemand(own::trusting))
              .fetch(secure.urlAs("localhost", "/a.png"));

      assertThat(result.reason()).isEqualTo("refused");
      assertThat(open.requests()).isEmpty();
    }
  }
}
