package org.researchtracker.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** A ZIP on its way to a pipe or a socket: what was written is gone. The stream is not closed. */
final class ZipStreamSink implements ZipSink {
  private final OutputStream out;
  private long position;

  ZipStreamSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean isSeekable() {
    return false;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    position += length;
  }

  @Override
  public void patch(long at, byte[] bytes) {
    throw new IllegalStateException("a stream cannot be changed");
  }

  @Override
  public void truncate(long at) {
    throw new IllegalStateException("a stream cannot be taken back");
  }

  @Override
  public void settled() {}

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
