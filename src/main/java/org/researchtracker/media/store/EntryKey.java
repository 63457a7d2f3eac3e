package org.researchtracker.media.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.researchtracker.media.MediaReference;

/**
 * What an entry is found by: a digest of the execution's id, the item's number and what was asked
 * for (its path, its address, its prompt id). An item that the logs change is another one, so that
 * it is never answered with the bytes of what it was; and the addresses, which may be signed, need
 * not be kept. Immutable.
 */
final class EntryKey {
  private final byte[] digest;

  private EntryKey(byte[] digest) {
    this.digest = digest;
  }

  static EntryKey of(MediaReference reference) {
    MessageDigest sha256 = Sha256.newDigest();
    add(sha256, Optional.of(reference.executionId()));
    sha256.update(ByteBuffer.allocate(8).putLong(reference.sequenceNumber()).flip());
    add(sha256, reference.filePath());
    add(sha256, reference.url());
    add(sha256, reference.promptId());
    return new EntryKey(sha256.digest());
  }

  /** The key that has these 64 hex digits. */
  static EntryKey ofHex(String hex) {
    return new EntryKey(HexFormat.of().parseHex(hex));
  }

  /** The key with these 32 bytes. */
  static EntryKey of(byte[] bytes) {
    return new EntryKey(bytes.clone());
  }

  /** Each text with its length before it, so that no two lists of texts are the same bytes. */
  private static void add(MessageDigest digest, Optional<String> text) {
    int length = text.map(String::length).orElse(-1);
    digest.update(ByteBuffer.allocate(4).putInt(length).flip());
    text.ifPresent(value -> digest.update(exact(value)));
  }

  /**
   * UTF-16 as it is: the log may hold lone surrogates, which an encoder would make all the same.
   */
  private static ByteBuffer exact(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
    bytes.asCharBuffer().put(text);
    return bytes;
  }

  byte[] bytes() {
    return digest.clone();
  }

  String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** A number that hardly any other key has, 0 or more. */
  long number() {
    return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE >>> 1;
  }
}
