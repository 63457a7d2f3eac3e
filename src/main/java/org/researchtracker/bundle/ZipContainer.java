package org.researchtracker.bundle;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.OptionalLong;
import org.researchtracker.bundle.ZipHeaders.Entry;

/**
 * A ZIP whose bytes depend on nothing but what is put in. Media are STORED, texts DEFLATEd.
 *
 * <p>Own code, because three things that a bundle needs cannot be had from commons-compress'
 * ZipArchiveOutputStream: taking back an entry whose medium changed while it was copied; the root
 * folder's name after the media, on whose digest it depends; and a directory that does not lie in
 * memory. (It also leaves a scar in the header of an entry that was opened without its size: 20
 * bytes of emptied ZIP64 field, so that file and stream would differ.) The tests read the result
 * with commons-compress and five other readers.
 */
final class ZipContainer implements Container {
  private final ZipSink sink;
  private final String assumedRoot;
  private final boolean isFinal;
  private final int time;
  private final Spill directory;
  private final DataOutputStream directoryOut;
  private long entries;

  private String mediumPath = "";
  private long mediumStart;
  private long mediumSize;
  private boolean crcKnown;

  /**
   * Begins a ZIP.
   *
   * @param root the root folder, or one of the same length if it is not known yet and the sink is
   *     seekable
   * @param isFinal whether the root folder is known
   * @param time of all entries
   */
  ZipContainer(ZipSink sink, String root, boolean isFinal, LocalDateTime time, SpillFolder folder) {
    this.sink = sink;
    this.assumedRoot = root;
    this.isFinal = isFinal;
    this.time = ZipHeaders.dosTime(time);
    this.directory = new Spill(folder);
    this.directoryOut = new DataOutputStream(new BufferedOutputStream(directory, 1 << 12));
  }

  @Override
  public PackedText.Form textForm() {
    return PackedText.Form.DEFLATED;
  }

  @Override
  public void text(String path, PackedText text) throws IOException {
    Entry entry =
        new Entry(
            ZipHeaders.DEFLATED, text.crc(), text.kept().size(), text.size(), sink.position());
    header(path, entry);
    text.kept().transferTo(sink);
    list(path, entry);
  }

  @Override
  public void beginMedium(String path, long size, OptionalLong crc) throws IOException {
    mediumPath = path;
    mediumStart = sink.position();
    mediumSize = size;
    crcKnown = crc.isPresent();
    if (!crcKnown && !sink.isSeekable()) {
      throw new IllegalStateException("a stream needs the checksum first");
    }
    header(path, new Entry(ZipHeaders.STORED, crc.orElse(0), size, size, mediumStart));
  }

  @Override
  public void mediumBytes(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  @Override
  public void endMedium(long crc) throws IOException {
    if (!crcKnown) {
      sink.patch(mediumStart + ZipHeaders.LOCAL_CRC, ZipHeaders.int32(crc));
    }
    list(mediumPath, new Entry(ZipHeaders.STORED, crc, mediumSize, mediumSize, mediumStart));
  }

  @Override
  public boolean abandonMedium() throws IOException {
    if (sink.isSeekable()) {
      sink.truncate(mediumStart);
    }
    return sink.isSeekable();
  }

  private void header(String path, Entry entry) throws IOException {
    byte[] header = ZipHeaders.local(entry, ZipHeaders.name(assumedRoot + "/" + path), time);
    sink.write(header, 0, header.length);
  }

  private void list(String path, Entry entry) throws IOException {
    directoryOut.writeUTF(path);
    directoryOut.writeByte(entry.method());
    directoryOut.writeLong(entry.crc());
    directoryOut.writeLong(entry.packed());
    directoryOut.writeLong(entry.size());
    directoryOut.writeLong(entry.offset());
    entries++;
    if (isFinal) {
      sink.settled();
    }
  }

  @Override
  public long finish(String root) throws IOException {
    directoryOut.flush();
    if (!isFinal) {
      rename(root);
    }
    long start = sink.position();
    forEachEntry(
        (path, entry) -> {
          byte[] header = ZipHeaders.central(entry, ZipHeaders.name(root + "/" + path), time);
          sink.write(header, 0, header.length);
        });
    byte[] end = ZipHeaders.end(entries, start, sink.position() - start);
    sink.write(end, 0, end.length);
    sink.flush();
    return sink.position();
  }

  private void rename(String root) throws IOException {
    if (root.length() != assumedRoot.length()) {
      throw new IllegalStateException("root " + root + " instead of " + assumedRoot);
    }
    byte[] name = ZipHeaders.name(root);
    forEachEntry((path, entry) -> sink.patch(entry.offset() + ZipHeaders.LOCAL_FIXED, name));
  }

  private interface EntryVisitor {
    void visit(String path, Entry entry) throws IOException;
  }

  private void forEachEntry(EntryVisitor visitor) throws IOException {
    try (DataInputStream in = new DataInputStream(directory.open())) {
      for (long i = 0; i < entries; i++) {
        String path = in.readUTF();
        visitor.visit(
            path,
            new Entry(
                in.readUnsignedByte(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
