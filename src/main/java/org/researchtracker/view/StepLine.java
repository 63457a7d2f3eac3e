package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.view.Outline.Part;

/** What a step says in one line of a tree. */
final class StepLine {
  private static final String ARROW = " → ";

  private StepLine() {}

  /** Returns the line of a step that stands below its stage. */
  static List<Part> child(Step step) {
    if (step instanceof Step.Translation translation) {
      return text("Translation", Optional.ofNullable(translation.item().content()));
    }
    return of(step);
  }

  /**
   * Returns what a step adds to the line of its stage; a translation does not say its text there.
   */
  static List<Part> inHeadline(Step step) {
    return step instanceof Step.Translation ? List.of(Part.words("Translation")) : of(step);
  }

  private static List<Part> of(Step step) {
    if (step instanceof Step.Safety safety) {
      return List.of(safety(safety));
    } else if (step instanceof Step.Pass pass) {
      return pass(pass);
    } else if (step instanceof Step.Output output) {
      return output(output.item());
    } else if (step instanceof Step.Failure failure) {
      String message = failure.message().map(text -> ": " + text).orElse("");
      return List.of(Part.words("✗ Error" + message, Style.BAD));
    } else if (step instanceof Step.Missing missing) {
      return List.of(missing(missing));
    } else if (step instanceof Step.Input input) {
      return input.item().itemType().equals(ItemType.USER_INPUT_TEXT)
          ? text("Input", Optional.ofNullable(input.item().content()))
          : List.of(Part.words("Image input"));
    } else if (step instanceof Step.Interception interception) {
      return text("Interception", Optional.ofNullable(interception.item().content()));
    } else if (step instanceof Step.Other other) {
      return other(other.item());
    }
    throw new IllegalArgumentException("no line for " + step.getClass().getSimpleName());
  }

  private static List<Part> text(String name, Optional<String> text) {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.words(name + (text.isPresent() ? ARROW : "")));
    text.ifPresent(value -> parts.add(Part.quote(value)));
    return parts;
  }

  private static List<Part> pass(Step.Pass pass) {
    String languages = pass.languages().map(both -> " (" + both + ")").orElse("");
    String name = "Pass " + pass.number() + languages;
    String content = pass.item().content();
    return content == null
        ? List.of(Part.words(name))
        : List.of(Part.words(name + ": "), Part.quote(content));
  }

  private static Part safety(Step.Safety safety) {
    String name = safety.ofImage() ? "Image safety " : "Safety ";
    String reason = safety.reason().map(text -> ": " + text).orElse("");
    return switch (safety.verdict()) {
      case PASSED -> Part.words(name + "✓", Style.GOOD);
      case FAILED -> Part.words(name + "✗" + reason, Style.WARN);
      case BLOCKED -> Part.words(name + "✗ blocked" + reason, Style.WARN);
      case UNKNOWN -> Part.words(name + "?" + reason, Style.DIM);
    };
  }

  private static List<Part> output(ExecutionItem item) {
    String name = item.itemType().isKnown() ? "Output" : item.itemType().name();
    String content = item.content();
    return content != null && ItemText.isText(item)
        ? text(name, Optional.of(content))
        : List.of(Part.words(name + ARROW), Part.text(ItemText.mediumName(item)));
  }

  private static List<Part> other(ExecutionItem item) {
    String name = item.itemType().name();
    if (item.content() == null && item.filePath() != null) {
      return List.of(Part.words(name + ARROW), Part.text(ItemText.mediumName(item)));
    }
    return text(name, Optional.ofNullable(item.content()).or(item::reason));
  }

  /** Returns what stands where an output should. */
  static Part missing(Step.Missing missing) {
    return switch (missing.absence()) {
      case PENDING -> Part.words(missing.wholly() ? "pending" : "Output → pending", Style.DIM);
      case NOT_REACHED -> Part.words("not reached", Style.DIM);
      case NO_OUTPUT -> Part.words("✗ failed: no output", Style.BAD);
    };
  }
}
