package org.researchtracker.bundle;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.researchtracker.bundle.document.BundledMedium;

/**
 * The progress of a pass that writes nothing: bytes and verdicts are heard as they come, entries
 * only when they are asked for, under the root folder's name that is known by then.
 */
final class Rehearsal implements BundleProgress, Closeable {
  private final BundleProgress listener;
  private final boolean repeated;
  private final Spill entries;
  private final DataOutputStream out;
  private long count;

  /**
   * Makes a progress.
   *
   * @param repeated whether media will be looked for again, so that missing ones are told then
   */
  Rehearsal(BundleProgress listener, boolean repeated, SpillFolder folder) {
    this.repeated = repeated;
    this.listener = listener;
    this.entries = new Spill(folder);
    this.out = new DataOutputStream(new BufferedOutputStream(entries, 1 << 12));
  }

  @Override
  public boolean wantsTotals() {
    return listener.wantsTotals();
  }

  @Override
  public void begin(Phase phase, long total) {
    listener.begin(phase == Phase.MEDIA ? Phase.DIGESTS : phase, total);
  }

  @Override
  public void bytes(long bytes) {
    listener.bytes(bytes);
  }

  @Override
  public void missing(String executionId, BundledMedium medium, String detail) {
    if (!repeated) {
      listener.missing(executionId, medium, detail);
    }
  }

  @Override
  public void entry(String path, long size) {
    try {
      out.writeUTF(path.substring(path.indexOf('/')));
      out.writeLong(size);
      count++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says every entry that was heard of. */
  void tellEntries(String root) throws IOException {
    out.flush();
    try (DataInputStream in = new DataInputStream(entries.open())) {
      for (long i = 0; i < count; i++) {
        String path = in.readUTF();
        listener.entry(root + path, in.readLong());
      }
    }
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
