package org.researchtracker.media;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.Resolution.Missing;

/**
 * Says of every medium where its bytes are, or why they are not to be had: the rule "every medium
 * gets a verdict" of bundle.md.
 *
 * <p>Steps, in order: the path as written (an absolute one; a relative one below each root, never
 * the working folder), the map of paths, the relative path below the roots with another system's
 * separators, the bare name in a folder that bears the execution's or run's id, then the further
 * sources. The first that has it wins; else the first reason that says more than {@code not_found}.
 *
 * <p>Nothing is opened here, and nothing outside the roots is ever found. No reference makes it
 * throw. Safe for use by several threads at once. The names of folders are read once, at the first
 * look-up that needs them: make one resolver for each run of a command.
 */
public final class MediaResolver {

  private final MediaRoots roots;
  private final PathMap map;
  private final List<MediaSource> further;
  private final FileProbe probe;
  private final FolderIndex folders;
  private @Nullable FileNames names;

  /**
   * A resolver over these folders.
   *
   * @param map its targets become roots as well
   * @param further places to ask after the folders, in order
   */
  public MediaResolver(MediaRoots roots, PathMap map, List<MediaSource> further) {
    this.roots = roots.with(map);
    this.map = map;
    this.further = List.copyOf(further);
    this.probe = new FileProbe(this.roots);
    this.folders = new FolderIndex(this.roots, FolderIndex.MAX_FOLDERS);
  }

  /** The verdict on one medium; never throws. */
  public Resolution resolve(MediaReference reference) {
    return askFurther(reference, resolveHere(reference));
  }

  /**
   * The same verdict where the medium is there, and quickly one that says little where it is not:
   * for looking again for very many media that were missing before.
   */
  public Resolution resolveAgain(MediaReference reference) {
    String text = reference.filePath().orElse("");
    boolean local = !text.isBlank() && !DataUri.isDataUri(text) && !isRemote(new WrittenPath(text));
    if (local && !mayBeBelowRoots(new WrittenPath(text))) {
      return askFurther(
          reference, notThere(new WrittenPath(text), new Missing(MissingReason.NOT_FOUND, "")));
    }
    return resolve(reference);
  }

  private boolean mayBeBelowRoots(WrittenPath path) {
    if (WrittenPath.forms(path.text()).stream().anyMatch(map::renames)) {
      return true;
    }
    FileNames known = names();
    for (String name : path.bareNames()) {
      for (String form : WrittenPath.forms(name)) {
        if (known.mayHold(form)) {
          return true;
        }
      }
    }
    return false;
  }

  private synchronized FileNames names() {
    if (names == null) {
      names = FileNames.below(roots.real(), FileNames.MOST);
    }
    return names;
  }

  private Resolution askFurther(MediaReference reference, Resolution here) {
    Resolution verdict = here;
    for (MediaSource source : further) {
      if (!(verdict instanceof Missing missing)) {
        return verdict;
      }
      verdict = source.find(reference, missing);
    }
    return verdict;
  }

  private Resolution resolveHere(MediaReference reference) {
    String text = reference.filePath().orElse("");
    if (text.isBlank()) {
      return reference.url().map(WrittenPath::new).filter(MediaResolver::isRemote).isPresent()
          ? notFetched()
          : new Missing(MissingReason.NO_PATH, "");
    }
    if (DataUri.isDataUri(text)) {
      return DataUri.resolve(text, DataUri.MAX_BYTES);
    }
    WrittenPath path = new WrittenPath(text);
    if (isRemote(path)) {
      return notFetched();
    }
    if (path.hasScheme("file:")) {
      return new Missing(MissingReason.OUTSIDE_ROOTS, "a file: address");
    }
    Search search = new Search(probe);
    return search
        .first(Step.AS_WRITTEN, !path.isAbsolute(), () -> asWritten(path))
        .or(() -> search.first(Step.MAPPED, true, () -> mapped(path)))
        .or(() -> search.first(Step.BELOW_ROOT, true, () -> withTurnedSeparators(path)))
        .or(() -> search.best(path, () -> inIdFolders(reference, path)))
        .<Resolution>map(found -> found)
        .orElseGet(() -> notThere(path, search.reason()));
  }

  /** What {@code --map} does not lead to a file is an address that nobody asks. */
  private static Missing notThere(WrittenPath path, Missing reason) {
    return path.isAddress() && reason.reason() == MissingReason.NOT_FOUND
        ? new Missing(MissingReason.REFUSED, "neither an http nor an https address")
        : reason;
  }

  private static boolean isRemote(WrittenPath path) {
    return path.hasScheme("http://") || path.hasScheme("https://");
  }

  private static Missing notFetched() {
    return new Missing(MissingReason.NOT_FETCHED, "");
  }

  private List<Path> asWritten(WrittenPath path) {
    if (!path.isAbsolute()) {
      return belowRoots(path.text());
    }
    // C:\ is no place on Linux, nor / on Windows: such a path is only a name from elsewhere.
    boolean unix = roots.fileSystem().getSeparator().equals("/");
    if (unix != path.text().startsWith("/")) {
      return List.of();
    }
    List<Path> paths = new ArrayList<>();
    for (String form : WrittenPath.forms(path.text())) {
      Path candidate = roots.fileSystem().getPath(form);
      // Not so on Windows where the drive is left out: that is the working folder's drive.
      if (candidate.isAbsolute()) {
        paths.add(candidate);
      }
    }
    return paths;
  }

  private List<Path> mapped(WrittenPath path) {
    return WrittenPath.forms(path.text()).stream()
        .flatMap(form -> map.apply(form).stream())
        .toList();
  }

  private List<Path> withTurnedSeparators(WrittenPath path) {
    return path.isAbsolute() || path.text().indexOf('\\') < 0
        ? List.of()
        : belowRoots(path.text().replace('\\', '/'));
  }

  private List<Path> belowRoots(String relative) {
    List<Path> paths = new ArrayList<>();
    for (String form : WrittenPath.forms(relative)) {
      for (Path root : roots.real()) {
        paths.add(root.resolve(form));
      }
      for (Path root : roots.real()) {
        belowNamesake(root, root.getFileSystem().getPath(form).normalize()).ifPresent(paths::add);
      }
    }
    return paths;
  }

  /**
   * Where a pipeline wrote paths relative to what holds a root ({@code exports/a.png}, and {@code
   * exports} is a root), what follows the root's name is looked for in the root; what holds it is
   * still none.
   */
  private static Optional<Path> belowNamesake(Path root, Path relative) {
    boolean named = relative.getNameCount() > 1 && relative.getName(0).equals(root.getFileName());
    return named
        ? Optional.of(root.resolve(relative.subpath(1, relative.getNameCount())))
        : Optional.empty();
  }

  private List<Path> inIdFolders(MediaReference reference, WrittenPath path) {
    List<String> ids = new ArrayList<>(List.of(reference.executionId()));
    reference.runId().ifPresent(ids::add);
    Set<String> names = path.bareNames();
    List<Path> paths = new ArrayList<>();
    for (Path folder : folders.atAndBelow(ids)) {
      for (String name : names) {
        for (String form : WrittenPath.forms(name)) {
          Path candidate = folder.resolve(form);
          if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
            paths.add(candidate);
          }
        }
      }
    }
    return paths;
  }
}
