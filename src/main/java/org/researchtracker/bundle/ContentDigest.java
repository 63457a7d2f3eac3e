package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Digests;

/**
 * The content digest: SHA-256 over the lines {@code <sha512> <path>} of the records and the media,
 * sorted, each with a line feed; paths are relative to the payload folder, so that it is the same
 * in every layout. Lines are sorted in runs, so that memory does not grow with them.
 */
final class ContentDigest implements Closeable {
  private static final int RUN = 20_000;

  private final SpillFolder folder;
  private final List<Spill> runs = new ArrayList<>();
  private List<String> lines = new ArrayList<>();

  ContentDigest(SpillFolder folder) {
    this.folder = folder;
  }

  /** Adds a file. */
  void add(String sha512, String path) throws IOException {
    lines.add(sha512 + "  " + path);
    if (lines.size() == RUN) {
      endRun();
    }
  }

  private void endRun() throws IOException {
    lines.sort(null);
    Spill run = new Spill(folder);
    runs.add(run);
    DataOutputStream out = new DataOutputStream(run);
    for (String line : lines) {
      out.writeUTF(line);
    }
    lines = new ArrayList<>();
  }

  /** A run that is being read. */
  private static final class Run implements Comparable<Run> {
    private final DataInputStream in;
    private long left;
    private String line = "";

    Run(Spill spill, long bytes) throws IOException {
      this.in = new DataInputStream(spill.open());
      this.left = bytes;
    }

    boolean next() throws IOException {
      if (left == 0) {
        return false;
      }
      line = in.readUTF();
      // All ASCII: a byte a character after two of length.
      left -= 2 + line.length();
      return true;
    }

    @Override
    public int compareTo(Run other) {
      return line.compareTo(other.line);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** Returns the digest as lower-case hex; nothing can be added afterwards. */
  String end() throws IOException {
    endRun();
    MessageDigest sha256 = Digests.newSha256();
    PriorityQueue<Run> queue = new PriorityQueue<>();
    for (Spill spill : runs) {
      Run run = new Run(spill, spill.size());
      if (run.next()) {
        queue.add(run);
      }
    }
    for (Run run = queue.poll(); run != null; run = queue.poll()) {
      sha256.update((run.line + "\n").getBytes(StandardCharsets.US_ASCII));
      if (run.next()) {
        queue.add(run);
      }
    }
    return Digests.hex(sha256.digest());
  }

  @Override
  public void close() throws IOException {
    for (Spill run : runs) {
      run.close();
    }
  }
}
