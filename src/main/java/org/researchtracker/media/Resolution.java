package org.researchtracker.media;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The answer to where a medium's bytes are. Immutable. */
public sealed interface Resolution {

  /**
   * A regular file inside the roots or in the media store.
   *
   * @param file its real path: absolute, no links; open it with {@code NOFOLLOW_LINKS}, so that a
   *     link put in its place meanwhile is not followed
   * @param size bytes, when it was found
   * @param step what found it; for people, never for a bundle
   * @param name the name that helps to tell its format: the file's own, or the one that it had
   *     where it was fetched; never a path
   * @param sha256 the digest that its bytes must have, lower-case hex; empty where any will do
   * @param originalSha512 of the bytes that these were made from, where something is known to have
   *     been taken out of them
   */
  record Found(
      Path file,
      long size,
      Step step,
      String name,
      Optional<String> sha256,
      Optional<String> originalSha512)
      implements Resolution {
    public Found {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(step, "step");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(originalSha512, "originalSha512");
      if (size < 0) {
        throw new IllegalArgumentException("size: " + size);
      }
    }

    /** A file that goes by its own name, whatever its bytes. */
    public Found(Path file, long size, Step step) {
      this(
          file, size, step, String.valueOf(file.getFileName()), Optional.empty(), Optional.empty());
    }
  }

  /** Bytes that stood in the log itself. */
  record Inline(DataUri data) implements Resolution {
    public Inline {
      Objects.requireNonNull(data, "data");
    }
  }

  /**
   * No bytes, and why.
   *
   * @param detail one clause for people, without a full stop; names no path of this machine and is
   *     the same in every locale, so that it may stand in a bundle; empty where the reason says all
   */
  record Missing(MissingReason reason, String detail) implements Resolution, Inspection {
    public Missing {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
