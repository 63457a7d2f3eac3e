package org.researchtracker.media.fetch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MissingReason;

/** What came of asking one source for a medium. Immutable. */
sealed interface Outcome {

  /**
   * The medium, whole, in its partial file.
   *
   * @param size bytes
   * @param name the name it has there, which helps to tell its format; never trusted as a path
   * @param address where it was in the end, after redirects
   */
  record Fetched(long size, MediaFormat format, String name, WebAddress address)
      implements Outcome {
    public Fetched {
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(address, "address");
    }
  }

  /**
   * No medium, and why.
   *
   * @param detail one clause for people; free of addresses and of what the server said
   * @param again what makes sense next
   * @param after how long the server asks to wait before that
   */
  record Failed(MissingReason reason, String detail, Again again, Optional<Duration> after)
      implements Outcome {
    public Failed {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(again, "again");
      Objects.requireNonNull(after, "after");
    }

    static Failed of(MissingReason reason, String detail, Again again) {
      return new Failed(reason, detail, again, Optional.empty());
    }

    /** A failure that asking again in this run will not mend. */
    static Failed settled(MissingReason reason, String detail) {
      return of(reason, detail, Again.NEXT_RUN);
    }
  }

  /** When to ask the same source again. */
  enum Again {
    /** Soon: it may be a matter of seconds. */
    SOON,
    /** Soon, and count it against the host, which gave no answer at all. */
    SOON_IF_THE_HOST_ANSWERS,
    /** Not in this run. */
    NEXT_RUN,
    /** Never: what is gone does not come back. */
    NEVER
  }
}
