package org.researchtracker.media.fetch;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A file that a ComfyUI prompt made, by the three words with which {@code /view} finds it.
 *
 * @param type {@code output}, {@code temp} or {@code input}, after the folder it lies in
 */
record ComfyOutput(String filename, String subfolder, String type) {

  private static final String OUTPUT = "output";
  private static final String TEMP = "temp";

  /** The path and query that ask for the file itself; never for a preview of it. */
  String target() {
    return "/view?filename="
        + Query.encode(filename)
        + "&subfolder="
        + Query.encode(subfolder)
        + "&type="
        + Query.encode(type);
  }

  /** The file that a {@code /view} URL asks for, without what would turn it into a preview. */
  static Optional<ComfyOutput> ofTarget(String target) {
    String path = target.split("\\?", 2)[0];
    if (!path.equals("/view") && !path.equals("/api/view")) {
      return Optional.empty();
    }
    Query query = Query.of(target);
    return query
        .value("filename")
        .map(
            name ->
                new ComfyOutput(
                    name, query.value("subfolder").orElse(""), query.value("type").orElse(OUTPUT)));
  }

  /**
   * The one among these that is an item's medium: the one of its name; else the only one of its
   * kind, files that were kept before those that were not; else the only one there is. Where
   * several are equally likely it is none: no medium is better than another child's.
   *
   * @param path the item's path, or empty
   */
  static Optional<ComfyOutput> choose(
      Collection<ComfyOutput> made, Optional<String> path, Wanted wanted) {
    Set<ComfyOutput> all = new LinkedHashSet<>(made);
    all.removeIf(output -> !output.is(OUTPUT) && !output.is(TEMP));
    if (path.isPresent()) {
      List<ComfyOutput> named = having(all, output -> output.hasNameOf(path.get()));
      if (!named.isEmpty()) {
        return only(having(named, output -> output.liesAt(path.get())))
            .or(() -> only(having(named, output -> output.is(OUTPUT))))
            .or(() -> only(named));
      }
    }
    List<ComfyOutput> fitting = having(all, output -> wanted.fitsName(output.filename()));
    List<ComfyOutput> likely = fitting.isEmpty() ? List.copyOf(all) : fitting;
    List<ComfyOutput> kept = having(likely, output -> output.is(OUTPUT));
    return only(kept.isEmpty() ? likely : kept);
  }

  private static List<ComfyOutput> having(
      Collection<ComfyOutput> outputs, Predicate<ComfyOutput> condition) {
    return outputs.stream().filter(condition).toList();
  }

  private static Optional<ComfyOutput> only(List<ComfyOutput> outputs) {
    return outputs.size() == 1 ? Optional.of(outputs.get(0)) : Optional.empty();
  }

  boolean is(String folder) {
    return type.equals(folder);
  }

  private boolean hasNameOf(String path) {
    String slashed = path.replace('\\', '/');
    return slashed.equals(filename) || slashed.endsWith("/" + filename);
  }

  /** Whether the path names the subfolder as well. */
  private boolean liesAt(String path) {
    String place = subfolder.isEmpty() ? filename : subfolder.replace('\\', '/') + "/" + filename;
    String slashed = path.replace('\\', '/');
    boolean end = slashed.equals(place) || slashed.endsWith("/" + place);
    return end && !(subfolder.isEmpty() && slashed.contains("/"));
  }
}
