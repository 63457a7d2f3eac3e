package org.researchtracker.bundle.document;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;

/** Which language a text is in, where the metadata of its step says so. */
final class PageLanguages {
  private static final List<String> OWN =
      List.of("input_language", "language", "detected_language");
  private static final List<String> FROM =
      List.of("from_language", "source_language", "detected_language", "input_language");
  private static final List<String> TO = List.of("to_language", "target_language", "language");

  private PageLanguages() {}

  /** Returns the language of what the user wrote: the step says it, else its translation. */
  static Optional<String> ofInput(ExecutionItem input, ExecutionRecord record) {
    return first(input, OWN)
        .or(
            () ->
                record.items().stream()
                    .filter(item -> item.itemType().equals(ItemType.TRANSLATION_RESULT))
                    .findFirst()
                    .flatMap(translation -> first(translation, FROM)));
  }

  /** Returns the language of what a step made. */
  static Optional<String> ofResult(ExecutionItem item) {
    return first(item, TO);
  }

  private static Optional<String> first(ExecutionItem item, List<String> keys) {
    for (String key : keys) {
      Optional<String> language =
          item.metadata().value(key).flatMap(JsonValue::asString).filter(tag -> !tag.isBlank());
      if (language.isPresent()) {
        return language;
      }
    }
    return Optional.empty();
  }
}
