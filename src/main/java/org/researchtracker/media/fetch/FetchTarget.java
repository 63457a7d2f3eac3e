package org.researchtracker.media.fetch;

import java.util.Objects;
import java.util.Optional;
import org.researchtracker.media.MediaReference;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.MediaType;

/**
 * A medium that is wanted.
 *
 * @param reference what the log says of it
 * @param type the kind of medium that it is to be, where the log says so
 * @param tag what the listener knows it by; means nothing here
 */
public record FetchTarget(MediaReference reference, Optional<MediaType> type, long tag) {
  public FetchTarget {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(type, "type");
  }

  /** An item's medium. */
  public static FetchTarget of(String executionId, ExecutionItem item, long tag) {
    return new FetchTarget(
        MediaReference.of(executionId, item), Optional.ofNullable(item.mediaType()), tag);
  }
}
