package org.researchtracker.media.store;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Bytes in the store.
 *
 * @param sha256 their digest, lower-case hex
 * @param size how many
 * @param file where they are; never to be written
 */
public record StoredMedium(String sha256, long size, Path file) {
  public StoredMedium {
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(file, "file");
  }
}
