package org.researchtracker.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.model.Count;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;

/**
 * Finds the execution that a word names: the exact id, else an unambiguous beginning or ending of
 * one, {@code latest} or {@code latest~N}. What is left out cannot be named.
 */
public final class IdResolver {
  private static final Pattern LATEST = Pattern.compile("latest(?:~(\\d{1,9}))?");
  private static final int SHOWN = 10;

  private final Catalog catalog;
  private final Set<String> leftOut;

  /**
   * Looks among the executions of a catalog.
   *
   * @param leftOut user, session, device or execution ids whose executions cannot be named
   */
  public IdResolver(Catalog catalog, Set<String> leftOut) {
    this.catalog = catalog;
    this.leftOut = leftOut;
  }

  /** Returns the ids that words and a list name, or nothing if neither is there. */
  public Optional<Set<String>> resolveAll(List<String> words, Optional<List<String>> list) {
    if (words.isEmpty() && list.isEmpty()) {
      return Optional.empty();
    }
    Set<String> ids = new LinkedHashSet<>();
    words.forEach(word -> ids.add(resolve(word)));
    list.ifPresent(each -> each.forEach(word -> ids.add(resolve(word))));
    return Optional.of(ids);
  }

  /**
   * Returns the id that a word names.
   *
   * @throws TrackerException of kind {@code NOT_FOUND} if it names none, or more than one
   */
  public String resolve(String word) {
    Optional<ExecutionEntry> exact = catalog.execution(word);
    if (exact.isPresent()) {
      if (isLeftOut(exact.get())) {
        throw notFound("execution '" + word + "' is left out: consent was withdrawn", "");
      }
      return word;
    }
    Matcher latest = LATEST.matcher(word);
    if (latest.matches()) {
      return latest(word, latest.group(1) == null ? 0 : Integer.parseInt(latest.group(1)));
    }
    List<String> candidates = word.isEmpty() ? List.of() : candidates(word);
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (candidates.isEmpty()) {
      throw notFound("no execution matches '" + word + "'", "'tracker list' lists them");
    }
    throw ambiguous(word, candidates);
  }

  private List<String> candidates(String word) {
    List<String> found = catalog.idsLike(word, leftOut.isEmpty() ? SHOWN + 1 : Integer.MAX_VALUE);
    if (leftOut.isEmpty()) {
      return found;
    }
    return found.stream()
        .filter(id -> catalog.execution(id).filter(entry -> !isLeftOut(entry)).isPresent())
        .toList();
  }

  private boolean isLeftOut(ExecutionEntry entry) {
    return Selection.builder().leftOut(leftOut).build().leavesOut(entry.head());
  }

  private String latest(String word, int back) {
    Selection allowed = Selection.builder().leftOut(leftOut).build();
    List<String> ids = new ArrayList<>();
    catalog.executions(allowed, back + 1L).forEach(entry -> ids.add(entry.executionId()));
    if (ids.size() <= back) {
      throw notFound(
          "there is no '" + word + "': the logs hold " + Count.of(ids.size(), "execution"), "");
    }
    return ids.get(back);
  }

  private static TrackerException ambiguous(String word, List<String> candidates) {
    boolean more = candidates.size() > SHOWN;
    List<String> shown = more ? candidates.subList(0, SHOWN) : candidates;
    return notFound(
        "'" + word + "' is ambiguous: " + String.join(", ", shown) + (more ? ", …" : ""),
        "give more of the id");
  }

  private static TrackerException notFound(String what, String hint) {
    return new TrackerException(TrackerException.Kind.NOT_FOUND, what, hint);
  }
}
