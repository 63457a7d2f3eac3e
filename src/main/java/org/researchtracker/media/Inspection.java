package org.researchtracker.media;

import java.util.Objects;

/** What a look at a medium's first bytes says: its format, or why it is none. Immutable. */
public sealed interface Inspection permits Inspection.Typed, Resolution.Missing {

  /**
   * A medium of a known type.
   *
   * @param size bytes, when it was looked at
   */
  record Typed(MediaFormat format, long size) implements Inspection {
    public Typed {
      Objects.requireNonNull(format, "format");
    }
  }
}
