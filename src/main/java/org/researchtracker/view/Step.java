package org.researchtracker.view;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;

/** One step of a journey: what a reader takes for one event, made of no, one or two items. */
public sealed interface Step {

  /** Returns the items that this step is made of. */
  List<ExecutionItem> items();

  /**
   * Returns the lowest sequence number of its items; the highest number there is for a step without
   * items.
   */
  default long position() {
    return items().stream().mapToLong(ExecutionItem::sequenceNumber).min().orElse(Long.MAX_VALUE);
  }

  /** A step of one item. */
  sealed interface OfItem extends Step {
    /** Returns the item. */
    ExecutionItem item();

    @Override
    default List<ExecutionItem> items() {
      return List.of(item());
    }
  }

  /** What the user gave, a text or a medium. */
  record Input(ExecutionItem item) implements OfItem {}

  /** A translation. */
  record Translation(ExecutionItem item) implements OfItem {}

  /** The transformed prompt. */
  record Interception(ExecutionItem item) implements OfItem {}

  /**
   * One pass of a recursive interception.
   *
   * @param number the pass, from 1
   * @param languages such as {@code de → ar}, if the log says
   */
  record Pass(long number, Optional<String> languages, ExecutionItem item) implements OfItem {}

  /**
   * An output.
   *
   * @param name what it is called among the outputs of the execution, such as {@code Image 1}
   */
  record Output(String name, ExecutionItem item) implements OfItem {}

  /** An error, where it struck. */
  record Failure(Optional<String> message, ExecutionItem item) implements OfItem {}

  /** A step that the log format does not know, or not here: shown by its own name. */
  record Other(ExecutionItem item) implements OfItem {}

  /** How a safety check ended. */
  enum Verdict {
    /** It passed. */
    PASSED,
    /** It did not pass, and nothing says that the pipeline stopped for it. */
    FAILED,
    /** It did not pass and the pipeline stopped. */
    BLOCKED,
    /** The log does not say. */
    UNKNOWN
  }

  /**
   * A safety check, its block, or both in one.
   *
   * @param ofImage whether an uploaded image was checked
   * @param reason why it did not pass, if the log says
   */
  record Safety(
      boolean ofImage, Verdict verdict, Optional<String> reason, List<ExecutionItem> items)
      implements Step {
    /** Copies the items. */
    public Safety {
      items = List.copyOf(items);
    }
  }

  /** Why an iteration has no output. */
  enum Absence {
    /** The execution has not ended. */
    PENDING,
    /** The execution ended before this iteration began. */
    NOT_REACHED,
    /** The iteration ended without an output. */
    NO_OUTPUT
  }

  /**
   * An output that is not there.
   *
   * @param wholly whether the iteration holds nothing at all
   */
  record Missing(Absence absence, boolean wholly) implements Step {
    @Override
    public List<ExecutionItem> items() {
      return List.of();
    }
  }
}
