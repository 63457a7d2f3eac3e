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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.store.CatalogueEntry.Failure;
import org.researchtracker.media.store.ContentFolder.Written;
import org.researchtracker.model.TrackerException;

/**
 * The media store in a folder: bytes by their digest, and the catalogue of what they are.
 *
 * <p>Safe for use by several threads, and by several processes at once. Bytes that were put are on
 * disk when {@link #put} returns; a process that is killed leaves at most a file that no entry
 * names. Files are readable by the user alone.
 */
public final class MediaStore implements AutoCloseable {
  private static final String CATALOGUE = "catalogue.db";
  private static final String CLAIMS = "claims.lock";

  private final Path folder;
  private final ContentFolder content;
  private final Catalogue catalogue;
  private @Nullable FileChannel claims;

  private MediaStore(Path folder, ContentFolder content, Catalogue catalogue) {
    this.folder = folder;
    this.content = content;
    this.catalogue = catalogue;
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
    return keep(reference, content.write(bytes), origin);
  }

  /**
   * Keeps the bytes of an item's medium that were written to {@link #partial}, and are complete.
   * The file is moved, not copied.
   *
   * @throws IOException if the store cannot be written; the file stays then
   */
  public StoredMedium put(MediaReference reference, Path completed, Origin origin)
      throws IOException {
    if (!completed.toAbsolutePath().startsWith(folder.toAbsolutePath())) {
      throw new IllegalArgumentException("not a file of the store: " + completed);
    }
    return keep(reference, content.adopt(completed), origin);
  }

  private StoredMedium keep(MediaReference reference, Written written, Origin origin)
      throws IOException {
    String sha256 = written.sha256();
    // Compared before others are kept waiting.
    boolean known = content.holds(written);
    try {
      catalogue.<Boolean, IOException>write(
          () -> {
            if (known && ContentFolder.hasSize(content.place(sha256), written.size())) {
              Files.delete(written.file());
            } else {
              content.settle(written);
            }
            String execution = reference.executionId();
            EntryKey key = EntryKey.of(reference);
            catalogue.keep(
                key, execution, reference.sequenceNumber(), sha256, written.size(), origin);
            return true;
          });
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be written", e);
    }
    return new StoredMedium(sha256, written.size(), content.place(sha256));
  }

  /**
   * Returns where a download of this item's medium is written and, after it broke off, resumed: the
   * same file each time, empty at first. Hold a {@link #claim} while it is used.
   */
  public Path partial(MediaReference reference) throws IOException {
    content.makeFolder(content.partial());
    Path file = content.partial().resolve(EntryKey.of(reference).hex());
    content.makeFile(file);
    return file;
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
  public synchronized Optional<Claim> claim(MediaReference reference) throws IOException {
    if (claims == null) {
      Path file = folder.resolve(CLAIMS);
      content.makeFile(file);
      claims = FileChannel.open(file, StandardOpenOption.WRITE);
    }
    try {
      // A byte of a file that stays empty: the system frees it when its holder dies.
      FileLock lock = claims.tryLock(EntryKey.of(reference).number(), 1, false);
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
    Failure failure = new Failure(reason, detail, origin);
    try {
      catalogue.<Boolean, IOException>write(
          () -> {
            EntryKey key = EntryKey.of(reference);
            catalogue.fail(key, reference.executionId(), reference.sequenceNumber(), failure);
            return true;
          });
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be written", e);
    }
  }

  /** Returns what is known of an item's medium. */
  public Optional<CatalogueEntry> entry(MediaReference reference) throws IOException {
    try {
      return catalogue.entry(EntryKey.of(reference));
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
