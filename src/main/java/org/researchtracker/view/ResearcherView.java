package org.researchtracker.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;

/**
 * Everything: the stages of the pipeline with all their steps, also those that were blocked or
 * failed.
 */
final class ResearcherView {
  private ResearcherView() {}

  static Outline of(Journey journey, ShowOptions options) {
    List<Node> nodes = new ArrayList<>();
    for (Stage stage : journey.stages()) {
      if (stage.isShown() || options.full()) {
        nodes.add(node(stage, options));
      }
    }
    return new Outline(
        "Execution " + journey.record().executionId(),
        HeadFields.of(journey.record(), options),
        Outline.Form.TREE,
        nodes);
  }

  private static Node node(Stage stage, ShowOptions options) {
    List<Part> line = new ArrayList<>();
    line.add(Part.words(stage.title(), Style.HEADING));
    String config = stage.config();
    String separator = ": ";
    if (config != null && !config.isEmpty()) {
      line.add(Part.words(separator + config));
      separator = " → ";
    }
    List<ExecutionItem> items = new ArrayList<>(stage.quiet());
    for (Step step : stage.headline()) {
      line.add(Part.words(separator));
      line.addAll(StepLine.inHeadline(step));
      items.addAll(step.items());
      separator = " → ";
    }
    Set<ExecutionItem> said = Collections.newSetFromMap(new IdentityHashMap<>());
    said.addAll(items);
    List<Node> children = new ArrayList<>();
    for (Step step : stage.children()) {
      // The last pass of a recursive interception also stands in the headline; its fields are said
      // once.
      List<ExecutionItem> own = new ArrayList<>(step.items());
      own.removeIf(said::contains);
      children.add(new Node(StepLine.child(step), ItemDetails.of(own, options), List.of()));
    }
    return new Node(line, ItemDetails.of(items, options), children);
  }
}
