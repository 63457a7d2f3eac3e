package org.researchtracker.media.fetch;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Until when a signed URL is good, as far as its parameters say. Nothing is asked of anybody, and
 * no signature is checked.
 *
 * <p>Read are: AWS and those who do as AWS does (X-Amz-, X-Goog-, X-Oss-, X-Tos-, each with Date
 * and Expires); Azure's shared access signatures (se); CloudFront's policies (Policy); {@code
 * Expires} and its like as a Unix time (S3 and Google before version 4, CloudFront, OSS, and most
 * others); Tencent (q-sign-time); Akamai (exp=… within a token); Discord (ex, hexadecimal); web
 * tokens (RFC 7519) in any parameter.
 */
public final class SignedUrl {

  private static final List<String> CLOUDS = List.of("amz", "goog", "oss", "tos", "obs", "ks");

  private static final List<String> UNIX_NAMES =
      List.of(
          "Expires",
          "Expiry",
          "Expire",
          "Exp",
          "Expires_at",
          "Expires-at",
          "ExpiresAt",
          "Expiration",
          "Valid_until",
          "Validto");

  private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");

  private static final Pattern WITHIN_TOKEN = Pattern.compile("(?:^|[~*,;])exp=(\\d{10})(?!\\d)");

  private static final Pattern WEB_TOKEN =
      Pattern.compile("[A-Za-z0-9_-]+\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]*");

  private static final Pattern EXP_CLAIM = Pattern.compile("\"exp\"\\s*:\\s*(\\d{10})(?!\\d)");

  private static final Pattern EPOCH_TIME =
      Pattern.compile("\"DateLessThan\"\\s*:\\s*\\{\\s*\"AWS:EpochTime\"\\s*:\\s*(\\d{10})(?!\\d)");

  /** 2001 to 2099: what lies outside is no time but a number of seconds, or nothing. */
  private static final long EARLIEST = 1_000_000_000L;

  private static final long LATEST = 4_102_444_800L;

  private SignedUrl() {}

  /** The instant from which on that URL is worthless; the earliest where it names several. */
  public static Optional<Instant> expires(String url) {
    Query query = Query.of(url);
    List<Instant> found = new ArrayList<>();
    CLOUDS.forEach(cloud -> dated(query, cloud).ifPresent(found::add));
    UNIX_NAMES.forEach(
        name -> query.valueIgnoringCase(name).flatMap(SignedUrl::time).ifPresent(found::add));
    if (query.value("sig").isPresent()) {
      query.value("se").flatMap(SignedUrl::time).ifPresent(found::add);
    }
    if (query.value("hm").isPresent()) {
      query.value("ex").flatMap(text -> unix(text, 16)).ifPresent(found::add);
    }
    query
        .value("q-sign-time")
        .flatMap(text -> unix(text.substring(text.indexOf(';') + 1), 10))
        .ifPresent(found::add);
    query.value("Policy").flatMap(SignedUrl::policy).ifPresent(found::add);
    for (String value : query.values()) {
      within(value, WITHIN_TOKEN).ifPresent(found::add);
      webToken(value).ifPresent(found::add);
    }
    return found.stream().min(Comparator.naturalOrder());
  }

  private static Optional<Instant> dated(Query query, String cloud) {
    Optional<String> date = query.valueIgnoringCase("X-" + cloud + "-Date");
    Optional<String> seconds = query.valueIgnoringCase("X-" + cloud + "-Expires");
    if (date.isEmpty() || seconds.isEmpty() || !seconds.get().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          OffsetDateTime.parse(date.get(), BASIC)
              .toInstant()
              .plusSeconds(Long.parseLong(seconds.get())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A Unix time in seconds or milliseconds, or an ISO time; one without a zone is UTC. */
  private static Optional<Instant> time(String text) {
    if (text.matches("\\d{13}")) {
      return unix(text.substring(0, 10), 10);
    }
    if (text.matches("\\d+")) {
      return unix(text, 10);
    }
    return iso(text);
  }

  private static Optional<Instant> unix(String text, int radix) {
    if (!text.matches(radix == 16 ? "[0-9a-fA-F]{8}" : "\\d{10}")) {
      return Optional.empty();
    }
    long seconds = Long.parseLong(text, radix);
    return seconds >= EARLIEST && seconds < LATEST
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }

  private static Optional<Instant> iso(String text) {
    try {
      if (text.length() == 10) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d");
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** CloudFront's base64 has three letters of its own. */
  private static Optional<Instant> policy(String value) {
    String usual = value.replace('-', '+').replace('_', '=').replace('~', '/');
    try {
      return within(
          new String(Base64.getDecoder().decode(usual), StandardCharsets.UTF_8), EPOCH_TIME);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> webToken(String value) {
    Matcher token = WEB_TOKEN.matcher(value);
    if (!value.startsWith("ey") || !token.matches()) {
      return Optional.empty();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(token.group(1));
      return within(new String(claims, StandardCharsets.UTF_8), EXP_CLAIM);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> within(String text, Pattern pattern) {
    Matcher time = pattern.matcher(text);
    return time.find() ? unix(time.group(1), 10) : Optional.empty();
  }
}
