package org.researchtracker.bundle;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;

/** Says of an item where the bytes of its medium are, or why there are none. */
final class MediaFinder {
  private final MediaResolver resolver;

  MediaFinder(MediaResolver resolver) {
    this.resolver = resolver;
  }

  /** The answer. */
  sealed interface Found {
    /** There is a file, whether a medium or not. */
    record Medium(MediumFile file) implements Found {}

    /** There is none. */
    record None(MissingReason reason, String detail) implements Found {}
  }

  Found find(String executionId, ExecutionItem item) {
    Resolution resolution = resolver.resolve(MediaReference.of(executionId, item));
    if (resolution instanceof Resolution.Missing missing) {
      return new Found.None(missing.reason(), missing.detail());
    }
    try {
      // Before the first look at its bytes: a change from here on is noticed.
      return new Found.Medium(
          resolution instanceof Resolution.Inline inline
              ? new MediumFile.InLog(inline.data())
              : MediumFile.OnDisk.of((Resolution.Found) resolution));
    } catch (NoSuchFileException e) {
      return new Found.None(MissingReason.NOT_FOUND, "the file has gone");
    } catch (IOException e) {
      return new Found.None(MissingReason.UNREADABLE, "its bytes cannot be read");
    }
  }

  /** Returns how many bytes a medium has where it is found; nothing of it is read. */
  long size(String executionId, ExecutionItem item) {
    Resolution resolution = resolver.resolve(MediaReference.of(executionId, item));
    if (resolution instanceof Resolution.Found found) {
      return found.size();
    }
    return resolution instanceof Resolution.Inline inline ? inline.data().size() : 0;
  }

  /** Returns the file name that the log gives, where it gives a path and no address. */
  static Optional<String> originalName(ExecutionItem item) {
    String path = item.filePath();
    if (path == null || path.regionMatches(true, 0, "data:", 0, 5) || path.contains("://")) {
      return Optional.empty();
    }
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
