package org.researchtracker.archive;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.researchtracker.index.ByteWriter;

/**
 * What a unit is known by where there are 100,000 of them: 128 bits of the SHA-256 of its key, for
 * ids come from logs, and nobody must be able to make up two that are taken for one.
 */
record UnitDigest(long high, long low) {

  /** Returns that of a unit. */
  static UnitDigest of(UnitKey unit) {
    ByteWriter key = new ByteWriter();
    EventCodec.write(key, unit);
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key.toBytes()));
      return new UnitDigest(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
