package org.researchtracker.media.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.media.store.MediaStore.Claim;
import org.researchtracker.media.store.StoreFinding.Kind;
import org.researchtracker.model.TrackerException;

/**
 * Removes what nobody needs. Each file is looked at again while nobody else can write to the
 * catalogue, so that bytes which another process is about to name stay. For one thread.
 */
final class StoreSweep {
  /** A process that writes touches its file all the time. */
  private static final Duration WRITTEN = Duration.ofDays(1);

  /** No server is asked for the rest of something so old. */
  private static final Duration RESUMED = Duration.ofDays(30);

  /** A download by the key of its entry, and what stands beside it. */
  private static final Pattern PARTIAL = Pattern.compile("([0-9a-f]{64})(\\.[a-z]+)?");

  private final MediaStore store;
  private final ContentFolder content;
  private final Catalogue catalogue;
  private final Census census;
  private final StoredFiles files;
  private final boolean dryRun;
  private final Consumer<StoreFinding> findings;

  StoreSweep(
      MediaStore store,
      ContentFolder content,
      Catalogue catalogue,
      boolean dryRun,
      Consumer<StoreFinding> findings) {
    this.store = store;
    this.content = content;
    this.catalogue = catalogue;
    this.census = new Census(catalogue);
    this.files = new StoredFiles(store.folder(), content);
    this.dryRun = dryRun;
    this.findings = findings;
  }

  /** Refuses where the catalogue cannot be relied on. */
  void check() throws IOException {
    try {
      if (census.damage().isPresent()) {
        throw doubtful("its catalogue is damaged");
      }
      if (!census.namesAny() && files.count(content.content()).count() > 0) {
        throw doubtful("its catalogue names none of the files that are there");
      }
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be read", e);
    }
  }

  void run(Instant now) throws IOException {
    files.walk(content.content(), this::unnamed);
    files.walk(
        content.incoming(),
        (file, attributes) -> {
          if (isOlder(attributes, now, WRITTEN)) {
            remove(Kind.INCOMING, file, attributes.size(), Optional.empty());
          }
        });
    files.walk(content.partial(), (file, attributes) -> partial(file, attributes, now));
  }

  private TrackerException doubtful(String why) {
    return TrackerException.failed(
        "nothing is removed from the media store " + store.folder() + ": " + why,
        "bring "
            + MediaStore.CATALOGUE
            + " back from a copy; if all of it may go, delete the folder");
  }

  private static boolean isOlder(BasicFileAttributes attributes, Instant now, Duration age) {
    return attributes.lastModifiedTime().toInstant().isBefore(now.minus(age));
  }

  private void unnamed(Path file, BasicFileAttributes attributes) throws IOException {
    Optional<String> sha256 = files.digest(file, attributes);
    if (sha256.isEmpty()) {
      return;
    }
    try {
      if (census.names(sha256.get())) {
        return;
      }
      catalogue.<Boolean, IOException>write(
          () -> {
            if (!census.names(sha256.get()) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
              remove(Kind.UNCATALOGUED, file, attributes.size(), sha256);
            }
            return true;
          });
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be read", e);
    }
  }

  private void partial(Path file, BasicFileAttributes attributes, Instant now) throws IOException {
    Matcher name = PARTIAL.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return;
    }
    EntryKey key = EntryKey.ofHex(name.group(1));
    try {
      boolean kept = catalogue.entry(key).flatMap(CatalogueEntry::kept).isPresent();
      if (!kept && !isOlder(attributes, now, RESUMED)) {
        return;
      }
    } catch (SQLException e) {
      throw new IOException("the store's catalogue cannot be read", e);
    }
    Optional<Claim> claim = store.claim(key);
    if (claim.isPresent()) {
      try {
        remove(Kind.PARTIAL, file, attributes.size(), Optional.empty());
      } finally {
        claim.get().close();
      }
    }
  }

  private void remove(Kind kind, Path file, long size, Optional<String> sha256) throws IOException {
    if (!dryRun) {
      Files.deleteIfExists(file);
    }
    findings.accept(new StoreFinding(kind, files.shown(file), sha256, size, List.of()));
  }
}
