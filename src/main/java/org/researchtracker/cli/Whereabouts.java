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
import org.researchtracker.model.TrackerException;

/** Says where media are, by the settings in force. */
final class Whereabouts {
  private final MediaRoots roots;
  private final MediaResolver resolver;

  private Whereabouts(MediaRoots roots, PathMap map) {
    this.roots = roots.with(map);
    this.resolver = new MediaResolver(roots, map, List.of());
  }

  static Whereabouts of(Settings settings) {
    return new Whereabouts(roots(settings), map(settings));
  }

  /** Returns the folders whose files may be read as media. */
  static MediaRoots roots(Settings settings) {
    List<Path> named = settings.mediaRoots();
    return named.isEmpty() ? MediaRoots.besideLogs(settings.logRoots()) : MediaRoots.of(named);
  }

  /** Returns what finds media by the settings in force. */
  static MediaResolver resolver(Settings settings) {
    return new MediaResolver(roots(settings), map(settings), List.of());
  }

  /** Returns the rules for paths of other machines. */
  static PathMap map(Settings settings) {
    Settings.Value maps = settings.maps();
    try {
      return PathMap.parse(maps.values(), maps.base());
    } catch (IllegalArgumentException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          e.getMessage() + " (" + maps.place() + ")",
          "a map looks like /srv/exports=exports",
          e);
    }
  }

  /** Returns the roots that were named and are not there. */
  List<Path> missingRoots() {
    return roots.missing();
  }

  /** Returns the verdict on a medium. */
  Resolution find(String executionId, ExecutionItem item) {
    return resolver.resolve(MediaReference.of(executionId, item));
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
