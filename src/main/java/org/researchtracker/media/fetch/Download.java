package org.researchtracker.media.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.fetch.Outcome.Again;
import org.researchtracker.media.fetch.Outcome.Failed;
import org.researchtracker.media.fetch.Outcome.Fetched;

/**
 * Brings what stands at one address into a partial file, and goes on where an earlier attempt broke
 * off. Believes neither lengths nor types. Safe for use by several threads, each with a partial of
 * its own.
 */
final class Download {
  /** RFC 9110, 14.4: from some byte on, of so many in all or of an unknown number. */
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern FILE_NAME =
      Pattern.compile("(?i)filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");

  private static final int BUFFER = 64 << 10;

  /** What is no larger stays in memory, and nothing of it is resumed. */
  private static final int SMALL = 16 << 10;

  private static final Failed CHANGED =
      Failed.of(MissingReason.CHANGED, "it changed while it was fetched", Again.SOON);

  private static final Failed WRONG_LENGTH =
      Failed.of(MissingReason.UNREADABLE, Refusals.WRONG_LENGTH, Again.SOON);

  private final Transport transport;
  private final FetchLimits limits;
  private final Allowance allowance;
  private final Refusals refusals;
  private final Redirects redirects;

  Download(
      Transport transport,
      FetchLimits limits,
      Allowance allowance,
      Refusals refusals,
      Redirects redirects) {
    this.transport = transport;
    this.limits = limits;
    this.allowance = allowance;
    this.refusals = refusals;
    this.redirects = redirects;
  }

  /** What to do where a server points elsewhere. */
  enum Redirects {
    FOLLOWED,
    /** What a person named is asked, and nobody else. */
    REFUSED;

    /** As browsers and curl do, but sooner tired of it. */
    static final int MOST = 5;
  }

  /** One attempt: what is asked for, what is known of it, and where it was found. */
  private record Attempt(
      WebAddress from,
      WebAddress address,
      String name,
      Partial partial,
      Wanted wanted,
      long offset) {
    Attempt at(WebAddress next) {
      return new Attempt(from, next, name, partial, wanted, offset);
    }
  }

  /**
   * Asks once.
   *
   * @param name the file's name where the address does not end with it, else empty
   * @return {@link Fetched} if the partial is whole now and what is wanted
   * @throws IOException if the partial cannot be written; what servers do is an outcome
   * @throws InterruptedException if the run was given up
   */
  Outcome fetch(WebAddress from, String name, Partial partial, Wanted wanted)
      throws IOException, InterruptedException {
    Optional<String> validator = partial.validator(from);
    long offset = validator.isPresent() ? partial.size() : 0;
    Map<String, String> headers =
        validator
            .map(known -> Map.of("Range", "bytes=" + offset + "-", "If-Range", known))
            .orElse(Map.of());
    Attempt attempt = new Attempt(from, from, name, partial, wanted, offset);
    try {
      for (int hop = 0; ; hop++) {
        try (Answer answer = ask(attempt.address(), headers)) {
          if (!Refusals.isRedirect(answer.status())) {
            return take(attempt, answer);
          }
          WebAddress here = attempt.address();
          Optional<WebAddress> next = answer.header("Location").flatMap(here::resolve);
          Optional<Failed> bad = Refusals.redirect(here, next, hop, redirects);
          if (bad.isPresent()) {
            return bad.get();
          }
          attempt = attempt.at(next.orElseThrow());
        }
      }
    } catch (NetworkException e) {
      return Refusals.of(e.failure());
    }
  }

