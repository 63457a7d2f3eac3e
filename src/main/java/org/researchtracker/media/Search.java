package org.researchtracker.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;

/**
 * The search for one medium: tries paths, and remembers the first reason that says more than {@code
 * not_found}. For one thread.
 */
final class Search {

  private final FileProbe probe;
  private Missing reason = new Missing(MissingReason.NOT_FOUND, "");

  Search(FileProbe probe) {
    this.probe = probe;
  }

  /** Why nothing was found, as far as this search went. */
  Missing reason() {
    return reason;
  }

  /** The first of these paths that is a file inside the roots. */
  Optional<Found> first(Step step, boolean ours, Supplier<List<Path>> paths) {
    List<Path> candidates = listed(paths);
    for (Path path : candidates) {
      // What is not there costs no exception this way; why it is not is asked only in the end.
      Optional<Found> found =
          Files.isRegularFile(path) ? probed(path, step, ours) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    for (Path path : candidates) {
      Optional<Found> found = probed(path, step, ours);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * The one of these namesakes that is meant: it shares most of the written path's end, then lies
   * highest. Where two different files are equally likely there is no answer: no medium is better
   * than another child's.
   */
  Optional<Found> best(WrittenPath written, Supplier<List<Path>> paths) {
    List<String> components = written.components();
    Map<Path, Candidate> candidates = new TreeMap<>();
    for (Path path : listed(paths)) {
      probed(path, Step.ID_FOLDER, true)
          .map(found -> new Candidate(found, sharedEnd(components, path), path.getNameCount()))
          .ifPresent(candidate -> candidates.putIfAbsent(candidate.file(), candidate));
    }
    // A stable sort over sorted paths: of files that are equal in all, the first path is taken.
    List<Candidate> ranked = candidates.values().stream().sorted(Candidate.LIKELIEST).toList();
    for (int i = 1; i < ranked.size(); i++) {
      if (Candidate.LIKELIEST.compare(ranked.get(0), ranked.get(i)) == 0
          && !sameBytes(ranked.get(0).file(), ranked.get(i).file())) {
        note(
            new Missing(
                MissingReason.NOT_FOUND, "different files of that name in the folders of its id"));
        return Optional.empty();
      }
    }
    return ranked.stream().findFirst().map(Candidate::found);
  }

  private record Candidate(Found found, int sharedEnd, int depth) {
    static final Comparator<Candidate> LIKELIEST =
        Comparator.comparingInt(Candidate::sharedEnd).reversed().thenComparingInt(Candidate::depth);

    Path file() {
      return found.file();
    }
  }

  /** How many components, from the last one up, a written path and a file have in common. */
  private static int sharedEnd(List<String> written, Path path) {
    int shared = 0;
    while (shared < Math.min(written.size(), path.getNameCount())) {
      String name = path.getName(path.getNameCount() - 1 - shared).toString();
      if (!WrittenPath.forms(written.get(written.size() - 1 - shared)).contains(name)) {
        break;
      }
      shared++;
    }
    return shared;
  }

  private static boolean sameBytes(Path one, Path other) {
    try {
      return Files.mismatch(one, other) < 0;
    } catch (IOException e) {
      // What cannot be compared is not known to be the same.
      return false;
    }
  }

  private Optional<Found> probed(Path path, Step step, boolean ours) {
    Resolution verdict = probe.probe(path, step, ours);
    if (verdict instanceof Missing missing) {
      note(missing);
    }
    return verdict instanceof Found found ? Optional.of(found) : Optional.empty();
  }

  private List<Path> listed(Supplier<List<Path>> paths) {
    try {
      return paths.get();
    } catch (InvalidPathException e) {
      note(new Missing(MissingReason.UNREADABLE, "no possible path on this system"));
      return List.of();
    }
  }

  /** The first reason stays, but for one that only says that nothing is there. */
  private void note(Missing missing) {
    boolean known = reason.reason() != MissingReason.NOT_FOUND;
    boolean better = missing.reason() != MissingReason.NOT_FOUND || reason.detail().isEmpty();
    if (!known && better) {
      reason = missing;
    }
  }
}
