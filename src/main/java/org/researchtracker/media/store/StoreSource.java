package org.researchtracker.media.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.DataUri;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaSource;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.CatalogueEntry.Failure;
import org.researchtracker.media.store.CatalogueEntry.Kept;
import org.researchtracker.model.TrackerException;

/**
 * Looks for media in the store, and gives what the last attempt to bring them learned as the reason
 * where they are not in it.
 *
 * <p>The store is opened at the first medium that the folders do not have; where there is none,
 * nothing is created and nothing more is asked. Safe for use by several threads.
 */
public final class StoreSource implements MediaSource, AutoCloseable {
  /** Reasons that say less than what an attempt to bring the medium learned. */
  private static final Set<MissingReason> VAGUE =
      EnumSet.of(MissingReason.NOT_FOUND, MissingReason.NOT_FETCHED, MissingReason.NO_PATH);

  private final Path folder;
  private boolean asked;
  private boolean broken;
  private @Nullable MediaStore store;

  /** The store in this folder, which need not exist. */
  public StoreSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public Resolution find(MediaReference reference, Missing soFar) {
    if (reference.filePath().filter(DataUri::isDataUri).isPresent()) {
      return soFar;
    }
    Optional<MediaStore> open = store();
    if (open.isEmpty()) {
      return broken ? unreadable() : soFar;
    }
    try {
      Optional<CatalogueEntry> entry = open.get().entry(reference);
      if (entry.isEmpty()) {
        return soFar;
      }
      return entry.get().kept().isPresent()
          ? kept(entry.get().kept().get())
          : entry.get().failure().map(failure -> reason(failure, soFar)).orElse(soFar);
    } catch (IOException e) {
      return unreadable();
    }
  }

  private static Resolution kept(Kept kept) throws IOException {
    StoredMedium medium = kept.medium();
    if (!ContentFolder.hasSize(medium.file(), medium.size())) {
      return new Missing(MissingReason.UNREADABLE, "its stored copy is damaged");
    }
    return new Found(
        medium.file().toRealPath(),
        medium.size(),
        Step.STORE,
        kept.origin().name(),
        Optional.of(medium.sha256()),
        kept.originalSha512());
  }

  private static Missing reason(Failure failure, Missing soFar) {
    return VAGUE.contains(soFar.reason()) ? new Missing(failure.reason(), failure.detail()) : soFar;
  }

  private static Missing unreadable() {
    return new Missing(MissingReason.UNREADABLE, "the media store cannot be read");
  }

  private synchronized Optional<MediaStore> store() {
    if (!asked) {
      asked = true;
      try {
        store = MediaStore.ifPresent(folder).orElse(null);
      } catch (TrackerException e) {
        broken = true;
      }
    }
    return Optional.ofNullable(store);
  }

  @Override
  public synchronized void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
