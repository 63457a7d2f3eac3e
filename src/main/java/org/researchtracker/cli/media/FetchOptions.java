package org.researchtracker.cli.media;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.media.fetch.AllowedHosts;
import org.researchtracker.media.fetch.FetchLimits;
import org.researchtracker.media.fetch.FetchSettings;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where media may be fetched from, and how; as typed. The same on every command that fetches. */
@Command
public final class FetchOptions {
  /** What help says of {@code --fetch}, on every command that can do without. */
  public static final String FETCH =
      "First bring into the media store what is elsewhere, as media fetch does";

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)?");

  @Option(
      names = "--comfyui",
      paramLabel = "URL",
      description =
          "A ComfyUI server to ask for what a prompt made, such as http://localhost:8188; can be"
              + " repeated")
  private List<String> comfyui = List.of();

  @Option(
      names = "--swarmui",
      paramLabel = "URL",
      description =
          "A SwarmUI server to ask for paths such as View/local/raw/2025-11-03/a.png; can be"
              + " repeated")
  private List<String> swarmui = List.of();

  @Option(
      names = "--allow-host",
      paramLabel = "HOST[:PORT]",
      description =
          "A host that URLs in logs may lead to although its address is not a public one; can be"
              + " repeated")
  private List<String> allowHost = List.of();

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "What one medium may have at most, such as 200M (default: 1G)")
  private @Nullable String maxSize;

  @Option(
      names = "--max-total",
      paramLabel = "SIZE",
      description = "What is fetched at most, all in all (default: 64G)")
  private @Nullable String maxTotal;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long a server may take to answer, and be silent, such as 10s or 2m; a whole medium may"
              + " take 120 times that (default: 30s)")
  private @Nullable String timeout;

  @Option(
      names = "--rate",
      paramLabel = "SIZE",
      description = "Bytes a second at most, such as 500K (default: any)")
  private @Nullable String rate;

  @Option(
      names = "--retry-final",
      description = "Ask again for what was found to be gone (410) or expired for good")
  private boolean retryFinal;

  /** Takes these options from a plain line. */
  public void take(PlainLine line) {
    comfyui = line.many("--comfyui");
    swarmui = line.many("--swarmui");
    allowHost = line.many("--allow-host");
    maxSize = line.one(null, "--max-size");
    maxTotal = line.one(null, "--max-total");
    timeout = line.one(null, "--timeout");
    rate = line.one(null, "--rate");
    retryFinal = line.flag("--retry-final");
  }

  /** Returns what was typed on a command that fetches only where it is told to. */
  public Optional<FetchSettings> toSettings(boolean fetching) {
    if (!fetching && isTyped()) {
      throw usage(
          "options for fetching are given, but not --fetch", "without --fetch nothing is fetched");
    }
    return fetching ? Optional.of(toSettings()) : Optional.empty();
  }

  private boolean isTyped() {
    return !comfyui.isEmpty()
        || !swarmui.isEmpty()
        || !allowHost.isEmpty()
        || maxSize != null
        || maxTotal != null
        || timeout != null
        || rate != null
        || retryFinal;
  }

  /** Returns what was typed, once it is known to make sense. */
  FetchSettings toSettings() {
    FetchLimits usual = FetchLimits.USUAL;
    FetchLimits limits =
        usual.with(
            size("--max-size", maxSize, usual.maxSize()),
            size("--max-total", maxTotal, usual.maxTotal()),
            time("--timeout", timeout, usual.timeout()),
            size("--rate", rate, usual.rate()));
    try {
      return new FetchSettings(
          comfyui,
          swarmui,
          AllowedHosts.parse(allowHost),
          limits,
          "tracker/" + Version.number(),
          retryFinal);
    } catch (IllegalArgumentException e) {
      throw usage(
          String.valueOf(e.getMessage()),
          "a server looks like http://localhost:8188, a host like storage.local or 10.0.0.7:9000");
    }
  }

  private static long size(String option, @Nullable String typed, long usual) {
    if (typed == null) {
      return usual;
    }
    return ByteSize.parse(typed)
        .filter(size -> size > 0)
        .orElseThrow(
            () ->
                usage(
                    option + " '" + typed + "' is no size",
                    "a size looks like 67108864, 64M or 1G"));
  }

  private static Duration time(String option, @Nullable String typed, Duration usual) {
    if (typed == null) {
      return usual;
    }
    Matcher time = TIME.matcher(typed.strip().toLowerCase(Locale.ROOT));
    long number = time.matches() ? Long.parseLong(time.group(1)) : 0;
    if (number == 0) {
      throw usage(option + " '" + typed + "' is no time", "a time looks like 30s, 500ms or 2m");
    }
    String unit = time.group(2) == null ? "s" : time.group(2);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
