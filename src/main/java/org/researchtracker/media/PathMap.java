package org.researchtracker.media;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites the paths of another machine to this one's: {@code --map OLD=NEW}. Immutable.
 *
 * <p>OLD is compared as text and matches only whole components: {@code /exports} is a beginning of
 * {@code /exports/a.png}, not of {@code /exports2/a.png}. An OLD with a drive letter or a backslash
 * is a Windows path: both separators are then the same, and case does not count.
 */
public final class PathMap {

  private record Rule(String old, boolean windows, Path target) {

    Optional<String> rest(String path) {
      String comparable = windows ? path.replace('\\', '/') : path;
      if (!comparable.regionMatches(windows, 0, old, 0, old.length())) {
        return Optional.empty();
      }
      String rest = comparable.substring(old.length());
      boolean wholeComponent = old.endsWith("/") || rest.isEmpty() || rest.startsWith("/");
      return wholeComponent ? Optional.of(withoutLeadingSlashes(rest)) : Optional.empty();
    }

    private static String withoutLeadingSlashes(String text) {
      int start = 0;
      while (start < text.length() && text.charAt(start) == '/') {
        start++;
      }
      return text.substring(start);
    }
  }

  private static final PathMap NONE = new PathMap(List.of());

  /** Longest OLD first. */
  private final List<Rule> rules;

  private PathMap(List<Rule> rules) {
    this.rules = rules;
  }

  /** The map that changes nothing. */
  public static PathMap none() {
    return NONE;
  }

  /**
   * Reads rules of the form {@code OLD=NEW}; the first {@code =} divides them.
   *
   * @param base what a relative NEW is relative to: the user's working folder
   * @throws IllegalArgumentException if a rule has no {@code =}, an empty side, a NEW that is no
   *     path here, or an OLD that another rule sends elsewhere; the message is for the user
   */
  public static PathMap parse(Collection<String> texts, Path base) {
    List<Rule> rules = new ArrayList<>();
    for (String text : texts) {
      Rule rule = parseRule(text, base);
      for (Rule other : rules) {
        if (other.old().equals(rule.old()) && !other.target().equals(rule.target())) {
          throw new IllegalArgumentException(
              "map '" + text + "': another map sends the same OLD elsewhere");
        }
      }
      rules.add(rule);
    }
    rules.sort(Comparator.comparingInt((Rule rule) -> rule.old().length()).reversed());
    return new PathMap(List.copyOf(rules));
  }

  private static Rule parseRule(String text, Path base) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("map '" + text + "': not of the form OLD=NEW");
    }
    String old = text.substring(0, equals);
    String target = text.substring(equals + 1);
    if (old.isEmpty() || target.isEmpty()) {
      throw new IllegalArgumentException(
          "map '" + text + "': " + (old.isEmpty() ? "OLD" : "NEW") + " is empty");
    }
    boolean windows = WrittenPath.isWindowsAbsolute(old) || old.contains("\\");
    try {
      Path folder = base.resolve(target).toAbsolutePath().normalize();
      return new Rule(windows ? old.replace('\\', '/') : old, windows, folder);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("map '" + text + "': NEW is no path on this system", e);
    }
  }

  /** The folders that paths are sent to, absolute; each is a root. */
  public List<Path> targets() {
    return rules.stream().map(Rule::target).distinct().toList();
  }

  /** Returns whether a rule sends this very path to NEW, whose name may be another one. */
  boolean renames(String path) {
    return rules.stream().anyMatch(rule -> rule.rest(path).filter(String::isEmpty).isPresent());
  }

  /**
   * What the longest matching OLD makes of a path. It need not exist, nor lie below NEW: {@code ..}
   * is kept.
   *
   * @return empty where no OLD matches
   * @throws InvalidPathException if the rest is no path on this system
   */
  public Optional<Path> apply(String path) {
    for (Rule rule : rules) {
      Optional<String> rest = rule.rest(path);
      if (rest.isPresent()) {
        return Optional.of(rule.target().resolve(rest.get()));
      }
    }
    return Optional.empty();
  }
}
