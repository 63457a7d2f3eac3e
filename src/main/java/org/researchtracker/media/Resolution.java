package org.researchtracker.media;

import java.nio.file.Path;
import java.util.Objects;

/** The answer to where a medium's bytes are. Immutable. */
public sealed interface Resolution {

  /**
   * A regular file inside the roots.
   *
   * @param file its real path: absolute, no links; open it with {@code NOFOLLOW_LINKS}, so that a
   *     link put in its place meanwhile is not followed
   * @param size bytes, when it was found
   * @param step what found it; for people, never for a bundle
   */
  record Found(Path file, long size, Step step) implements Resolution {
    public Found {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(step, "step");
      if (size < 0) {
        throw new IllegalArgumentException("size: " + size);
      }
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
