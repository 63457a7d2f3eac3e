package org.researchtracker.media.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.store.CatalogueEntry.Failure;
import org.researchtracker.model.TrackerException;

/**
 * The media store in a folder: bytes by their digest, and the catalogue of what they are.
 *
 * <p>Safe for use by several threads, and by several processes at once. Bytes that were put are on
 * disk when {@link #put} returns; a process that is killed leaves at most a file that no entry
 * names. Files are readable by the user alone.
 */
public final class MediaStore implements AutoCloseable {
  static final String CATALOGUE = "catalogue.db";
  private static final String CLAIMS = "claims.lock";

  private final Path folder;
  private final ContentFolder content;
  private final Catalogue catalogue;
  private final Keeping keeping;
  private @Nullable FileChannel claims;

  private MediaStore(Path folder, ContentFolder content, Catalogue catalogue) {
    this.folder = folder;
    this.content = content;
    this.catalogue = catalogue;
    this.keeping = new Keeping(content, catalogue);
  }

  /**
   * Opens the store in a folder, and makes it where there is none.
   *
   * @throws TrackerException if it cannot be made or read, or is of a newer version
   */
  public static MediaStore open(Path folder) {
    ContentFolder content = new ContentFolder(folder);
    Path file = folder.resolve(CATALOGUE);
    try {
      content.makeFolder(folder);
      content.makeFile(file);
      return new MediaStore(folder, content, Catalogue.open(file, content));
    } catch (IOException | SQLException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Opens the store in a folder for reading, if there is one; creates nothing. What would write
   * must not be called.
   *
   * @throws TrackerException if there is one that cannot be read, or that is of a newer version
   */
  public static Optional<MediaStore> ifPresent(Path folder) {
    Path file = folder.resolve(CATALOGUE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ContentFolder content = new ContentFolder(folder);
    try {
      if (Files.size(file) == 0) {
        // Whoever made it was stopped before anything was in it.
        return Optional.empty();
      }
      return Optional.of(new MediaStore(folder, content, Catalogue.openToRead(file, content)));
    } catch (IOException | SQLException e) {
      throw unusable(folder, e);
    }
  }

  private static TrackerException unusable(Path folder, Exception e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "the media store " + folder + " cannot be used: " + e.getMessage(),
        "name another with --store DIR, or mend this one: what it holds may exist nowhere else",
        e);
  }

  /** Returns the folder that the store is in. */
  public Path folder() {
    return folder;
  }

  /**
   * Keeps the bytes of an item's medium, to the end of the stream, which is not closed.
   *
   * @throws IOException if the stream breaks or the store cannot be written; nothing is kept then
   */
  public StoredMedium put(MediaReference reference, InputStream bytes, Origin origin)
      throws IOException {
    return put(reference, bytes, origin, Optional.empty());
  }

  /**
   * Keeps the bytes of an item's medium, out of which something may have been taken before.
   *
   * @param originalSha512 SHA-512 of the bytes that these were made from, if they are not those
   * @throws IOException if the stream breaks or the store cannot be written; nothing is kept then
   */
  public StoredMedium put(
      MediaReference reference, InputStream bytes, Origin origin, Optional<String> originalSha512)
      throws IOException {
    return keeping.keep(reference, content.write(bytes), origin, originalSha512);
  }

  /**
   * Keeps the bytes of an item's medium that were written to its partial, and are complete. The
   * file is moved, not copied.
   *
   * @throws IOException if the store cannot be written; the file stays then
   */
  public StoredMedium put(MediaReference reference, Path completed, Origin origin)
      throws IOException {
    if (!completed.toAbsolutePath().startsWith(folder.toAbsolutePath())) {
      throw new IllegalArgumentException("not a file of the store: " + completed);
    }
    return keeping.keep(reference, content.adopt(completed), origin, Optional.empty());
  }

  /**
   * Returns where a download of this item's medium is written and, after it broke off, resumed: the
   * same file each time. Hold a {@link #claim} while it is used.
   */
  public Path partial(MediaReference reference) {
    return content.partial().resolve(EntryKey.of(reference).hex());
  }

  /** Makes an item's {@link #partial}, empty, where there is none. */
  public void makePartial(MediaReference reference) throws IOException {
    content.makeFolder(content.partial());
    content.makeFile(partial(reference));
  }

  /** The right to bring an item's medium, until it is closed or the process ends. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Claims an item's medium, so that two processes, or two threads, do not write to the same {@link
   * #partial}.
   *
   * @return empty if somebody else is at it now
   */
  public Optional<Claim> claim(MediaReference reference) throws IOException {
    return claim(EntryKey.of(reference));
  }

  synchronized Optional<Claim> claim(EntryKey key) throws IOException {
    if (claims == null) {
      Path file = folder.resolve(CLAIMS);
      content.makeFile(file);
      claims = FileChannel.open(file, StandardOpenOption.WRITE);
    }
    try {
      // A byte of a file that stays empty: the system frees it when its holder dies.
      FileLock lock = claims.tryLock(key.number(), 1, false);
      return lock == null ? Optional.empty() : Optional.of(() -> release(lock));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private static void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      // The channel was closed with the store, and with it the lock.
    }
  }

  /**
   * Puts down why an item's medium could not be brought: the reason that is given until something
   * newer is known. Bytes that are kept stay.
   *
   * @param detail one clause for people, see {@link
   *     org.researchtracker.media.Resolution.Missing#detail}
   */
  public void failed(MediaReference reference, MissingReason reason, String detail, Origin origin)
      throws IOException {
    keeping.fail(reference, new Failure(reason, detail, origin));
  }

  /** Returns what is known of an item's medium. */
  public Optional<CatalogueEntry> entry(MediaReference reference) throws IOException {
    try {
      return catalogue.entry(EntryKey.of(reference));
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be read", e);
    }
  }

  /**
   * Reads all bytes of a store again and holds them against its catalogue.
   *
   * @param findings is told what is not as it should be, as it is found
   * @return the files that were read
   * @throws TrackerException if it is of a newer version
   * @throws IOException if its folders cannot be listed
   */
  public static StoreStats.Files verify(Path folder, Consumer<StoreFinding> findings)
      throws IOException {
    ContentFolder content = new ContentFolder(folder);
    try (Catalogue catalogue = Catalogue.openToRead(folder.resolve(CATALOGUE), content)) {
      Optional<Census> census = Optional.of(new Census(catalogue));
      return new StoreCheck(folder, content, census, findings).run();
    } catch (SQLException e) {
      return new StoreCheck(folder, content, Optional.empty(), findings).run();
    }
  }

  /**
   * Removes what nobody needs: bytes that no entry names, what killed processes have left, and
   * downloads that nobody will resume.
   *
   * @param logged where it is present, the entries whose items it does not give are removed as well
   * @param dryRun whether nothing is removed, only told; of entries that would be removed, the
   *     bytes are told with the entry
   * @param findings is told each thing that is removed, or would be
   * @throws TrackerException if the catalogue is damaged or names nothing at all, because it may
   *     have been lost
   */
  public void sweep(
      Optional<Consumer<Consumer<MediaReference>>> logged,
      boolean dryRun,
      Instant now,
      Consumer<StoreFinding> findings)
      throws IOException {
    StoreSweep sweep = new StoreSweep(this, content, catalogue, dryRun, findings);
    sweep.check();
    if (logged.isPresent()) {
      try {
        new Forgetting(catalogue, dryRun, findings).unlogged(logged.get(), now);
      } catch (SQLException e) {
        throw new IOException("the store's catalogue cannot be changed", e);
      }
    }
    sweep.run(now);
  }

  /** Returns what the store holds; no bytes are read. */
  public StoreStats stats() throws IOException {
    StoredFiles files = new StoredFiles(folder, content);
    try {
      return new Census(catalogue)
          .stats(
              files.count(content.content()),
              files.count(content.partial()),
              files.count(content.incoming()));
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be read", e);
    }
  }

  @Override
  public synchronized void close() {
    catalogue.close();
    try {
      if (claims != null) {
        claims.close();
      }
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }
}
