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

  /** Makes them one after the other, with what is needed for each kept. Not thread-safe. */
  static final class Maker {
    private final MessageDigest sha256;
    private final ByteWriter key = new ByteWriter();

    Maker() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    /** Returns that of a unit. */
    UnitDigest of(UnitKey unit) {
      key.clear();
      EventCodec.write(key, unit);
      ByteBuffer digest = ByteBuffer.wrap(sha256.digest(key.toBytes()));
      return new UnitDigest(digest.getLong(), digest.getLong());
    }
  }
}
