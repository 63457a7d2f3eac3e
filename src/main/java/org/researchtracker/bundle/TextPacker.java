package org.researchtracker.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Digests;

/**
 * Packs one text after the other: digested, counted and, for a ZIP, deflated, so that size and
 * checksum are known before an entry begins. What is written here is packed on the second core; the
 * stream belongs to the thread that writes.
 */
final class TextPacker extends OutputStream {
  private static final int PIECE = 1 << 15;

  private final SecondCore core;
  private final Packing packing;
  private final byte[] piece = new byte[PIECE];
  private int filled;

  TextPacker(PackedText.Form form, SpillFolder folder, SecondCore core) {
    this.core = core;
    this.packing = new Packing(form, folder);
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == PIECE) {
      hand();
    }
    piece[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == PIECE) {
        hand();
      }
      int part = Math.min(length - done, PIECE - filled);
      System.arraycopy(bytes, offset + done, piece, filled, part);
      filled += part;
      done += part;
    }
  }

  private void hand() throws IOException {
    byte[] bytes = Arrays.copyOf(piece, filled);
    filled = 0;
    core.post(() -> packing.add(bytes));
  }

  /** Ends a text; what is written next belongs to another. */
  CompletableFuture<PackedText> end() throws IOException {
    byte[] last = Arrays.copyOf(piece, filled);
    filled = 0;
    return core.submit(
        () -> {
          packing.add(last);
          return packing.end();
        });
  }

  /** Frees what the system lent; the second core must be at rest. */
  @Override
  public void close() {
    packing.deflater.end();
  }

  /** What happens on the second core. */
  private static final class Packing {
    private final PackedText.Form form;
    private final SpillFolder folder;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final MessageDigest sha512 = Digests.newSha512();
    private final MessageDigest sha256 = Digests.newSha256();
    private final CRC32 crc = new CRC32();
    private final byte[] deflated = new byte[PIECE];
    private Spill kept;
    private long size;
    private @Nullable IOException failure;

    Packing(PackedText.Form form, SpillFolder folder) {
      this.form = form;
      this.folder = folder;
      this.kept = new Spill(folder);
    }

    /** Adds bytes; a failure is told at the end of the text. */
    void add(byte[] bytes) {
      try {
        pack(bytes);
      } catch (IOException e) {
        failure = e;
      }
    }

    private void pack(byte[] bytes) throws IOException {
      sha512.update(bytes);
      sha256.update(bytes);
      crc.update(bytes);
      size += bytes.length;
      if (form == PackedText.Form.RAW) {
        kept.write(bytes, 0, bytes.length);
      } else if (form == PackedText.Form.DEFLATED) {
        deflater.setInput(bytes);
        while (!deflater.needsInput()) {
          drain();
        }
      }
    }

    private void drain() throws IOException {
      int n = deflater.deflate(deflated);
      kept.write(deflated, 0, n);
    }

    PackedText end() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (form == PackedText.Form.DEFLATED) {
        deflater.finish();
        while (!deflater.finished()) {
          drain();
        }
      }
      Digests digests = new Digests(Digests.hex(sha512.digest()), Digests.hex(sha256.digest()));
      PackedText text = new PackedText(size, crc.getValue(), digests, kept);
      kept = new Spill(folder);
      deflater.reset();
      crc.reset();
      size = 0;
      return text;
    }
  }
}
