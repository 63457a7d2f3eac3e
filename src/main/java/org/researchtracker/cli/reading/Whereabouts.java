package org.researchtracker.cli.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.PathMap;
import org.researchtracker.media.Resolution;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.StoreSource;
import org.researchtracker.model.ExecutionItem;

/**
 * Says where media are, by the settings in force: in the folders, then in the media store. Every
 * command that looks for media makes one, so that all give the same verdict.
 */
public final class Whereabouts implements AutoCloseable {
  private final MediaRoots roots;
  private final StoreSource store;
  private final MediaResolver resolver;

  private Whereabouts(MediaRoots roots, PathMap map, StoreSource store) {
    this.roots = roots.with(map);
    this.store = store;
    this.resolver = new MediaResolver(roots, map, List.of(store));
  }

  /** Makes what looks for media; nothing is opened before it is needed. */
  public static Whereabouts of(Settings settings) {
    return new Whereabouts(roots(settings), settings.pathMap(), new StoreSource(settings.store()));
  }

  /** Returns the folders whose files may be read as media. */
  public static MediaRoots roots(Settings settings) {
    List<Path> named = settings.mediaRoots();
    return named.isEmpty() ? MediaRoots.besideLogs(settings.logRoots()) : MediaRoots.of(named);
  }

  /** Returns what finds media; it is of no use once this is closed. */
  public MediaResolver resolver() {
    return resolver;
  }

  /** Returns the roots that were named and are not there. */
  public List<Path> missingRoots() {
    return roots.missing();
  }

  /** Returns the verdict on a medium. */
  public Resolution find(String executionId, ExecutionItem item) {
    return resolver.resolve(MediaReference.of(executionId, item));
  }

  /** Returns the verdict in words. */
  public Optional<String> inWords(String executionId, ExecutionItem item) {
    Resolution verdict = find(executionId, item);
    if (verdict instanceof Resolution.Found found) {
      return Optional.of(
          found.file() + " (" + ByteSize.format(found.size()) + ", " + inWords(found.step()) + ")");
    }
    if (verdict instanceof Resolution.Missing missing) {
      String detail = missing.detail().isEmpty() ? "" : " (" + missing.detail() + ")";
      return Optional.of("missing: " + missing.reason().wireName() + detail);
    }
    return Optional.of(inWords(Step.DATA_URI));
  }

  /** Returns how a medium was found, in words. */
  static String inWords(Step step) {
    return switch (step) {
      case AS_WRITTEN -> "as written";
      case MAPPED -> "by a map";
      case BELOW_ROOT -> "below a root";
      case ID_FOLDER -> "in a folder of its id";
      case STORE -> "in the media store";
      case DATA_URI -> "in the log itself";
      case COMFYUI -> "from ComfyUI";
      case SWARMUI -> "from SwarmUI";
      case WEB -> "from the web";
      case IMPORT -> "from an import";
    };
  }

  @Override
  public void close() {
    store.close();
  }
}
