package org.researchtracker.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Stage 3-4 loop of one execution, taken apart into its iterations by the rules of the log
 * format (status and counts).
 *
 * <p>Iterations come in the order of their indices, then branches of items that no index and no
 * config ties to one. An iteration that was announced and holds nothing is there too. Immutable
 * after {@link #of}.
 *
 * @param <T> the items, with or without their texts
 */
public final class OutputLoop<T extends StagedItem> {

  /** What became of a requested output. */
  public enum Outcome {
    /** There is an output. */
    GENERATED,
    /** Stage 3 blocked it. */
    BLOCKED,
    /** The execution ended without it. */
    FAILED,
    /** The execution has not ended. */
    PENDING;

    /** Returns the name that the output uses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One pass of the loop.
   *
   * @param index the iteration from 1, or null for a branch that has none
   * @param configUsed the output config, or null if neither the head nor an item names it
   * @param items the items of this pass in order
   * @param outcome what became of it
   */
  public record Iteration<T extends StagedItem>(
      @Nullable Long index, @Nullable String configUsed, List<T> items, Outcome outcome) {

    /** Returns the outputs of this pass. */
    public List<T> outputs() {
      return items.stream().filter(item -> item.itemType().isOutput()).toList();
    }

    /**
     * Returns whether an output was asked for here: the pass has an index, or a check, a block or
     * an output of its own. A step that merely lies in stage 3 or 4 asks for none.
     */
    public boolean isRequest() {
      return index != null
          || any(items, type -> type.isOutput() || type.isSafetyCheck() || type.isBlock());
    }

    /** Returns the item that blocked this pass, if one did. */
    public Optional<T> block() {
      return items.stream()
          .filter(item -> item.itemType().equals(ItemType.STAGE3_BLOCKED))
          .findFirst();
    }
  }

  private final List<Iteration<T>> iterations;
  private final int announced;
  private final long size;

  private OutputLoop(List<Iteration<T>> iterations, int announced, long size) {
    this.iterations = List.copyOf(iterations);
    this.announced = announced;
    this.size = size;
  }

  /**
   * Takes an execution apart.
   *
   * @param announced {@code output_configs}, empty if the head does not say
   * @param items all items of the execution in order of their sequence numbers
   * @param status how the execution ended
   */
  public static <T extends StagedItem> OutputLoop<T> of(
      List<String> announced, List<T> items, Status status) {
    Map<Long, List<T>> byIndex = new TreeMap<>();
    for (int i = 1; i <= announced.size(); i++) {
      byIndex.put((long) i, new ArrayList<>());
    }
    List<T> loose = new ArrayList<>();
    for (T item : items) {
      if (!item.inOutputLoop()) {
        continue;
      }
      Long index = item.outputConfigIndex();
      if (index == null) {
        loose.add(item);
      } else {
        byIndex.computeIfAbsent(index, key -> new ArrayList<>()).add(item);
      }
    }
    Map<@Nullable String, List<T>> branches = new LinkedHashMap<>();
    Map<String, Deque<List<T>>> byConfig = byConfig(byIndex, announced);
    for (T item : loose) {
      Deque<List<T>> ofConfig = item.configUsed() == null ? null : byConfig.get(item.configUsed());
      if (ofConfig == null) {
        branches.computeIfAbsent(item.configUsed(), key -> new ArrayList<>()).add(item);
      } else {
        List<T> members = ofConfig.getFirst();
        members.add(item);
        if (endsIteration(item)) {
          dropEnded(ofConfig);
        }
      }
    }
    List<Iteration<T>> iterations = new ArrayList<>();
    byIndex.forEach(
        (index, members) -> {
          members.sort((a, b) -> Long.compare(a.sequenceNumber(), b.sequenceNumber()));
          iterations.add(
              new Iteration<>(
                  index, configOf(index, members, announced), members, outcome(members, status)));
        });
    branches.forEach(
        (config, members) ->
            iterations.add(new Iteration<>(null, config, members, outcome(members, status))));
    long last = byIndex.isEmpty() ? 0 : ((TreeMap<Long, List<T>>) byIndex).lastKey();
    return new OutputLoop<>(iterations, announced.size(), last);
  }

  /**
   * Finds the iterations that items without an index may belong to: of each config the first that
   * has no end yet, else the last. Kept so that a look is one step, however many items and
   * iterations an execution claims to have.
   */
  private static <T extends StagedItem> Map<String, Deque<List<T>>> byConfig(
      Map<Long, List<T>> byIndex, List<String> announced) {
    Map<String, Deque<List<T>>> byConfig = new HashMap<>();
    byIndex.forEach(
        (index, members) -> {
          String config = configOf(index, members, announced);
          if (config != null) {
            byConfig.computeIfAbsent(config, key -> new ArrayDeque<>()).add(members);
          }
        });
    byConfig.values().forEach(OutputLoop::dropEnded);
    return byConfig;
  }

  private static <T extends StagedItem> void dropEnded(Deque<List<T>> iterations) {
    while (iterations.size() > 1
        && iterations.getFirst().stream().anyMatch(OutputLoop::endsIteration)) {
      iterations.removeFirst();
    }
  }

  private static boolean endsIteration(StagedItem item) {
    return item.itemType().isOutput() || item.itemType().equals(ItemType.STAGE3_BLOCKED);
  }

  private static <T extends StagedItem> @Nullable String configOf(
      long index, List<T> members, List<String> announced) {
    for (T item : members) {
      if (item.configUsed() != null && (item.itemType().isOutput() || announced.size() < index)) {
        return item.configUsed();
      }
    }
    return index <= announced.size() ? announced.get((int) index - 1) : null;
  }

  private static <T extends StagedItem> Outcome outcome(List<T> members, Status status) {
    if (any(members, ItemType::isOutput)) {
      return Outcome.GENERATED;
    }
    if (any(members, type -> type.equals(ItemType.STAGE3_BLOCKED))) {
      return Outcome.BLOCKED;
    }
    return status == Status.OPEN ? Outcome.PENDING : Outcome.FAILED;
  }

  private static <T extends StagedItem> boolean any(List<T> members, Predicate<ItemType> types) {
    for (T member : members) {
      if (types.test(member.itemType())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the iterations in order. */
  public List<Iteration<T>> iterations() {
    return iterations;
  }

  /** Returns the N of {@code (1/N)}: how many iterations were announced, or seen if more. */
  public long size() {
    return Math.max(announced, size);
  }

  /** Returns how many outputs were requested: what was announced, else the iterations seen. */
  public int requested() {
    return announced > 0
        ? announced
        : (int) iterations.stream().filter(Iteration::isRequest).count();
  }
}
