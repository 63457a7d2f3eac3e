package org.researchtracker.importer;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * Keeps the files of a run that nothing lists, as items of unknown origin: they have no time, come
 * last, and count neither as outputs nor as checks, because nobody recorded that they are. Only the
 * early form lists its texts nowhere on purpose; their names say what they are.
 */
final class LeftOverFiles {
  /** What such an item is called. */
  static final String TYPE = "unlisted_file";

  private static final Set<String> EARLY_TEXTS = Set.of("input_text.txt", "transformed_text.txt");
  private static final Set<String> CANVAS = Set.of("workflow.json");

  private final ImportSettings settings;
  private final RunFiles files;
  private final ExecutionDraft draft;

  LeftOverFiles(ImportSettings settings, RunFiles files, ExecutionDraft draft) {
    this.settings = settings;
    this.files = files;
    this.draft = draft;
  }

  void add(JsonObject metadata) {
    boolean early = metadata.get("outputs").isPresent() || metadata.get("schema").isPresent();
    int place = 0;
    for (SourceFile file : files.all()) {
      if (files.isClaimed(file)) {
        continue;
      }
      Optional<String> reason = FileNames.passedOver(file.fileName());
      if (reason.isPresent()) {
        files.claim(verdict(file, Kind.PASSED_OVER, reason.get()));
      } else if (file.size() == 0) {
        files.claim(verdict(file, Kind.PASSED_OVER, "empty, and listed nowhere"));
      } else {
        try {
          place += add(file, early, place);
        } catch (IOException e) {
          String fault = "cannot be read: " + FolderListing.reason(e);
          files.claim(verdict(file, Kind.REFUSED, fault));
        }
      }
    }
  }

  /** Adds a file; returns how many texts of the early form, which come first, that were. */
  private int add(SourceFile file, boolean early, int place) throws IOException {
    String name = file.below(files.folder());
    boolean text = early && EARLY_TEXTS.contains(name);
    ItemDraft item = item(file, name, text || CANVAS.contains(name));
    if (!text) {
      draft.items().add(item);
      return 0;
    }
    EntityTypes.Meaning meaning = EntityTypes.of(name.substring(0, name.indexOf('.')), false);
    item.put("item_type", meaning.itemType()).put("stage", meaning.stage());
    draft.items().add(place, item);
    return 1;
  }

  private FileVerdict verdict(SourceFile file, Kind kind, String reason) {
    return FileVerdict.of(file.name(), kind, reason, draft.form(), draft.id());
  }

  /**
   * Makes an item of a file.
   *
   * @param named whether the form has files of this name that are listed nowhere
   */
  private ItemDraft item(SourceFile file, String name, boolean named) throws IOException {
    FileInspector.Kind kind = settings.inspector().kind(file.path());
    String text = null;
    String note = "";
    if (kind == FileInspector.Kind.TEXT || kind == FileInspector.Kind.UNKNOWN) {
      try {
        FileText read = FileText.read(file.path(), settings.maxText());
        note = read.note();
        text = note.isEmpty() ? read.text() : null;
      } catch (FileText.TooLargeException e) {
        note = String.valueOf(e.getMessage());
      }
    }
    ItemDraft item =
        new ItemDraft("files/" + name, text == null ? String.valueOf(file.size()) : text);
    item.put("item_type", CANVAS.contains(name) ? "workflow" : TYPE);
    item.put("content", text);
    if (text == null) {
      item.put("file_path", file.name());
    }
    String medium = text == null ? EntityTypes.medium(kind) : "text";
    item.put("media_type", medium.isEmpty() ? null : medium);
    JsonObject.Builder metadata = JsonObject.builder().put("file", name);
    if (!named) {
      metadata.put("origin", "unknown: nothing lists this file");
      FileNames.numbered(file.fileName())
          .ifPresent(
              parts -> metadata.put("file_number", parts.number()).put("file_type", parts.type()));
    }
    if (!note.isEmpty()) {
      metadata.put("note", new JsonString(note));
    }
    item.put("metadata", metadata.build());
    files.claim(
        verdict(
            file,
            text == null ? Kind.MEDIUM : Kind.IMPORTED,
            named ? "" : "listed nowhere; kept as an item of unknown origin"));
    return item;
  }
}
