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

/**
 * Writes texts into a container and keeps account of every file of the payload and of the tag files
 * beside it. Not thread-safe.
 */
final class Payload implements PayloadFiles, Closeable {

  /** Makes a text. */
  @FunctionalInterface
  interface Text {
    void write(Appendable out) throws IOException;
  }

  private final Container container;
  private final String prefix;
  private final BundleProgress progress;
  private final TextBuffer buffer;
  private final Ledger files;
  private final Ledger tags;
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
      BundleProgress progress) {
    this.container = container;
    this.prefix = prefix;
    this.root = root;
    this.progress = progress;
    this.buffer = new TextBuffer(container.textForm(), folder);
    this.files = new Ledger(folder);
    this.tags = new Ledger(folder);
  }

  /** Says what the root folder is called, once that is known. */
  void setRoot(String name) {
    root = name;
  }

  /** Returns a payload path as it is in the root folder. */
  String inRoot(String path) {
    return prefix + path;
  }

  /** Adds a text to the payload. */
  PayloadFile text(String path, Text text) throws IOException {
    PayloadFile file = write(prefix + path, path, text);
    files.add(file);
    return file;
  }

  /** Adds a text to the payload that is {@link #list listed} later. */
  PayloadFile textNotListed(String path, Text text) throws IOException {
    return write(prefix + path, path, text);
  }

  /** Lists a file that was written before. */
  void list(PayloadFile file) throws IOException {
    files.add(file);
  }

  /** Adds a text beside the payload. */
  void tag(String path, Text text) throws IOException {
    tags.add(write(path, path, text));
  }

  /** Adds a text that no manifest can list: the last manifest itself. */
  void unlisted(String path, Text text) throws IOException {
    write(path, path, text);
    tags.count++;
    tags.bytes += buffer.size();
  }

  private PayloadFile write(String place, String path, Text text) throws IOException {
    buffer.begin();
    // Not closed, because the buffer serves the next text.
    Writer out = new BufferedWriter(new OutputStreamWriter(buffer, StandardCharsets.UTF_8));
    text.write(out);
    out.flush();
    Digests digests = buffer.end();
    container.text(place, buffer);
    progress.bytes(buffer.size());
    progress.entry(root + "/" + place, buffer.size());
    return new PayloadFile(path, buffer.size(), digests.sha512(), digests.sha256());
  }

  /** Says that the container has a medium, which is listed when its digests are known. */
  void mediumWritten(String path, long size) {
    progress.entry(root + "/" + prefix + path, size);
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    files.forEach(visitor);
  }

  /** Gives the files beside the payload. */
  void forEachTag(Visitor visitor) throws IOException {
    tags.forEach(visitor);
  }

  /** Returns how many files the payload has. */
  long count() {
    return files.count;
  }

  /** Returns how many bytes the payload has. */
  long bytes() {
    return files.bytes;
  }

  /** Returns how many files there are in all. */
  long entries() {
    return files.count + tags.count;
  }

  /** Returns how many bytes there are in all. */
  long allBytes() {
    return files.bytes + tags.bytes;
  }

  @Override
  public void close() throws IOException {
    buffer.close();
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
