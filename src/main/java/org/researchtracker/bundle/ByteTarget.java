package org.researchtracker.bundle;

import java.io.IOException;

/** Takes bytes; keeps no array. */
@FunctionalInterface
interface ByteTarget {
  void write(byte[] bytes, int offset, int length) throws IOException;
}
