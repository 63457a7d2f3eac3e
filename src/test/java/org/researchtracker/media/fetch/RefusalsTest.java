package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.fetch.Download.Redirects;
import org.researchtracker.media.fetch.Outcome.Again;
import org.researchtracker.media.fetch.Outcome.Failed;

/**
 * If these fail, a server that is busy is pestered or given up, what is gone is asked for again
 * each night, and what was merely slow is never asked for again.
 */
class RefusalsTest {
  private static final Instant NOW = Instant.parse("2025-11-04T09:45:30Z");

  private final Refusals refusals = new Refusals(Clock.fixed(NOW, ZoneOffset.UTC));

  private Failed status(int status, String url, Map<String, String> headers, String body) {
    Answer answer =
        new Answer(
            status,
            name -> Optional.ofNullable(headers.get(name)),
            -1,
            new ByteArrayInputStream(body.getBytes(UTF_8)),
            () -> {});
    return refusals.status(WebAddress.parse(url).orElseThrow(), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NOT_FOUND, NEXT_RUN",
    "410, NOT_FOUND, NEVER",
    "408, UNREADABLE, SOON",
    "425, UNREADABLE, SOON",
    "429, UNREADABLE, SOON",
    "500, UNREADABLE, SOON",
    "503, UNREADABLE, SOON",
    "507, UNREADABLE, SOON",
    "400, REFUSED, NEXT_RUN",
    "401, REFUSED, NEXT_RUN",
    "403, REFUSED, NEXT_RUN",
    "402, REFUSED, NEXT_RUN",
    "451, REFUSED, NEXT_RUN",
    "499, REFUSED, NEXT_RUN",
    "501, UNREADABLE, NEXT_RUN",
    "505, UNREADABLE, NEXT_RUN",
    "204, UNREADABLE, NEXT_RUN",
    "304, UNREADABLE, NEXT_RUN"
  })
  void whatAStatusMeans(int status, MissingReason reason, Again again) {
    Failed failed = status(status, "https://example.org/a.png", Map.of(), "");
    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed.again()).isEqualTo(again);
    assertThat(failed.detail()).contains(String.valueOf(status));
    assertThat(failed.after()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "' 7 ', 7",
    "0, 0",
    "'Tue, 4 Nov 2025 09:46:30 GMT', 60",
    "'Tue, 4 Nov 2025 09:00:00 GMT', 0"
  })
  void waitsAsLongAsTheServerAsks(String header, long seconds) {
    assertThat(status(503, "https://example.org/a", Map.of("Retry-After", header), "").after())
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "99999999999999999999", "''", "1.5"})
  void whatIsNoTimeIsNoAdvice(String header) {
    assertThat(status(503, "https://example.org/a", Map.of("Retry-After", header), "").after())
        .isEmpty();
  }

  /** The address is believed before the server, which may say anything. */
  @ParameterizedTest
  @CsvSource({
    "'?Expires=1762249530&Signature=s', '', EXPIRED, its signature was good until "
        + "2025-11-04T09:45:30Z",
    "'?Expires=1762249531&Signature=s', it has expired, REFUSED, the server answered 403",
    "'', <Message>Request has EXPIRED</Message>, EXPIRED, the server says that it has expired",
    "'', Signature not valid in the specified time frame, EXPIRED, "
        + "the server says that it has expired",
    "'', access denied, REFUSED, the server answered 403",
  })
  void aSignatureIsOverByItsAddressOrByWhatTheServerSays(
      String query, String body, MissingReason reason, String detail) {
    Failed failed = status(403, "https://example.org/a" + query, Map.of(), body);
    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed.detail()).isEqualTo(detail);
    assertThat(failed.again())
        .isEqualTo(reason == MissingReason.EXPIRED ? Again.NEVER : Again.NEXT_RUN);
  }

  static Stream<Arguments> exceptions() {
    IOException cause = new IOException(new ProtocolException("x"));
    return Stream.of(
        Arguments.of(new UnknownHostException("x"), "TIMEOUT NEXT_RUN its host is unknown"),
        Arguments.of(
            new SocketTimeoutException("x"), "TIMEOUT SOON_IF_THE_HOST_ANSWERS no answer in time"),
        Arguments.of(
            new ConnectTimeoutException("x"), "TIMEOUT SOON_IF_THE_HOST_ANSWERS no answer in time"),
        Arguments.of(
            new ConnectException("x"),
            "TIMEOUT SOON_IF_THE_HOST_ANSWERS nobody answers at its host"),
        Arguments.of(
            new NoRouteToHostException("x"),
            "TIMEOUT SOON_IF_THE_HOST_ANSWERS there is no way to its host"),
        Arguments.of(
            new SSLHandshakeException("x"),
            "REFUSED NEXT_RUN its certificate is not trusted for this name"),
        Arguments.of(
            new SSLPeerUnverifiedException("x"),
            "REFUSED NEXT_RUN its certificate is not trusted for this name"),
        Arguments.of(
            new MessageConstraintException("x"),
            "UNREADABLE NEXT_RUN the head of the answer is too long"),
        Arguments.of(new ConnectionClosedException(), "UNREADABLE SOON the answer was cut off"),
        Arguments.of(new NoHttpResponseException("x"), "UNREADABLE SOON the answer was cut off"),
        Arguments.of(new SocketException("x"), "UNREADABLE SOON the answer was cut off"),
        Arguments.of(new SSLException("x"), "UNREADABLE SOON the answer was cut off"),
        Arguments.of(new EOFException("x"), "UNREADABLE SOON the answer was cut off"),
        Arguments.of(new ZipException("x"), "UNREADABLE NEXT_RUN its compression is damaged"),
        Arguments.of(new ClientProtocolException("x"), "UNREADABLE NEXT_RUN the answer is no HTTP"),
        Arguments.of(cause, "UNREADABLE NEXT_RUN the answer is no HTTP"),
        Arguments.of(new IOException("x"), "UNREADABLE SOON the connection failed"));
  }

  /** None of them tells the text of the exception, which may hold a signed address. */
  @ParameterizedTest
  @MethodSource("exceptions")
  void whatATroubleOfTheNetworkMeans(IOException trouble, String meaning) {
    Failed failed = Refusals.of(trouble);
    assertThat(failed.reason() + " " + failed.again() + " " + failed.detail()).isEqualTo(meaning);
  }

  @Test
  void aRedirectIsFollowedFiveTimesAndNeverToALessSafePlace() {
    WebAddress safe = WebAddress.parse("https://example.org/a").orElseThrow();
    WebAddress open = WebAddress.parse("http://example.org/a").orElseThrow();

    assertThat(Refusals.redirect(safe, Optional.of(safe), 4, Redirects.FOLLOWED)).isEmpty();
    assertThat(Refusals.redirect(open, Optional.of(open), 0, Redirects.FOLLOWED)).isEmpty();
    assertThat(Refusals.redirect(open, Optional.of(safe), 0, Redirects.FOLLOWED)).isEmpty();
    assertThat(Refusals.redirect(safe, Optional.of(safe), 5, Redirects.FOLLOWED))
        .map(Failed::detail)
        .contains("more than 5 redirects");
    assertThat(Refusals.redirect(safe, Optional.of(open), 0, Redirects.FOLLOWED))
        .map(Failed::detail)
        .contains("a redirect from https to http");
    assertThat(Refusals.redirect(safe, Optional.empty(), 0, Redirects.FOLLOWED))
        .map(Failed::reason)
        .contains(MissingReason.REFUSED);
    assertThat(Refusals.redirect(safe, Optional.of(safe), 0, Redirects.REFUSED))
        .map(Failed::reason)
        .contains(MissingReason.REFUSED);
    assertThat(Stream.of(300, 301, 302, 303, 304, 305, 307, 308).filter(Refusals::isRedirect))
        .containsExactly(301, 302, 303, 307, 308);
  }
}
