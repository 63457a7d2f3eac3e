package org.researchtracker.cli.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.session.Session;
import org.researchtracker.importer.MediaKeeper;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.CatalogueEntry.Kept;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.Origin;
import org.researchtracker.model.ExecutionItem;

/** Keeps what an import finds in the media store, which is opened at the first medium. */
final class ImportKeeper implements MediaKeeper, AutoCloseable {
  private final Path folder;
  private final Clock clock;
  private final boolean dryRun;
  private @Nullable MediaStore store;

  ImportKeeper(Session session, boolean dryRun) {
    this.folder = session.settings().store();
    this.clock = session.console().clock();
    this.dryRun = dryRun;
  }

  private MediaStore store() {
    MediaStore open = store == null ? MediaStore.open(folder) : store;
    store = open;
    return open;
  }

  private Origin origin(String source, String name) {
    return Origin.of(Step.IMPORT, source, name, clock.instant());
  }

  @Override
  public boolean keep(
      String executionId,
      ExecutionItem item,
      Bytes bytes,
      String source,
      String name,
      Optional<String> originalSha512)
      throws IOException {
    if (dryRun) {
      return false;
    }
    MediaReference reference = MediaReference.of(executionId, item);
    Optional<Kept> kept = store().entry(reference).flatMap(entry -> entry.kept());
    if (kept.isPresent() && java.nio.file.Files.exists(kept.get().medium().file())) {
      return false;
    }
    try (InputStream in = bytes.open()) {
      store().put(reference, in, origin(source, name), originalSha512);
    }
    return true;
  }

  @Override
  public void missing(String executionId, ExecutionItem item, String reason, String source)
      throws IOException {
    Optional<MissingReason> known = MissingReason.ofWireName(reason);
    if (dryRun || known.isEmpty()) {
      return;
    }
    MediaReference reference = MediaReference.of(executionId, item);
    if (store().entry(reference).isEmpty()) {
      store().failed(reference, known.get(), "as a bundle says", origin(source, ""));
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
