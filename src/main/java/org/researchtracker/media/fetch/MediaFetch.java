package org.researchtracker.media.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.DataUri;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.Resolution;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.store.MediaStore;

/**
 * Brings into the media store what a command wants and nobody has: asks the resolver first, which
 * knows folders and store, and the network only for the rest. Where nothing is to be fetched no
 * store is made and nothing of HTTP is loaded.
 *
 * <p>For one thread; the listener is told by others. Look for media afresh afterwards: by a
 * resolver that has not asked the store yet.
 */
public final class MediaFetch implements AutoCloseable {
  private final Path storeFolder;
  private final MediaResolver resolver;
  private final FetchSettings settings;
  private final FetchListener listener;
  private final Opening opening;
  private @Nullable MediaStore store;
  private @Nullable FetchRun run;

  /**
   * A fetch that has not begun.
   *
   * @param storeFolder where the store is, or will be
   */
  public MediaFetch(
      Path storeFolder,
      MediaResolver resolver,
      FetchSettings settings,
      Clock clock,
      FetchListener listener) {
    this(
        storeFolder,
        resolver,
        settings,
        listener,
        store -> new FetchRun(store, settings, clock, listener));
  }

  /** Begins a run. */
  interface Opening {
    FetchRun run(MediaStore store);
  }

  /** With a run of another kind. */
  MediaFetch(
      Path storeFolder,
      MediaResolver resolver,
      FetchSettings settings,
      FetchListener listener,
      Opening opening) {
    this.storeFolder = storeFolder;
    this.resolver = resolver;
    this.settings = settings;
    this.listener = listener;
    this.opening = opening;
  }

  /**
   * Sees to it that a medium is there, as far as that is possible; waits while many are under way.
   *
   * @throws IOException if the store cannot be written
   */
  public void want(FetchTarget target) throws IOException, InterruptedException {
    Resolution found = resolver.resolve(target.reference());
    if (!(found instanceof Missing missing)) {
      synchronized (listener) {
        listener.inHand(target);
      }
      return;
    }
    boolean inLog = target.reference().filePath().filter(DataUri::isDataUri).isPresent();
    if (inLog || !Addresses.any(target.reference(), settings) || !begun().submit(target, missing)) {
      synchronized (listener) {
        listener.failed(target, missing, false);
      }
    }
  }

  private FetchRun begun() {
    FetchRun begun = run;
    if (begun == null) {
      MediaStore open = MediaStore.open(storeFolder);
      store = open;
      begun = opening.run(open);
      run = begun;
    }
    return begun;
  }

  /**
   * Waits until all that was wanted is there or known not to be had.
   *
   * @throws IOException if the store cannot be written
   */
  public void finish() throws IOException, InterruptedException {
    if (run != null) {
      run.finish();
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
