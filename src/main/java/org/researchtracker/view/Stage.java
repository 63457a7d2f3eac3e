package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;

/**
 * One stage of a journey, or one iteration of its Stage 3-4 loop.
 *
 * @param title such as {@code Stage 1} or {@code Stage 3-4 (1/2)}
 * @param config the output config of an iteration; null elsewhere and where the log does not say
 * @param headline the steps that stand on the stage's own line
 * @param children the steps below it
 * @param quiet items that only a full view shows: a text input beside its translation, start and
 *     end
 */
public record Stage(
    String title,
    @Nullable String config,
    List<Step> headline,
    List<Step> children,
    List<ExecutionItem> quiet) {
  /** Copies the lists. */
  public Stage {
    headline = List.copyOf(headline);
    children = List.copyOf(children);
    quiet = List.copyOf(quiet);
  }

  /** Returns whether a view that is not full shows this stage. */
  public boolean isShown() {
    return !(headline.isEmpty() && children.isEmpty());
  }

  /** Returns all steps, a text input too, in the order of their sequence numbers. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (ExecutionItem item : quiet) {
      if (item.itemType().isInput()) {
        steps.add(new Step.Input(item));
      }
    }
    steps.addAll(children);
    steps.addAll(headline);
    steps.sort((a, b) -> Long.compare(a.position(), b.position()));
    return steps;
  }
}
