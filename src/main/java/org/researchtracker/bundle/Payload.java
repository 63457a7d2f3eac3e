package org.researchtracker.bundle;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.researchtracker.bundle.document.PayloadFile;
import org.researchtracker.bundle.document.PayloadFiles;

/**
 * Writes texts into a container and keeps account of every file of the payload and of the tag files
 * beside it. Not thread-safe.
 */
public final class Payload implements PayloadFiles, Closeable {

  /** Makes a text. */
  @FunctionalInterface
  interface Text {
    void write(Appendable out) throws IOException;
  }

  /** How many small texts may wait for the second core. */
  private static final int WAITING = 32;

  private final Container container;
  private final String prefix;
  private final BundleProgress progress;
  private final TextPacker packer;
  private final Ledger files;
  private final Ledger tags;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private String root;

  /**
   * Begins a payload.
   *
   * @param prefix of the payload's paths in the root folder: {@code data/}, or nothing
   * @param root the root folder, for progress
   */
  Payload(
      Container container,
      String prefix,
      String root,
      SpillFolder folder,
      SecondCore core,
      BundleProgress progress) {
    this.container = container;
    this.prefix = prefix;
    this.root = root;
    this.progress = progress;
    this.packer = new TextPacker(container.textForm(), folder, core);
    this.files = new Ledger(folder);
    this.tags = new Ledger(folder);
  }

  /**
   * A text that is being packed.
   *
   * @param place in the root folder
   * @param path in its manifest
   * @param ledger that lists it
   */
  private record Waiting(
      String place, String path, Ledger ledger, CompletableFuture<PackedText> packed) {}

  /** Says what the root folder is called, once that is known. */
  void setRoot(String name) {
    root = name;
  }

  /** Returns a payload path as it is in the root folder. */
  String inRoot(String path) {
    return prefix + path;
  }

  /** Adds a text to the payload. */
  void text(String path, Text text) throws IOException {
    add(prefix + path, path, files, text);
  }

  /** Adds a text to the payload, and waits until it is there. */
  PayloadFile textNow(String path, Text text) throws IOException {
    PayloadFile file = textNotListed(path, text);
    files.add(file);
    return file;
  }

  /** Adds a text to the payload that is {@link #list listed} later, and waits until it is there. */
  PayloadFile textNotListed(String path, Text text) throws IOException {
    settle();
    return written(new Waiting(prefix + path, path, files, pack(text)));
  }

  /** Lists a file that was written before. */
  void list(PayloadFile file) throws IOException {
    files.add(file);
  }

  /** Adds a text beside the payload. */
  void tag(String path, Text text) throws IOException {
    add(path, path, tags, text);
  }

  /** Adds a text that no manifest can list: the last manifest itself. */
  void unlisted(String path, Text text) throws IOException {
    settle();
    PayloadFile file = written(new Waiting(path, path, tags, pack(text)));
    tags.count++;
    tags.bytes += file.size();
  }

  private void add(String place, String path, Ledger ledger, Text text) throws IOException {
    waiting.add(new Waiting(place, path, ledger, pack(text)));
    while (waiting.size() > WAITING) {
      settleFirst();
    }
  }

  private CompletableFuture<PackedText> pack(Text text) throws IOException {
    // Not closed, because the packer serves the next text.
    Writer out = new BufferedWriter(new OutputStreamWriter(packer, StandardCharsets.UTF_8));
    text.write(out);
    out.flush();
    return packer.end();
  }

  /** Waits until the container has all texts. */
  void settle() throws IOException {
    while (!waiting.isEmpty()) {
      settleFirst();
    }
  }

  private void settleFirst() throws IOException {
    Waiting first = waiting.remove();
    first.ledger.add(written(first));
  }

  private PayloadFile written(Waiting text) throws IOException {
    try (PackedText packed = SideThread.await(text.packed)) {
      container.text(text.place, packed);
      progress.bytes(packed.size());
      progress.entry(root + "/" + text.place, packed.size());
      return new PayloadFile(
          text.path, packed.size(), packed.digests().sha512(), packed.digests().sha256());
    }
  }

  /** Says that the container has a medium, which is listed when its digests are known. */
  void mediumWritten(String path, long size) {
    progress.entry(root + "/" + prefix + path, size);
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    settle();
    files.forEach(visitor);
  }

  /** Gives the files beside the payload. */
  void forEachTag(Visitor visitor) throws IOException {
    settle();
    tags.forEach(visitor);
  }

  /** Returns how many files the payload has. */
  long count() throws IOException {
    settle();
    return files.count;
  }

  /** Returns how many bytes the payload has. */
  long bytes() throws IOException {
    settle();
    return files.bytes;
  }

  /** Returns how many files there are in all. */
  long entries() throws IOException {
    settle();
    return files.count + tags.count;
  }

  /** Returns how many bytes there are in all. */
  long allBytes() throws IOException {
    settle();
    return files.bytes + tags.bytes;
  }

  @Override
  public void close() throws IOException {
    for (Waiting text : waiting) {
      // Only where the bundle failed: they will be ready in no time, or never.
      var unused = text.packed.thenAccept(packed -> packed.kept().closeQuietly());
    }
    packer.close();
    files.spill.close();
    tags.spill.close();
  }

  /** Files with their digests, outside memory. */
  private static final class Ledger {
    private final Spill spill;
    private final DataOutputStream out;
    private long listed;
    private long count;
    private long bytes;

    Ledger(SpillFolder folder) {
      spill = new Spill(folder);
      out = new DataOutputStream(new BufferedOutputStream(spill, 1 << 12));
    }

    void add(PayloadFile file) throws IOException {
      out.writeUTF(file.path());
      out.writeLong(file.size());
      out.writeUTF(file.sha512());
      out.writeUTF(file.sha256());
      listed++;
      count++;
      bytes += file.size();
    }

    void forEach(Visitor visitor) throws IOException {
      out.flush();
      long known = listed;
      try (DataInputStream in = new DataInputStream(spill.open())) {
        for (long i = 0; i < known; i++) {
          visitor.visit(new PayloadFile(in.readUTF(), in.readLong(), in.readUTF(), in.readUTF()));
        }
      }
    }
  }
}
