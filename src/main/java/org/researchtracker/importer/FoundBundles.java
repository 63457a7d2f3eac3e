package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.researchtracker.importer.BundleSource.DamagedException;
import org.researchtracker.importer.FileVerdict.Kind;
import org.researchtracker.importer.FolderListing.Folder;

/** Imports the bundles that a walk finds, and accounts for their files. */
final class FoundBundles {
  private final ImportSettings settings;
  private final Importer importer;
  private final ImportListener listener;

  FoundBundles(ImportSettings settings, Importer importer, ImportListener listener) {
    this.settings = settings;
    this.importer = importer;
    this.listener = listener;
  }

  /** Imports a file if it is a bundle; returns whether it is one, sound or not. */
  boolean file(SourceFile file) throws IOException {
    Optional<FileVerdict> verdict = bundle(file.path(), file.name(), file.name());
    verdict.ifPresent(
        told -> {
          listener.file(told);
          listener.progress(file.size());
        });
    return verdict.isPresent();
  }

  /** Imports a folder if it is a bundle, and accounts for all that is in and below it. */
  void folder(Folder folder, FolderListing listing) throws IOException {
    Optional<FileVerdict> verdict = bundle(folder.path(), folder.name(), folder.fileName());
    Kind others = Kind.PASSED_OVER;
    String reason = "a part of the bundle that each export makes anew";
    if (verdict.isEmpty()) {
      reason = "a part of a bag that is no bundle of this program";
      others = Kind.REFUSED;
    } else if (verdict.get().kind() == Kind.REFUSED) {
      reason = verdict.get().reason();
      others = Kind.REFUSED;
    }
    Deque<FolderListing> open = new ArrayDeque<>(List.of(listing));
    while (!open.isEmpty()) {
      FolderListing each = open.pop();
      each.others().forEach(listener::file);
      for (SourceFile file : each.files()) {
        listener.file(verdict(file, folder, others, reason));
        listener.progress(file.size());
      }
      each.folders().forEach(inner -> open.push(FolderListing.of(inner)));
    }
  }

  private static FileVerdict verdict(SourceFile file, Folder bundle, Kind others, String reason) {
    String name = file.below(bundle.name());
    Kind kind = others;
    if (others == Kind.PASSED_OVER && file.fileName().equals("records.jsonl")) {
      kind = Kind.IMPORTED;
    } else if (others == Kind.PASSED_OVER
        && name.contains("executions/")
        && !name.endsWith("/record.json")
        && !name.endsWith("/journey.txt")
        && !name.endsWith(".comfy.json")) {
      kind = Kind.MEDIUM;
    }
    return new FileVerdict(
        file.name(),
        kind,
        kind == others ? reason : "",
        Optional.of(SourceForm.BUNDLE),
        Optional.empty(),
        List.of());
  }

  /** Imports what may be a bundle; returns the verdict on it, or nothing if it is none. */
  private Optional<FileVerdict> bundle(Path place, String name, String logName) throws IOException {
    Optional<BundleSource> opened;
    try {
      opened = settings.bundles().open(place);
    } catch (DamagedException e) {
      return Optional.of(told(name, "a damaged bundle: " + e.getMessage()));
    } catch (IOException e) {
      return Optional.of(told(name, FolderListing.reason(e)));
    }
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (BundleSource source = opened.get();
        LineTarget target = settings.bundles().target(logName)) {
      List<String> faults =
          new BundleImport(settings, importer, listener, target, source, name).run();
      target.flush();
      String reason = faults.isEmpty() ? "" : faults.size() + " of its parts not imported";
      return Optional.of(
          new FileVerdict(
              name,
              faults.isEmpty() ? Kind.IMPORTED : Kind.REFUSED,
              reason,
              Optional.of(SourceForm.BUNDLE),
              Optional.empty(),
              faults.size() > 20 ? faults.subList(0, 20) : faults));
    }
  }

  private static FileVerdict told(String name, String reason) {
    return new FileVerdict(
        name, Kind.REFUSED, reason, Optional.of(SourceForm.BUNDLE), Optional.empty(), List.of());
  }
}
