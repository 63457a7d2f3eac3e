package org.researchtracker.bundle.document;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;

/**
 * What each step of an execution worked on, as the design's pipeline passes it along: the input to
 * its translation and checks, the translation to the interception, each pass to the next, the
 * transformed prompt to the Stage 3-4 loop. The log does not name it; a step that comes before what
 * it would take has the nearest before that. Not thread-safe.
 */
final class CrateFlow {
  private List<String> input = List.of();
  private List<String> upload = List.of();
  private List<String> translation = List.of();
  private List<String> interception = List.of();

  /** Takes what a step gave. */
  void take(ExecutionItem item, List<String> things) {
    ItemType type = item.itemType();
    if (type.equals(ItemType.USER_INPUT_IMAGE)) {
      upload = things;
    } else if (type.isInput()) {
      input = things;
    } else if (type.equals(ItemType.TRANSLATION_RESULT)) {
      translation = things;
    } else if (type.isInterception()) {
      interception = things;
    }
  }

  /** Returns what a step worked on; empty if nothing is known that it could have. */
  List<String> objectsOf(ExecutionItem item) {
    ItemType type = item.itemType();
    if (type.equals(ItemType.STAGE1_SAFETY_CHECK_IMAGE)) {
      return upload;
    }
    if (type.equals(ItemType.TRANSLATION_RESULT)) {
      return input;
    }
    if (item.stage() <= 1) {
      return first(translation, input, upload);
    }
    return first(interception, translation, input, upload);
  }

  @SafeVarargs
  private static List<String> first(List<String>... candidates) {
    for (List<String> candidate : candidates) {
      if (!candidate.isEmpty()) {
        return new ArrayList<>(candidate);
      }
    }
    return List.of();
  }
}
