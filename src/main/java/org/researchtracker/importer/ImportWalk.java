package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.FolderListing.Folder;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/** Walks through one named folder and gives what it finds to the readers of the forms. */
final class ImportWalk {
  /** Folders of a run that are no runs themselves, whatever stands in them. */
  private static final Set<String> INNER = Set.of("final", "prompting_process", "media");

  private final ImportSettings settings;
  private final Importer importer;
  private final ImportListener listener;
  private final Path root;
  private final Path place;
  private final boolean isFolder;
  private final MediaPaths paths;
  private final FoundBundles bundles;
  private final Map<String, SourceFile> loose = new LinkedHashMap<>();
  private final Map<String, FileVerdict> referred = new HashMap<>();
  private final Set<String> sessions = new HashSet<>();

  ImportWalk(ImportSettings settings, Importer importer, ImportListener listener, Path root)
      throws IOException {
    if (!Files.exists(root)) {
      throw new NoSuchFileException(root.toString(), null, "no such file or folder");
    }
    this.settings = settings;
    this.importer = importer;
    this.listener = listener;
    this.isFolder = Files.isDirectory(root);
    this.root = isFolder ? root : parent(root);
    this.place = root;
    this.paths = new MediaPaths(this.root, settings.maxJson());
    this.bundles = new FoundBundles(settings, importer, listener);
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  void run() throws IOException {
    if (isFolder) {
      walk();
    } else {
      String name = String.valueOf(place.getFileName());
      // Links are not followed; where a person named one, it is not the file that is meant.
      file(new Folder(root, ""), new SourceFile(place.toRealPath(), name, Files.size(place)));
    }
    tellLoose();
  }

  private void walk() throws IOException {
    Deque<Folder> open = new ArrayDeque<>();
    open.push(new Folder(root, ""));
    while (!open.isEmpty()) {
      Folder folder = open.pop();
      FolderListing listing = FolderListing.of(folder);
      List<Folder> next;
      if (isBundle(listing)) {
        bundles.folder(folder, listing);
        next = List.of();
      } else if (isRun(folder, listing)) {
        next = run(folder, listing);
      } else {
        listing.others().forEach(listener::file);
        for (SourceFile file : listing.files()) {
          file(folder, file);
        }
        next = listing.folders();
      }
      for (int i = next.size() - 1; i >= 0; i--) {
        open.push(next.get(i));
      }
    }
  }

  /** A bag, or the payload of one: that it is a bundle is told when it is opened. */
  private static boolean isBundle(FolderListing listing) {
    return listing.file("bagit.txt").isPresent() || listing.file("records.jsonl").isPresent();
  }

  private static boolean isRun(Folder folder, FolderListing listing) {
    if (listing.file(FileNames.METADATA).isPresent()) {
      return true;
    }
    String name = folder.fileName();
    return (FileNames.isRun(name) || FileNames.isSession(name))
        && (listing.files().stream().anyMatch(file -> FileNames.isOfRun(file.fileName()))
            || listing.folders().stream().anyMatch(inner -> INNER.contains(inner.fileName())));
  }

  /** Reads a run; returns the folders below it that are to be walked on their own. */
  private List<Folder> run(Folder folder, FolderListing listing) throws IOException {
    List<Folder> others = new ArrayList<>();
    List<SourceFile> all = new ArrayList<>(listing.files());
    listing.others().forEach(listener::file);
    Deque<Folder> open = new ArrayDeque<>(listing.folders());
    while (!open.isEmpty()) {
      Folder inner = open.pop();
      FolderListing below = FolderListing.of(inner);
      if (isRun(inner, below) && !INNER.contains(inner.fileName())) {
        others.add(inner);
        continue;
      }
      all.addAll(below.files());
      below.others().forEach(listener::file);
      open.addAll(below.folders());
    }
    all.sort((a, b) -> NaturalOrder.INSTANCE.compare(a.name(), b.name()));
    RunFiles files = new RunFiles(folder.name(), folder.path().toRealPath(), all);
    String name = String.valueOf(files.path().getFileName());
    ExecutionDraft draft = readRun(files, name, listing.file(FileNames.METADATA).orElse(null));
    Map<String, Path> byName = new HashMap<>();
    all.forEach(file -> byName.put(file.name(), file.path()));
    importer.take(draft, Importer.media(draft, byName));
    if (draft.form() == SourceForm.SESSION_EXPORT) {
      sessions.add(draft.id());
    }
    files.tell(listener);
    return others;
  }

  private ExecutionDraft readRun(RunFiles files, String name, @Nullable SourceFile file) {
    FileText text = null;
    LenientJson.Parsed parsed = new LenientJson.Parsed(null, "no metadata.json", List.of());
    if (file != null) {
      try {
        text = FileText.read(file.path(), settings.maxJson());
        parsed = LenientJson.parse(text.text());
      } catch (IOException e) {
        parsed = new LenientJson.Parsed(null, FolderListing.reason(e), List.of());
      }
    }
    return SessionExport.isSession(parsed.object(), name)
        ? new SessionExport(settings, files, name).read(file, text, parsed)
        : new RunFolder(settings, files, name).read(file, text, parsed);
  }

  private void file(Folder folder, SourceFile file) throws IOException {
    Optional<String> reason = FileNames.passedOver(file.fileName());
    if (reason.isPresent()) {
      tell(file, FileVerdict.of(file.name(), Kind.PASSED_OVER, reason.get()));
    } else if (file.fileName().toLowerCase(Locale.ROOT).endsWith(".json")) {
      json(folder, file);
    } else if (file.fileName().toLowerCase(Locale.ROOT).endsWith(".zip") || !isFolder) {
      if (!bundles.file(file)) {
        loose.put(file.name(), file);
      }
    } else {
      loose.put(file.name(), file);
    }
  }

  private void tell(SourceFile file, FileVerdict verdict) {
    listener.file(verdict);
    listener.progress(file.size());
  }

  private void json(Folder folder, SourceFile file) throws IOException {
    FileText text;
    try {
      text = FileText.read(file.path(), settings.maxJson());
    } catch (IOException e) {
      tell(file, FileVerdict.of(file.name(), Kind.REFUSED, FolderListing.reason(e)));
      return;
    }
    LenientJson.Parsed parsed = LenientJson.parse(text.text());
    if (isAccount(parsed.object())) {
      tell(file, FileVerdict.of(file.name(), Kind.PASSED_OVER, "the account of an import"));
      return;
    }
    List<JsonObject> records = records(file, parsed);
    if (records.isEmpty()) {
      if (FileNames.isRecord(file.fileName()) && !parsed.isWhole()) {
        String reason = "a record of which nothing is whole: " + parsed.fault();
        tell(file, FileVerdict.of(file.name(), Kind.REFUSED, reason));
      } else {
        loose.put(file.name(), file);
      }
      return;
    }
    String fileName = file.fileName();
    String stem = fileName.substring(0, fileName.lastIndexOf('.'));
    RecordFile reader = new RecordFile(paths, folder.name(), path -> refer(path, stem));
    ExecutionDraft draft = record(reader, records.get(0), stem, file, text, parsed);
    for (JsonObject record : records.subList(1, records.size())) {
      draft = record(reader, record, stem, file, text, parsed);
    }
    tell(file, Claims.description(file, draft, text, parsed, parsed.fault()));
  }

  private ExecutionDraft record(
      RecordFile reader,
      JsonObject record,
      String stem,
      SourceFile file,
      FileText text,
      LenientJson.Parsed parsed)
      throws IOException {
    ExecutionDraft draft = reader.read(record, stem, file.name(), text.digest());
    if (!parsed.isWhole()) {
      draft.incomplete(parsed.fault());
    }
    importer.take(draft, media(draft));
    return draft;
  }

  private static boolean isAccount(JsonObject object) {
    return List.of("schema_version", "files", "executions", "log_root", "forms").stream()
        .allMatch(name -> object.get(name).isPresent());
  }

  /** Returns the records in a file: one, or a list of them. */
  private static List<JsonObject> records(SourceFile file, LenientJson.Parsed parsed) {
    JsonValue value = parsed.value();
    if (value instanceof JsonObject object) {
      boolean named = FileNames.isRecord(file.fileName()) && !object.isEmpty();
      return named || RecordFile.isRecord(object) ? List.of(object) : List.of();
    }
    List<JsonObject> records = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonObject object && RecordFile.isRecord(object)) {
          records.add(object);
        } else {
          return List.of();
        }
      }
    }
    return records;
  }

  private Map<String, Path> media(ExecutionDraft draft) {
    Map<String, Path> files = new HashMap<>();
    for (ItemDraft item : draft.items()) {
      item.string("file_path")
          .filter(referred::containsKey)
          .ifPresent(path -> files.put(path, root.resolve(path)));
    }
    return files;
  }

  private void refer(String path, String id) {
    referred.putIfAbsent(path, FileVerdict.of(path, Kind.MEDIUM, "", SourceForm.RECORD_FILE, id));
  }

  /** Says of the files outside of runs what they are, now that all records are known. */
  private void tellLoose() {
    for (SourceFile file : loose.values()) {
      FileVerdict known = referred.get(file.name());
      tell(file, known != null ? known : stranger(file));
    }
  }

  private FileVerdict stranger(SourceFile file) {
    Optional<String> session =
        FileNames.printedSession(file.fileName())
            .map(name -> "session_" + name)
            .filter(sessions::contains);
    if (session.isPresent()) {
      return FileVerdict.of(
          file.name(),
          Kind.PASSED_OVER,
          "a printed copy of " + session.get(),
          SourceForm.SESSION_EXPORT,
          session.get());
    }
    if (FileNames.isOverview(file.fileName())) {
      return FileVerdict.of(file.name(), Kind.PASSED_OVER, "a list of sessions for the browser");
    }
    String reason = "not understood";
    try {
      FileInspector.Kind kind = settings.inspector().kind(file.path());
      if (file.size() == 0) {
        reason = "empty";
      } else if (!EntityTypes.medium(kind).isEmpty()) {
        reason = "a medium that nothing refers to";
      }
    } catch (IOException e) {
      reason = FolderListing.reason(e);
    }
    return FileVerdict.of(file.name(), Kind.REFUSED, reason);
  }
}
