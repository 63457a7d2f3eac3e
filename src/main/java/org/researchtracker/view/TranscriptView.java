package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.view.Outline.Field;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;

/**
 * For reading: every text in full under its heading, outputs by name. What has no words, such as a
 * passed check, is left out.
 */
final class TranscriptView {
  private final ShowOptions options;
  private final List<Node> sections = new ArrayList<>();

  private TranscriptView(ShowOptions options) {
    this.options = options;
  }

  static Outline of(Journey journey, ShowOptions options) {
    TranscriptView view = new TranscriptView(options);
    for (Stage stage : journey.stages()) {
      String config = stage.config();
      String suffix =
          config == null || config.isEmpty() ? "" : " (" + options.labels().of(config) + ")";
      stage.steps().forEach(step -> view.add(step, suffix));
    }
    return new Outline(
        "Execution " + journey.record().executionId(),
        HeadFields.of(journey.record(), options),
        Outline.Form.SECTIONS,
        view.sections);
  }

  private void add(Step step, String suffix) {
    if (step instanceof Step.Input input) {
      boolean text = input.item().itemType().equals(ItemType.USER_INPUT_TEXT);
      section(
          text ? "Input" : "Image input",
          text ? input.item().content() : words(input.item()),
          input);
    } else if (step instanceof Step.Translation translation) {
      section("Translation" + suffix, translation.item().content(), step);
    } else if (step instanceof Step.Interception interception) {
      section("Interception" + suffix, interception.item().content(), step);
    } else if (step instanceof Step.Pass pass) {
      String languages = pass.languages().map(both -> " (" + both + ")").orElse("");
      section("Pass " + pass.number() + languages, pass.item().content(), step);
    } else if (step instanceof Step.Output output) {
      section(AdvancedView.name(output, options.labels()), words(output.item()), step);
    } else if (step instanceof Step.Failure failure) {
      section("✗ Error" + suffix, error(failure), step);
    } else if (step instanceof Step.Safety safety) {
      addSafety(safety, suffix);
    } else if (step instanceof Step.Missing missing) {
      section("Output" + suffix, StepLine.missing(missing).text().replace("Output → ", ""), step);
    } else if (step instanceof Step.Other other) {
      ExecutionItem item = other.item();
      Optional<String> text = Optional.ofNullable(item.content()).or(item::reason);
      section(
          item.itemType().name() + suffix,
          text.orElse(item.filePath() == null ? null : words(item)),
          step);
    }
  }

  private void addSafety(Step.Safety safety, String suffix) {
    if (safety.verdict() == Step.Verdict.PASSED || safety.verdict() == Step.Verdict.UNKNOWN) {
      return;
    }
    String name = safety.ofImage() ? "Image safety ✗" : "Safety ✗";
    boolean blocked = safety.verdict() == Step.Verdict.BLOCKED;
    section((blocked ? name + " blocked" : name) + suffix, safety.reason().orElse(""), safety);
  }

  /** The message, and what else the error's content says. */
  private static String error(Step.Failure failure) {
    String message = failure.message().orElse("");
    String content = Objects.requireNonNullElse(failure.item().content(), "");
    return content.isEmpty() || content.equals(message) ? message : message + "\n\n" + content;
  }

  /** The text of a text, the name of a medium and the text that came with it. */
  private static String words(ExecutionItem item) {
    String content = item.content();
    if (content == null) {
      return ItemText.mediumName(item);
    }
    return ItemText.isText(item) ? content : ItemText.mediumName(item) + "\n\n" + content;
  }

  private void section(String heading, @Nullable String text, Step step) {
    if (text == null) {
      return;
    }
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("", text));
    fields.addAll(
        ItemDetails.of(step.items(), options).stream()
            .filter(f -> !f.name().equals("content"))
            .toList());
    sections.add(new Node(List.of(Part.words(heading, Style.HEADING)), fields, List.of()));
  }
}
