package org.researchtracker.importer;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.FileVerdict.Kind;

/** The files of one run, and what has become of each. Not thread-safe. */
final class RunFiles {
  private static final List<String> FOLDERS = List.of("", "final/", "prompting_process/", "media/");

  private final String folder;
  private final Path path;
  private final Map<String, SourceFile> byName = new LinkedHashMap<>();
  private final Map<String, String> byForm = new HashMap<>();
  private final Map<String, FileVerdict> verdicts = new HashMap<>();

  /**
   * Takes the files of a folder.
   *
   * @param folder relative to the folder that was named; empty if it is that itself
   * @param path where it really is
   * @param files all regular files in and below it, in natural order
   */
  RunFiles(String folder, Path path, List<SourceFile> files) {
    this.folder = folder;
    this.path = path;
    for (SourceFile file : files) {
      String name = file.below(folder);
      byName.put(name, file);
      byForm.putIfAbsent(form(name), name);
    }
  }

  String folder() {
    return folder;
  }

  Path path() {
    return path;
  }

  Iterable<SourceFile> all() {
    return byName.values();
  }

  /**
   * Finds the file that a name means: as it stands, in the folders of a run, then without regard to
   * case and to how letters beyond ASCII are composed.
   */
  Optional<SourceFile> find(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return Optional.empty();
    }
    return find(written, false)
        .or(() -> find(written.replace('\\', '/'), false))
        .or(() -> find(written.replace('\\', '/'), true));
  }

  private Optional<SourceFile> find(String written, boolean loosely) {
    String bare = written.startsWith("./") ? written.substring(2) : written;
    for (String inside : FOLDERS) {
      String name = inside + bare;
      String found = loosely ? byForm.get(form(name)) : name;
      SourceFile file = found == null ? null : byName.get(found);
      if (file != null) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static String form(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  boolean isClaimed(SourceFile file) {
    return verdicts.containsKey(file.name());
  }

  /** Says what has become of a file; what was said first stays. */
  void claim(FileVerdict verdict) {
    verdicts.putIfAbsent(verdict.path(), verdict);
  }

  /** Returns how many files are media of items. */
  int media() {
    return (int) verdicts.values().stream().filter(v -> v.kind() == Kind.MEDIUM).count();
  }

  /** Tells what became of each file. */
  void tell(ImportListener listener) {
    for (SourceFile file : byName.values()) {
      FileVerdict verdict = verdicts.get(file.name());
      listener.file(
          verdict == null ? FileVerdict.of(file.name(), Kind.REFUSED, "not understood") : verdict);
      listener.progress(file.size());
    }
  }
}
