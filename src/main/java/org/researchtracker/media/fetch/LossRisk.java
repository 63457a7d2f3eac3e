package org.researchtracker.media.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.researchtracker.media.MediaReference;

/**
 * Why a medium that nobody has brought yet may be lost, and when. Immutable.
 *
 * @param kind what threatens it
 * @param end when it is or was over, where that is known
 */
public record LossRisk(Kind kind, Optional<Instant> end) {
  public LossRisk {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(end, "end");
  }

  /** What is lost with the next start of a server is taken to be lost within a day. */
  private static final Duration SERVER_RUNS = Duration.ofDays(1);

  /** What ComfyUI calls the files of its temporary folder, which it empties when it starts. */
  private static final Pattern TEMPORARY =
      Pattern.compile(".*ComfyUI_temp_[a-z]{5}_\\d+_\\..*", Pattern.DOTALL);

  /** What may happen to a medium. */
  public enum Kind {
    /** Its signed URL is over; a server may be lenient. */
    EXPIRED,
    /** Its signed URL will be over. */
    EXPIRING,
    /** It lies in ComfyUI's temporary folder, which is emptied at the next start. */
    TEMPORARY,
    /** ComfyUI alone knows of it, until its next start or ten thousand prompts later. */
    HISTORY,
    /** It is at a URL that says nothing of its time. */
    REMOTE;

    /** The name for JSON, such as {@code expiring}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What threatens a medium that is not in hand; empty where nobody knows where it could be. */
  public static Optional<LossRisk> of(MediaReference reference, Clock clock) {
    Set<String> urls = Addresses.urls(reference);
    Optional<Instant> end =
        urls.stream()
            .flatMap(url -> SignedUrl.expires(url).stream())
            .max(Comparator.naturalOrder());
    boolean temporary =
        urls.stream().anyMatch(LossRisk::isTemporaryUrl)
            || Addresses.path(reference).filter(LossRisk::isTemporaryPath).isPresent();
    if (temporary) {
      return Optional.of(new LossRisk(Kind.TEMPORARY, Optional.empty()));
    }
    if (end.isPresent()) {
      boolean over = !end.get().isAfter(clock.instant());
      return Optional.of(new LossRisk(over ? Kind.EXPIRED : Kind.EXPIRING, end));
    }
    if (!urls.isEmpty()) {
      return Optional.of(new LossRisk(Kind.REMOTE, Optional.empty()));
    }
    return Addresses.promptId(reference).map(id -> new LossRisk(Kind.HISTORY, Optional.empty()));
  }

  private static boolean isTemporaryUrl(String url) {
    Query query = Query.of(url);
    return query.value("filename").isPresent() && query.value("type").equals(Optional.of("temp"));
  }

  private static boolean isTemporaryPath(String path) {
    return TEMPORARY.matcher(path).matches();
  }

  /** When it is likely lost, for the order in which media are to be saved; the last is never. */
  public Instant likelyEnd(Clock clock) {
    return switch (kind) {
      case EXPIRED, EXPIRING -> end.orElse(Instant.MAX);
      case TEMPORARY, HISTORY -> clock.instant().plus(SERVER_RUNS);
      case REMOTE -> Instant.MAX;
    };
  }
}
