package org.researchtracker.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.SessionPage.Output;
import org.researchtracker.importer.SessionPage.Page;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * Reads a session export of the first server: {@code metadata.json}, the page, and the media. For
 * one folder.
 */
final class SessionExport {
  private final ImportSettings settings;
  private final RunFiles files;
  private final String folderName;
  private final Set<String> used = new HashSet<>();
  private final Map<String, Integer> titles = new HashMap<>();

  /**
   * Prepares to read.
   *
   * @param folderName the name of the folder itself, whole, which is the id
   */
  SessionExport(ImportSettings settings, RunFiles files, String folderName) {
    this.settings = settings;
    this.files = files;
    this.folderName = folderName;
  }

  /** Returns whether metadata is that of a session export. */
  static boolean isSession(JsonObject metadata, String folderName) {
    boolean run = metadata.get("entities").isPresent() || metadata.get("run_id").isPresent();
    boolean named = FileNames.isSession(folderName);
    boolean told =
        metadata.get("media_files").isPresent()
            || (metadata.get("workflow_name").isPresent() && metadata.get("prompt").isPresent());
    return !run && (told || named);
  }

  /**
   * Reads the session.
   *
   * @param file metadata.json, or null where there is none that can be read
   * @param text what it holds, or null
   */
  ExecutionDraft read(
      @Nullable SourceFile file, @Nullable FileText text, LenientJson.Parsed parsed) {
    JsonObject metadata = parsed.object();
    ExecutionDraft draft =
        new ExecutionDraft(
            folderName,
            SourceForm.SESSION_EXPORT,
            file == null ? files.folder() : file.name(),
            text == null ? "" : text.digest());
    if (file != null) {
      Claims.metadata(files, draft, file, text, parsed);
    }
    head(draft, metadata);
    prompts(draft, metadata);
    String prompt = metadata.string("prompt").orElse("");
    for (SourceFile page : pages()) {
      page(draft, page, prompt);
    }
    media(draft, metadata);
    new LeftOverFiles(settings, files, draft).add(metadata);
    DerivedEnd.add(draft, metadata, false);
    return draft;
  }

  private void head(ExecutionDraft draft, JsonObject metadata) {
    metadata.forEach(
        (name, value) -> {
          if (!name.equals("timestamp")) {
            draft.putRaw(name, value);
          }
        });
    metadata.value("workflow_name").ifPresent(value -> draft.putRaw("config_name", value));
    String written = metadata.value("timestamp").flatMap(JsonValue::asScalarText).orElse("");
    Optional<String> time = FileNames.sessionTime(written);
    if (time.isEmpty() && !written.isEmpty()) {
      draft.putRaw("timestamp", metadata.value("timestamp").orElse(JsonNull.NULL));
    } else {
      Optional<String> own = time.or(() -> FileNames.sessionTimeOfFolder(folderName));
      own.ifPresent(
          iso -> {
            draft.putRaw("timestamp", new JsonString(iso));
            draft.derived("timestamp from " + (time.isPresent() ? "its digits" : "the folder"));
            metadata.value("timestamp").ifPresent(raw -> draft.aside("timestamp", raw));
          });
    }
  }

  private void prompts(ExecutionDraft draft, JsonObject metadata) {
    String time = metadata.string("timestamp").flatMap(FileNames::sessionTime).orElse(null);
    Optional<String> prompt = metadata.string("prompt");
    Optional<String> translated = metadata.string("translated_prompt");
    if (prompt.isPresent()) {
      ItemDraft input = new ItemDraft("metadata/prompt", prompt.get());
      input.put("item_type", "user_input_text").put("stage", 1).put("media_type", "text");
      draft.items().add(input.put("content", prompt.get()).put("timestamp", time));
    }
    // The server puts the prompt itself where nothing was translated.
    if (translated.isPresent() && !translated.equals(prompt)) {
      ItemDraft item = new ItemDraft("metadata/translated_prompt", translated.get());
      item.put("item_type", "translation_result").put("stage", 1).put("media_type", "text");
      draft.items().add(item.put("content", translated.get()));
    }
  }

  private List<SourceFile> pages() {
    List<SourceFile> pages = new ArrayList<>();
    for (SourceFile file : files.all()) {
      String name = file.fileName().toLowerCase(Locale.ROOT);
      if (name.endsWith(".html") || name.endsWith(".htm")) {
        pages.add(file);
      }
    }
    return pages;
  }

  private void page(ExecutionDraft draft, SourceFile file, String prompt) {
    FileText text;
    try {
      text = FileText.read(file.path(), settings.maxJson());
    } catch (IOException e) {
      claim(draft, file, Kind.REFUSED, FolderListing.reason(e), List.of());
      return;
    }
    Page page = SessionPage.read(text.text(), prompt);
    if (page.outputs().isEmpty() && page.prompts().isEmpty()) {
      // Not the page of the session: kept as any other file.
      return;
    }
    List<String> notes = new ArrayList<>();
    if (!text.note().isEmpty()) {
      notes.add(text.note());
    }
    List<Output> outputs = new ArrayList<>(page.outputs());
    boolean numbered = outputs.stream().allMatch(output -> output.number() > 0);
    if (numbered) {
      outputs.sort(Comparator.comparingInt(Output::number));
    }
    for (Output output : outputs) {
      output(draft, output).ifPresent(notes::add);
    }
    if (draft.items().stream().noneMatch(item -> item.key().equals("metadata/prompt"))) {
      pagePrompts(draft, page);
    }
    draft.putRaw("page", new JsonString(file.name()));
    claim(draft, file, Kind.IMPORTED, "", notes);
  }

