package org.researchtracker.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.PathMap;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;

/** Says where media are, by the settings in force. */
final class Whereabouts {
  private final MediaRoots roots;
  private final MediaResolver resolver;

  private Whereabouts(MediaRoots roots, PathMap map) {
    this.roots = roots.with(map);
    this.resolver = new MediaResolver(roots, map, List.of());
  }

  static Whereabouts of(Settings settings) {
    return new Whereabouts(roots(settings), settings.pathMap());
  }

  /** Returns the folders whose files may be read as media. */
  static MediaRoots roots(Settings settings) {
    List<Path> named = settings.mediaRoots();
    return named.isEmpty() ? MediaRoots.besideLogs(settings.logRoots()) : MediaRoots.of(named);
  }

  /** Returns what finds media by the settings in force. */
  static MediaResolver resolver(Settings settings) {
    return new MediaResolver(roots(settings), settings.pathMap(), List.of());
  }

  /** Returns the roots that were named and are not there. */
  List<Path> missingRoots() {
    return roots.missing();
  }

  /** Returns the verdict on a medium. */
  Resolution find(String executionId, ExecutionItem item) {
    Optional<String> url = item.metadata().value("url").flatMap(JsonValue::asString);
    Optional<String> run = item.metadata().value("run_id").flatMap(JsonValue::asString);
    return resolver.resolve(
        new MediaReference(
            executionId,
            run,
            Optional.ofNullable(item.filePath()),
            Optional.ofNullable(item.promptId()),
            url));
  }

  /** Returns the verdict in words. */
  Optional<String> inWords(String executionId, ExecutionItem item) {
    Resolution verdict = find(executionId, item);
    if (verdict instanceof Resolution.Found found) {
      return Optional.of(found.file() + " (" + ByteSize.format(found.size()) + ")");
    }
    if (verdict instanceof Resolution.Missing missing) {
      String detail = missing.detail().isEmpty() ? "" : " (" + missing.detail() + ")";
      return Optional.of("missing: " + missing.reason().wireName() + detail);
    }
    return Optional.of("in the log itself");
  }
}
