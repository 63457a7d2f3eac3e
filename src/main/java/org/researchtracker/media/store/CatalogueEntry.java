package org.researchtracker.media.store;

import java.util.Objects;
import java.util.Optional;
import org.researchtracker.media.MissingReason;

/**
 * What the store knows of one item's medium. Immutable.
 *
 * @param executionId the execution, for people: what is no Unicode text in it is replaced
 * @param sequenceNumber the item's number in it
 * @param kept its bytes and from where they came, if there are any
 * @param failure why the last attempt to bring it failed, if it did
 */
public record CatalogueEntry(
    String executionId, long sequenceNumber, Optional<Kept> kept, Optional<Failure> failure) {
  public CatalogueEntry {
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(kept, "kept");
    Objects.requireNonNull(failure, "failure");
  }

  /**
   * Bytes, and from where they came. That they are sound is not checked.
   *
   * @param originalSha512 SHA-512 of the bytes that these were made from, where something was taken
   *     out of them before they came; lower-case hex
   */
  public record Kept(StoredMedium medium, Origin origin, Optional<String> originalSha512) {
    public Kept {
      Objects.requireNonNull(medium, "medium");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(originalSha512, "originalSha512");
    }
  }

  /**
   * An attempt that failed.
   *
   * @param detail one clause for people, as {@link org.researchtracker.media.Resolution.Missing}
   *     has it
   */
  public record Failure(MissingReason reason, String detail, Origin origin) {
    public Failure {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(origin, "origin");
    }
  }
}