  /** Where metadata.json cannot be read, the page has the prompt all the same. */
  private static void pagePrompts(ExecutionDraft draft, Page page) {
    List<String> types = List.of("user_input_text", "translation_result");
    for (int i = 0; i < page.prompts().size(); i++) {
      String text = page.prompts().get(i);
      ItemDraft item = new ItemDraft("page/prompt-" + (i + 1), text);
      item.put("item_type", i < types.size() ? types.get(i) : "prompt");
      item.put("stage", 1).put("media_type", "text").put("content", text);
      draft.items().add(i, item);
    }
    if (!page.labels().isEmpty()) {
      draft.putRaw("page_head", JsonValue.ofStrings(page.labels()));
    }
  }

  /** Adds an output; returns what is to be noted of it. */
  private Optional<String> output(ExecutionDraft draft, Output output) {
    JsonObject metadata =
        JsonObject.builder()
            .put("title", output.title())
            .put("type", output.type())
            .put("order", output.number())
            .build();
    String key = "page/" + output.number() + "/" + output.title();
    int times = titles.merge(key, 1, Integer::sum);
    String unique = times == 1 ? key : key + "-" + times;
    if (output.text().isPresent()) {
      ItemDraft item = new ItemDraft(unique, output.text().get());
      item.put("item_type", "output_text").put("stage", 4).put("media_type", "text");
      item.put("content", output.text().get()).put("metadata", metadata);
      draft.items().add(item);
      return Optional.empty();
    }
    Optional<SourceFile> file = files.find(output.file().orElse(null));
    String name = output.file().orElse("");
    used.add(file.map(SourceFile::name).orElse(name));
    ItemDraft item = new ItemDraft(unique, name);
    item.put("metadata", metadata);
    medium(draft, item, file, name, output.type());
    draft.items().add(item);
    return file.isPresent() ? Optional.empty() : Optional.of("not there: " + name);
  }

  private void medium(
      ExecutionDraft draft, ItemDraft item, Optional<SourceFile> file, String name, String type) {
    FileInspector.Kind kind = FileInspector.Kind.UNKNOWN;
    try {
      if (file.isPresent()) {
        kind = settings.inspector().kind(file.get().path());
        if (kind == FileInspector.Kind.IMAGE) {
          PromptGraph.fill(item, settings.inspector().pngTexts(file.get().path()));
        }
      }
    } catch (IOException e) {
      draft.note(name + ": " + FolderListing.reason(e));
    }
    String sniffed = EntityTypes.medium(kind);
    String word = sniffed.isEmpty() ? type.isEmpty() ? guess(name) : type : sniffed;
    item.put("item_type", "output_" + (word.isEmpty() ? "file" : word)).put("stage", 4);
    String folder = files.folder().isEmpty() ? "" : files.folder() + "/";
    if (!name.isEmpty() || file.isPresent()) {
      item.put("file_path", file.map(SourceFile::name).orElse(folder + "media/" + name));
    }
    file.ifPresent(found -> claim(draft, found, Kind.MEDIUM, "", List.of()));
  }

  /** What a file that is not there would have been, by its name. */
  private static String guess(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String extension = lower.substring(lower.lastIndexOf('.') + 1);
    return switch (extension) {
      case "png", "jpg", "jpeg", "webp", "gif" -> "image";
      case "wav", "mp3", "flac", "ogg", "m4a" -> "audio";
      case "mp4", "webm", "mov" -> "video";
      case "glb", "gltf", "obj", "stl", "ply" -> "3d";
      default -> "";
    };
  }

  /** Adds the media that metadata.json names, or the folder holds, and the page does not. */
  private void media(ExecutionDraft draft, JsonObject metadata) {
    List<String> names = new ArrayList<>();
    if (metadata.get("media_files").orElse(JsonNull.NULL) instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        element
            .asScalarText()
            .or(() -> element instanceof JsonObject o ? o.string("filename") : Optional.empty())
            .ifPresent(names::add);
      }
    }
    String prefix = files.folder().isEmpty() ? "media/" : files.folder() + "/media/";
    for (SourceFile file : files.all()) {
      if (file.name().startsWith(prefix)
          && FileNames.passedOver(file.fileName()).isEmpty()
          && !names.contains(file.fileName())) {
        names.add(file.below(files.folder()));
      }
    }
    for (String name : names) {
      Optional<SourceFile> file = files.find(name);
      if (used.add(file.map(SourceFile::name).orElse(name))) {
        ItemDraft item = new ItemDraft("media/" + name, name);
        medium(draft, item, file, name, "");
        draft.items().add(item);
      }
    }
  }

  private void claim(
      ExecutionDraft draft, SourceFile file, Kind kind, String reason, List<String> notes) {
    files.claim(
        new FileVerdict(
            file.name(),
            kind,
            reason,
            Optional.of(SourceForm.SESSION_EXPORT),
            Optional.of(draft.id()),
            notes));
  }
}
