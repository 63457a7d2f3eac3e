package org.researchtracker.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output. A write that fails throws an unchecked exception, because print writers swallow
 * the checked one: {@code tracker list | head -1} must stop at once, and a full disk must be told.
 */
final class ResultStream extends OutputStream {
  private final OutputStream target;
  private boolean failed;

  ResultStream(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failed) {
      // What is left in buffers above has nowhere to go; the failure has been told.
      return;
    }
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      throw OutputFailedException.of(e);
    }
  }

  @Override
  public void flush() {
    if (failed) {
      return;
    }
    try {
      target.flush();
    } catch (IOException e) {
      failed = true;
      throw OutputFailedException.of(e);
    }
  }
}
