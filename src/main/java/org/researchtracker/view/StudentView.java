package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.Status;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;

/**
 * The outputs, one a line, numbered per medium. Where there is none, one line in brackets says so
 * and why, because an empty screen tells a class nothing.
 */
final class StudentView {
  private StudentView() {}

  static Outline of(Journey journey, ShowOptions options) {
    List<Node> nodes = new ArrayList<>();
    for (Step.Output output : journey.outputs()) {
      nodes.add(
          new Node(
              List.of(Part.words(output.name())),
              ItemDetails.of(output.items(), options),
              List.of()));
    }
    none(journey).ifPresent(nodes::add);
    return new Outline(
        "Execution " + journey.record().executionId(),
        HeadFields.of(journey.record(), options),
        Outline.Form.LINES,
        nodes);
  }

  /** Returns the line that stands where there are no outputs. */
  static Optional<Node> none(Journey journey) {
    if (!journey.outputs().isEmpty()) {
      return Optional.empty();
    }
    boolean stopped =
        journey.stages().stream()
            .flatMap(stage -> stage.children().stream())
            .anyMatch(
                step ->
                    step instanceof Step.Safety safety && safety.verdict() == Step.Verdict.BLOCKED);
    Status status = journey.record().status();
    String words =
        switch (status) {
          case BLOCKED -> "(no outputs: blocked)";
          case ERROR -> "(no outputs: error)";
          case COMPLETE -> stopped ? "(no outputs: blocked)" : "(no outputs)";
          case OPEN -> stopped ? "(no outputs: blocked)" : "(no outputs yet)";
        };
    return Optional.of(Node.of(Part.words(words, Style.DIM)));
  }
}
