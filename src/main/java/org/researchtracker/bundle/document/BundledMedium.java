package org.researchtracker.bundle.document;

import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.media.MissingReason;

/**
 * The verdict about one medium: included with its facts, or missing with a reason.
 *
 * @param sequenceNumber the item
 * @param reason why it is not there; nothing if it is
 * @param path where it is, relative to the payload folder; nothing if it is not there
 * @param format the MIME type told by its bytes
 * @param size bytes
 * @param sha512 SHA-512 of the bytes in the bundle, lower-case hex
 * @param sha256 SHA-256 of the same bytes
 * @param originalName the file name that the log gives, if it gives one
 * @param originalSha512 SHA-512 of the bytes as found, where metadata was stripped from them
 * @param graphPath where the ComfyUI graph is that was extracted from it, relative to the payload
 *     folder
 */
public record BundledMedium(
    long sequenceNumber,
    Optional<MissingReason> reason,
    Optional<String> path,
    Optional<String> format,
    OptionalLong size,
    Optional<String> sha512,
    Optional<String> sha256,
    Optional<String> originalName,
    Optional<String> originalSha512,
    Optional<String> graphPath) {

  /** Returns whether its bytes are in the bundle. */
  public boolean isIncluded() {
    return path.isPresent();
  }

  /** Returns the word for {@code media_status}. */
  public String status() {
    return isIncluded() ? "included" : "missing";
  }
}
