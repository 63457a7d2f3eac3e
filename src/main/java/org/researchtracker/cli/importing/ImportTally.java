package org.researchtracker.cli.importing;

import org.researchtracker.model.JsonValue.JsonObject;

/** Counts of an import, for one form. */
final class ImportTally {
  long runs;
  long items;
  long media;
  long skipped;
  long passedOver;
  long refused;
  long files;

  /** Returns the counts under the names of the columns. */
  JsonObject toJson(String form) {
    return JsonObject.builder()
        .put("form", form.isEmpty() ? "other" : form)
        .put("runs", runs)
        .put("items", items)
        .put("media", media)
        .put("skipped", skipped)
        .put("passed_over", passedOver)
        .put("not_understood", refused)
        .put("files", files)
        .build();
  }
}
