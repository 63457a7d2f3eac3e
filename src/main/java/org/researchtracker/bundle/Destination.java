package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place on disk that a bundle will take once it is whole; closed before that, nothing is left.
 */
abstract class Destination implements Closeable {
  private final Path folder;
  private final Optional<Path> target;

  private Destination(Path folder, Optional<Path> target) {
    this.folder = folder;
    this.target = target;
  }

  /**
   * Prepares a place.
   *
   * @param folder where the bundle will be
   * @param target the bundle; nothing if its name depends on its content
   * @param named whether the root folder's name is known before the content
   */
  static Destination open(Path folder, Optional<Path> target, boolean named, BundleOptions options)
      throws IOException {
    String suffix = options.form() == BundleOptions.Form.ZIP ? ".zip" : "";
    Path assumed = target.orElseGet(() -> folder.resolve("tracker-export" + suffix));
    return options.form() == BundleOptions.Form.ZIP
        ? new ZipFile(folder, target, named, PartFile.open(assumed))
        : new Folder(folder, target, PartFolder.open(assumed), options);
  }

  /** Returns whether the target was known from the start. */
  boolean isKnown() {
    return target.isPresent();
  }

  /** Returns the target for a root folder. */
  Path target(String root) {
    return target.orElseGet(() -> folder.resolve(root + suffix()));
  }

  abstract String suffix();

  /** Opens the container. */
  abstract Container container(String root, LocalDateTime time, SpillFolder spills)
      throws IOException;

  /** Hears that the media are written, which are most of a bundle. */
  void mediaWritten() throws IOException {}

  /** Puts the whole bundle in place. */
  abstract void moveTo(Path path) throws IOException;

  /** One ZIP, and its digest beside it. */
  private static final class ZipFile extends Destination {
    private final PartFile part;
    private @Nullable ZipFileSink sink;
    private final boolean named;

    ZipFile(Path folder, Optional<Path> target, boolean named, PartFile part) {
      super(folder, target);
      this.named = named;
      this.part = part;
    }

    @Override
    String suffix() {
      return ".zip";
    }

    @Override
    Container container(String root, LocalDateTime time, SpillFolder spills) {
      ZipFileSink file = new ZipFileSink(part.channel(), part::syncInBackground);
      sink = file;
      return new ZipContainer(file, root, named, time, spills);
    }

    private ZipFileSink sink() {
      return Objects.requireNonNull(sink, "no container yet");
    }

    @Override
    void mediaWritten() throws IOException {
      if (named) {
        sink().digestSettled();
      }
      sink().flush();
      part.syncInBackground();
    }

    @Override
    void moveTo(Path path) throws IOException {
      String name = String.valueOf(path.getFileName());
      String line = sink().sha256() + "  " + name + "\n";
      Path beside = path.resolveSibling(name + ".sha256");
      Path temporary = path.resolveSibling(name + ".sha256.part");
      Cleanup cleanup = Cleanup.of(() -> Files.deleteIfExists(temporary));
      try {
        // Before the bundle is in place: on a full disk there shall be neither.
        Files.writeString(temporary, line, StandardCharsets.UTF_8);
        // A digest that does not fit would call a good bundle damaged; for a moment there is none.
        Files.deleteIfExists(beside);
        part.moveTo(path);
        Files.move(
            temporary, beside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        cleanup.run();
      }
      PartFile.syncFolder(path);
    }

    @Override
    public void close() throws IOException {
      if (sink != null) {
        sink.close();
      }
      part.close();
    }
  }

  /** A folder. */
  private static final class Folder extends Destination {
    private final PartFolder part;
    private final BundleOptions options;

    Folder(Path folder, Optional<Path> target, PartFolder part, BundleOptions options) {
      super(folder, target);
      this.part = part;
      this.options = options;
    }

    @Override
    String suffix() {
      return "";
    }

    @Override
    Container container(String root, LocalDateTime time, SpillFolder spills) {
      return new FolderContainer(part.path(), time);
    }

    @Override
    void moveTo(Path path) throws IOException {
      part.moveTo(path, options.force());
    }

    @Override
    public void close() throws IOException {
      part.close();
    }
  }
}
