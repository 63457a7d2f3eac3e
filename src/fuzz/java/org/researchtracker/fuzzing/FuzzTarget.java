package org.researchtracker.fuzzing;

import java.util.List;

/** Something that takes bytes from outside, and what has to hold whatever they are. */
public interface FuzzTarget {

  /**
   * Takes an input.
   *
   * @throws Exception if something does not hold that has to
   */
  void take(byte[] input) throws Exception;

  /** Returns inputs to begin with: the nearer to what is usual, the sooner the unusual is found. */
  List<byte[]> seeds() throws Exception;
}