  private Answer ask(WebAddress address, Map<String, String> headers) throws NetworkException {
    try {
      return transport.get(address, headers);
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private Outcome take(Attempt attempt, Answer answer)
      throws IOException, NetworkException, InterruptedException {
    return switch (answer.status()) {
      case 200 -> whole(attempt, answer);
      case 206 -> rest(attempt, answer);
      case 416 -> dropped(attempt, CHANGED);
      default -> refusals.status(attempt.from(), answer);
    };
  }

  private Outcome whole(Attempt attempt, Answer answer)
      throws IOException, NetworkException, InterruptedException {
    Optional<Outcome> tooLarge = tooLarge(answer.length());
    if (tooLarge.isPresent()) {
      return dropped(attempt, tooLarge.get());
    }
    Optional<Unpacked> body = body(answer);
    if (body.isEmpty()) {
      return Failed.settled(MissingReason.UNREADABLE, "its encoding was not asked for");
    }
    Optional<Outcome> stopped;
    try (OutputStream out = begin(attempt, answer, body.get().packed())) {
      stopped = copy(body.get().stream(), out, 0);
    }
    return stopped.isPresent() ? dropped(attempt, stopped.get()) : judge(attempt, answer);
  }

  private static OutputStream begin(Attempt attempt, Answer answer, boolean packed)
      throws IOException {
    if (packed) {
      return attempt.partial().begin(attempt.from(), Optional.empty());
    }
    boolean small = answer.length() >= 0 && answer.length() <= SMALL;
    return small
        ? attempt.partial().beginSmall()
        : attempt.partial().begin(attempt.from(), validator(answer));
  }

  /** A body, and whether it is unpacked on the way. */
  private record Unpacked(InputStream stream, boolean packed) {}

  /** Identity is what was asked for; some storages give what they hold, and that may be gzip. */
  private static Optional<Unpacked> body(Answer answer) throws NetworkException {
    String encoding = answer.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    if (encoding.isEmpty() || encoding.equals("identity")) {
      return Optional.of(new Unpacked(answer.body(), false));
    }
    if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Unpacked(new WaryGzip(answer.body()), true));
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private Outcome rest(Attempt attempt, Answer answer)
      throws IOException, NetworkException, InterruptedException {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    boolean fits =
        attempt.offset() > 0
            && range.matches()
            && Long.parseLong(range.group(1)) == attempt.offset()
            && sameVersion(attempt, answer)
            && answer.header("Content-Encoding").isEmpty();
    if (!fits) {
      return dropped(attempt, CHANGED);
    }
    long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    Optional<Outcome> tooLarge = tooLarge(total);
    if (tooLarge.isPresent()) {
      return dropped(attempt, tooLarge.get());
    }
    Optional<Outcome> stopped;
    try (OutputStream out = attempt.partial().resume()) {
      stopped = copy(answer.body(), out, attempt.offset());
    }
    if (stopped.isPresent()) {
      return dropped(attempt, stopped.get());
    }
    return total >= 0 && attempt.partial().size() != total
        ? dropped(attempt, WRONG_LENGTH)
        : judge(attempt, answer);
  }

  /** Throws away what has come so far. */
  private static Outcome dropped(Attempt attempt, Outcome why) throws IOException {
    attempt.partial().discard();
    return why;
  }

  private static boolean sameVersion(Attempt attempt, Answer answer) throws IOException {
    Optional<String> known = attempt.partial().validator(attempt.from());
    Optional<String> tag = answer.header("ETag");
    return tag.isEmpty() || known.isEmpty() || !known.get().startsWith("\"") || tag.equals(known);
  }

  private Optional<Outcome> tooLarge(long size) {
    if (size > limits.maxSize()) {
      return Optional.of(tooLarge("more than " + limits.maxSize() + " bytes"));
    }
    return allowance.has(size) ? Optional.empty() : Optional.of(overTotal());
  }

  private static Failed tooLarge(String detail) {
    return Failed.settled(MissingReason.TOO_LARGE, detail);
  }

  private Failed overTotal() {
    return tooLarge("the limit of the run, " + limits.maxTotal() + " bytes, is reached");
  }

  /** Copies to the end; what it returns is why it stopped before. */
  private Optional<Outcome> copy(InputStream in, OutputStream out, long offset)
      throws IOException, NetworkException, InterruptedException {
    byte[] buffer = new byte[allowance.portion(BUFFER)];
    long size = offset;
    for (int count; (count = read(in, buffer)) >= 0; ) {
      size += count;
      if (size > limits.maxSize()) {
        allowance.giveBack(size - offset - count);
        return Optional.of(tooLarge("more than " + limits.maxSize() + " bytes"));
      }
      if (!allowance.take(count)) {
        allowance.giveBack(size - offset);
        return Optional.of(overTotal());
      }
      out.write(buffer, 0, count);
    }
    return Optional.empty();
  }

  private static int read(InputStream in, byte[] buffer) throws NetworkException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  /** Whether the whole file is what is wanted. */
  private Outcome judge(Attempt attempt, Answer answer) throws IOException {
    Partial partial = attempt.partial();
    long size = partial.size();
    byte[] head = partial.head(MediaSniffer.HEAD_BYTES);
    Optional<Wanted.Named> named = attempt.wanted().accept(head, size, names(attempt, answer));
    if (named.isEmpty()) {
      partial.discard();
      return Failed.settled(
          MissingReason.NOT_MEDIA,
          size == 0 ? "the answer is empty" : "the server sent something else");
    }
    partial.forget();
    return new Fetched(size, named.get().format(), named.get().name(), attempt.address());
  }

  /** What the bytes may be called: by the address, by the server, by the type that it claims. */
  private static List<String> names(Attempt attempt, Answer answer) {
    List<String> names = new ArrayList<>();
    if (!attempt.name().isEmpty()) {
      names.add(attempt.name());
    }
    names.add(attempt.from().fileName());
    names.add(attempt.address().fileName());
    answer
        .header("Content-Disposition")
        .map(FILE_NAME::matcher)
        .filter(Matcher::find)
        .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
        .ifPresent(names::add);
    answer
        .header("Content-Type")
        .flatMap(MediaFormat::ofMimeType)
        .map(format -> "medium." + format.extension())
        .ifPresent(names::add);
    return names;
  }

  /** RFC 9110, 8.8: a strong tag, else a date that was past when it was given. */
  private static Optional<String> validator(Answer answer) {
    Optional<String> tag = answer.header("ETag").filter(text -> text.startsWith("\""));
    if (tag.isPresent()) {
      return tag;
    }
    Optional<String> modified = answer.header("Last-Modified");
    if (modified.isEmpty() || answer.header("Date").isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration age =
          Duration.between(date(modified.get()), date(answer.header("Date").orElseThrow()));
      return age.toSeconds() >= 2 ? modified : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
