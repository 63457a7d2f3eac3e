package org.researchtracker.media.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.fetch.Download.Redirects;
import org.researchtracker.media.fetch.Outcome.Again;
import org.researchtracker.media.fetch.Outcome.Failed;

/**
 * What it means that a server gives no medium: its status, its silence, its errors, as a reason and
 * as advice when to ask again. Immutable.
 */
final class Refusals {
  /** The detail of what is gone for good, by which the store's catalogue knows it again. */
  static final String GONE = "gone for good (410)";

  static final String WRONG_LENGTH = "its length is not what was said";

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Asking too much, too early, or at a bad moment. */
  private static final Set<Integer> SOON = Set.of(408, 421, 425, 429, 500, 502, 503, 504, 507, 509);

  private final Clock clock;

  Refusals(Clock clock) {
    this.clock = clock;
  }

  static boolean isRedirect(int status) {
    return REDIRECTS.contains(status);
  }

  /** Why a redirect is not followed; empty where it may be. */
  static Optional<Failed> redirect(
      WebAddress from, Optional<WebAddress> to, int hops, Redirects redirects) {
    if (redirects == Redirects.REFUSED) {
      return Optional.of(refused("the server points elsewhere"));
    }
    if (to.isEmpty()) {
      return Optional.of(refused("the server points to what is no address"));
    }
    if (hops >= Redirects.MOST) {
      return Optional.of(refused("more than " + Redirects.MOST + " redirects"));
    }
    return from.secure() && !to.get().secure()
        ? Optional.of(refused("a redirect from https to http"))
        : Optional.empty();
  }

  static Failed refused(String detail) {
    return Failed.settled(MissingReason.REFUSED, detail);
  }

  /** What an answer means that is neither a body nor a redirect. */
  Failed status(WebAddress from, Answer answer) {
    int status = answer.status();
    String said = "the server answered " + status;
    if (status == 410) {
      return Failed.of(MissingReason.NOT_FOUND, GONE, Again.NEVER);
    }
    if (status == 404) {
      return Failed.settled(MissingReason.NOT_FOUND, said);
    }
    if (SOON.contains(status)) {
      Optional<Duration> after = answer.header("Retry-After").flatMap(this::wait);
      return new Failed(MissingReason.UNREADABLE, said, Again.SOON, after);
    }
    if (status == 400 || status == 401 || status == 403) {
      return expired(from, answer)
          .map(detail -> Failed.of(MissingReason.EXPIRED, detail, Again.NEVER))
          .orElseGet(() -> refused(said));
    }
    return status >= 400 && status < 500
        ? refused(said)
        : Failed.settled(MissingReason.UNREADABLE, said);
  }

  /** Whether the signature's time is over: by the address, else by what the storage says. */
  private Optional<String> expired(WebAddress from, Answer answer) {
    Optional<Instant> end = SignedUrl.expires(from.toString());
    if (end.isPresent()) {
      return end.get().isAfter(clock.instant())
          ? Optional.empty()
          : Optional.of("its signature was good until " + end.get());
    }
    String words =
        new String(answer.peek(4096), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    boolean said = words.contains("expired") || words.contains("not valid in the specified time");
    return said ? Optional.of("the server says that it has expired") : Optional.empty();
  }

  /** RFC 9110, 10.2.3: seconds, or a date; never negative. */
  private Optional<Duration> wait(String retryAfter) {
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What an exception of the network means. */
  static Failed of(IOException e) {
    if (e instanceof RefusedException refused) {
      return refused(refused.why());
    }
    if (e instanceof UnknownHostException) {
      return Failed.settled(MissingReason.TIMEOUT, "its host is unknown");
    }
    if (e instanceof SocketTimeoutException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException) {
      return Failed.of(MissingReason.TIMEOUT, silence(e), Again.SOON_IF_THE_HOST_ANSWERS);
    }
    if (e instanceof SSLHandshakeException
        || e instanceof javax.net.ssl.SSLPeerUnverifiedException) {
      return refused("its certificate is not trusted for this name");
    }
    if (e instanceof MessageConstraintException) {
      return Failed.settled(MissingReason.UNREADABLE, "the head of the answer is too long");
    }
    if (e instanceof ConnectionClosedException
        || e instanceof NoHttpResponseException
        || e instanceof TruncatedChunkException
        || e instanceof MalformedChunkCodingException
        || e instanceof SocketException
        || e instanceof SSLException
        || e instanceof java.io.EOFException) {
      return Failed.of(MissingReason.UNREADABLE, "the answer was cut off", Again.SOON);
    }
    if (e instanceof WaryGzip.BombException) {
      return refused("it swells beyond belief when it is unpacked");
    }
    if (e instanceof ExactConnection.SurplusException) {
      return Failed.of(MissingReason.UNREADABLE, WRONG_LENGTH, Again.SOON);
    }
    if (e instanceof LimitedStream.TooLongException) {
      return Failed.settled(MissingReason.TOO_LARGE, "the answer is too long");
    }
    if (e instanceof ZipException) {
      return Failed.settled(MissingReason.UNREADABLE, "its compression is damaged");
    }
    if (e instanceof org.apache.hc.client5.http.ClientProtocolException
        || e.getCause() instanceof ProtocolException) {
      return Failed.settled(MissingReason.UNREADABLE, "the answer is no HTTP");
    }
    return Failed.of(MissingReason.UNREADABLE, "the connection failed", Again.SOON);
  }

  private static String silence(IOException e) {
    if (e instanceof NoRouteToHostException) {
      return "there is no way to its host";
    }
    return e instanceof ConnectException
            && !(e instanceof org.apache.hc.client5.http.ConnectTimeoutException)
        ? "nobody answers at its host"
        : "no answer in time";
  }
}
