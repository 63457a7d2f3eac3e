package org.researchtracker.bundle;

import java.util.OptionalLong;

/** Goes nowhere: for digests that must be known first, and for plans. */
final class NullContainer implements Container {
  private long bytes;

  @Override
  public PackedText.Form textForm() {
    return PackedText.Form.NONE;
  }

  @Override
  public void text(String path, PackedText text) {
    bytes += text.size();
  }

  @Override
  public void beginMedium(String path, long size, OptionalLong crc) {}

  @Override
  public void mediumBytes(byte[] data, int offset, int length) {
    bytes += length;
  }

  @Override
  public void endMedium(long crc) {}

  @Override
  public boolean abandonMedium() {
    return true;
  }

  @Override
  public long finish(String root) {
    return bytes;
  }

  @Override
  public void close() {}
}
