package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;

/**
 * The transformed prompt, then the outputs with the names of what made them; see {@link
 * StudentView} for none.
 */
final class AdvancedView {
  private AdvancedView() {}

  static Outline of(Journey journey, ShowOptions options) {
    List<Node> nodes = new ArrayList<>();
    journey
        .transformed()
        .ifPresent(text -> nodes.add(Node.of(Part.words("Transformed: "), Part.text(text))));
    for (Step.Output output : journey.outputs()) {
      nodes.add(
          new Node(
              List.of(Part.words(name(output, options.labels()))),
              ItemDetails.of(output.items(), options),
              List.of()));
    }
    StudentView.none(journey).ifPresent(nodes::add);
    return new Outline(
        "Execution " + journey.record().executionId(),
        HeadFields.of(journey.record(), options),
        Outline.Form.LINES,
        nodes);
  }

  /** Returns an output's name and, in brackets, its config's, else its model's. */
  static String name(Step.Output output, Labels labels) {
    ExecutionItem item = output.item();
    String maker = item.configUsed() == null ? item.modelUsed() : item.configUsed();
    return maker == null || maker.isEmpty()
        ? output.name()
        : output.name() + " (" + labels.of(maker) + ")";
  }
}
