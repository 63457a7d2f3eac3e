package org.researchtracker.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.model.JsonValue.JsonObject;

/** What is said of a file that describes an execution. */
final class Claims {
  private Claims() {}

  /** Says whether {@code metadata.json} was read whole, in the account and in the head. */
  static void metadata(
      RunFiles files,
      ExecutionDraft draft,
      SourceFile file,
      @Nullable FileText text,
      LenientJson.Parsed parsed) {
    String fault = parsed.fault();
    if (fault.isEmpty() && !(parsed.value() instanceof JsonObject)) {
      fault = "not a JSON object";
    }
    if (!fault.isEmpty()) {
      draft.incomplete(fault);
    }
    files.claim(description(file, draft, text, parsed, fault));
  }

  /** Returns the verdict on a file that describes an execution. */
  static FileVerdict description(
      SourceFile file,
      ExecutionDraft draft,
      @Nullable FileText text,
      LenientJson.Parsed parsed,
      String fault) {
    List<String> notes = new ArrayList<>(parsed.notes());
    if (text != null && !text.note().isEmpty()) {
      notes.add(text.note());
    }
    return new FileVerdict(
        file.name(),
        fault.isEmpty() ? Kind.IMPORTED : Kind.REFUSED,
        fault.isEmpty() ? "" : fault + "; what is whole was imported",
        Optional.of(draft.form()),
        Optional.of(draft.id()),
        notes);
  }
}
