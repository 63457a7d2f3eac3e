package org.researchtracker.bundle.document;

import java.io.IOException;

/**
 * A document that is made from what a bundle holds, such as the crate or the page. Documents are
 * written in the order in which they are given, after the records, the media and the tables.
 */
public interface BundleDocument {

  /**
   * Returns where it lies, relative to the payload folder; beside that folder for one that is no
   * payload.
   */
  String path();

  /** Returns whether it belongs to the payload; {@code START-HERE.txt} stands beside it. */
  default boolean isPayload() {
    return true;
  }

  /**
   * Writes it. The same material gives the same characters, in every locale and time zone.
   *
   * @param out takes text, which becomes UTF-8
   */
  void write(Material material, Appendable out) throws IOException;

  /**
   * What a document is made from.
   *
   * @param executions the executions, in order
   * @param facts what is known of the whole
   * @param files the payload files that are written already, in the order of writing: all but this
   *     document and those after it
   */
  record Material(BundledExecutions executions, BundleFacts facts, PayloadFiles files) {}
}
