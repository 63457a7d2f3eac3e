package org.researchtracker.importer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;

/** Keeps copies of media where every command finds them; given by whoever knows media. */
public interface MediaKeeper {

  /** Opens the bytes of a medium. */
  @FunctionalInterface
  interface Bytes {
    /** Opens them; may be called again. */
    InputStream open() throws IOException;
  }

  /**
   * Keeps the bytes of an item's medium, unless they are kept already.
   *
   * @param source where they come from, for people
   * @param name the name of their file, which helps to tell what they are
   * @param originalSha512 the digest of the bytes that these were made from, if they are not those
   * @return whether they were not kept before
   * @throws IOException if they cannot be read or kept; nothing is kept then
   */
  boolean keep(
      String executionId,
      ExecutionItem item,
      Bytes bytes,
      String source,
      String name,
      Optional<String> originalSha512)
      throws IOException;

  /**
   * Puts down why an item's medium is not to be had, as a bundle says.
   *
   * @param reason the word that the bundle has for it
   */
  void missing(String executionId, ExecutionItem item, String reason, String source)
      throws IOException;
}
