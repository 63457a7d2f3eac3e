package org.researchtracker.media.fetch;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.media.MediaReference;

/** What in a log says where a medium could be asked for. Nothing of the network is loaded here. */
final class Addresses {
  private static final Pattern SWARM = Pattern.compile("/?((?:View|Output)/.+)", Pattern.DOTALL);

  private Addresses() {}

  /** The URLs of a medium, its path first. */
  static Set<String> urls(MediaReference reference) {
    Set<String> urls = new LinkedHashSet<>();
    path(reference).filter(Addresses::isUrl).ifPresent(urls::add);
    reference.url().filter(Addresses::isUrl).ifPresent(urls::add);
    return urls;
  }

  /** The path of a medium, where it has one. */
  static Optional<String> path(MediaReference reference) {
    return reference.filePath().filter(text -> !text.isBlank());
  }

  /** The prompt that made it, where the log says which. */
  static Optional<String> promptId(MediaReference reference) {
    return reference.promptId().filter(id -> !id.isBlank());
  }

  /** The path of a picture at SwarmUI, with a slash before it; empty where a path is none. */
  static Optional<String> swarmPath(String text) {
    Matcher path = SWARM.matcher(text.replace('\\', '/'));
    return path.matches() ? Optional.of("/" + path.group(1)) : Optional.empty();
  }

  static boolean isUrl(String text) {
    return text.regionMatches(true, 0, "http://", 0, 7)
        || text.regionMatches(true, 0, "https://", 0, 8);
  }

  /** Whether there is anything to ask for a medium. */
  static boolean any(MediaReference reference, FetchSettings settings) {
    return !urls(reference).isEmpty()
        || (!settings.comfyui().isEmpty() && promptId(reference).isPresent())
        || (!settings.swarmui().isEmpty()
            && path(reference).flatMap(Addresses::swarmPath).isPresent());
  }
}
