package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.check.BundleReport;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.bundle.check.Fault;

/** ZIP files that every reader opens, small ones and those that need ZIP64. */
class ZipContainerTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2025, 11, 3, 14, 30, 21);
  private static final long GIB = 1L << 30;
  private static final byte[] ZEROS = new byte[1 << 20];

  @TempDir Path folder;

  /** Writes bytes into a ZIP in a file. */
  private interface Filling {
    void fill(Container zip) throws IOException;
  }

  private Path zip(String root, String finalRoot, Filling filling) throws IOException {
    return zip(root, finalRoot, channel -> new ZipFileSink(channel, () -> {}), filling);
  }

  private Path sparseZip(Filling filling) throws IOException {
    return zip("r", "r", HoleSink::new, filling);
  }

  private Path zip(
      String root, String finalRoot, Function<FileChannel, ZipSink> sinks, Filling filling)
      throws IOException {
    Path file = folder.resolve("a.zip");
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Container zip =
            new ZipContainer(
                sinks.apply(channel),
                root,
                root.equals(finalRoot),
                TIME,
                new SpillFolder(folder))) {
      filling.fill(zip);
      assertThat(zip.finish(finalRoot)).isEqualTo(channel.size());
    }
    return file;
  }

  private static void medium(Container zip, String path, byte[] bytes, boolean known)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    zip.beginMedium(
        path, bytes.length, known ? OptionalLong.of(crc.getValue()) : OptionalLong.empty());
    zip.mediumBytes(bytes, 0, bytes.length);
    zip.endMedium(crc.getValue());
  }

  private PackedText text(String text) throws IOException {
    SpillFolder spills = new SpillFolder(folder);
    try (SecondCore core = new SecondCore();
        TextPacker packer = new TextPacker(PackedText.Form.DEFLATED, spills, core)) {
      packer.write(text.getBytes(StandardCharsets.UTF_8));
      return SideThread.await(packer.end());
    }
  }

  @Test
  void smallOnesHaveNoZip64() throws IOException {
    // Old unzippers refuse the version number of ZIP64.
    Path file =
        zip(
            "root",
            "root",
            zip -> {
              medium(zip, "a.png", new byte[1000], false);
              zip.text("b.txt", text("hello hello hello"));
            });
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      var medium = zip.getEntry("root/a.png");
      assertThat(medium.getMethod()).isZero();
      assertThat(medium.getVersionRequired()).isEqualTo(10);
      assertThat(medium.getUnixMode()).isEqualTo(0100644);
      assertThat(medium.getExtra()).isEmpty();
      assertThat(medium.getTimeLocal()).isEqualTo(TIME.minusSeconds(1));
      assertThat(zip.getEntry("root/b.txt").getVersionRequired()).isEqualTo(20);
    }
    assertThat(Files.size(file)).isLessThan(1400);
  }

  @Test
  void checksumsThatComeLateGiveTheSameBytes() throws IOException {
    // That is why a file and a stream are the same.
    byte[] late =
        Files.readAllBytes(zip("r", "r", zip -> medium(zip, "a", new byte[70_000], false)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Container zip =
        new ZipContainer(new ZipStreamSink(out), "r", true, TIME, new SpillFolder(folder))) {
      medium(zip, "a", new byte[70_000], true);
      zip.finish("r");
    }

    assertThat(out.toByteArray()).isEqualTo(late);
  }

  @Test
  void rootCanBeNamedAtTheEnd() throws IOException {
    byte[] later =
        Files.readAllBytes(
            zip(
                "0000",
                "root",
                zip -> {
                  medium(zip, "a", new byte[70_000], false);
                  zip.text("b", text("x"));
                }));
    byte[] sooner =
        Files.readAllBytes(
            zip(
                "root",
                "root",
                zip -> {
                  medium(zip, "a", new byte[70_000], false);
                  zip.text("b", text("x"));
                }));

    assertThat(later).isEqualTo(sooner);
    assertThatThrownBy(() -> zip("0000", "longer", zip -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsTakenBackLeavesNoTrace() throws IOException {
    byte[] without = Files.readAllBytes(zip("r", "r", zip -> medium(zip, "a", new byte[9], false)));
    byte[] with =
        Files.readAllBytes(
            zip(
                "r",
                "r",
                zip -> {
                  zip.beginMedium("gone", 300_000, OptionalLong.empty());
                  zip.mediumBytes(new byte[200_000], 0, 200_000);
                  assertThat(zip.abandonMedium()).isTrue();
                  medium(zip, "a", new byte[9], false);
                }));

    assertThat(with).isEqualTo(without);
  }

  @Test
  void manyEntriesNeedZip64() throws IOException {
    // A reader that takes the 16-bit count for true would see 4,464 files of 70,000.
    for (int count : new int[] {65_534, 65_535, 70_000}) {
      Path file =
          zip(
              "r",
              "r",
              zip -> {
                for (int i = 0; i < count; i++) {
                  medium(zip, String.format(Locale.ROOT, "f%06d", i), new byte[] {1}, false);
                }
              });

      assertThat(isZip64(file)).as(count + " entries").isEqualTo(count >= 65_535);
      Set<String> names = new HashSet<>();
      try (var zip = new java.util.zip.ZipFile(file.toString())) {
        zip.stream().forEach(entry -> names.add(entry.getName()));
      }
      assertThat(names).hasSize(count);
      everyReaderOpens(file, count);
      // It is no bag, and that is all that is wrong with it.
      List<Fault> faults = new ArrayList<>();
      BundleReport report = BundleVerifier.verify(file, faults::add);
      assertThat(faults).extracting(Fault::path).containsOnly("bagit.txt");
      assertThat(report.files()).isEqualTo(count);
    }
  }

  private static boolean isZip64(Path file) throws IOException {
    byte[] end = tail(file, 22 + 20);
    return ByteBuffer.wrap(end).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(0) == 0x07064b50;
  }

  private static byte[] tail(Path file, int count) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      channel.position(channel.size() - count);
      channel.read(bytes);
      return bytes.array();
    }
  }

  /**
   * A medium of 4.5 GiB and one behind it; all but its ends is a hole in the file, so that the test
   * costs no disk.
   */
  @Test
  void largeMediaNeedZip64() throws IOException {
    assumeTrue(sparse(), "the file system has no holes");
    long size = 4 * GIB + GIB / 2;
    Path file =
        sparseZip(
            zip -> {
              medium(zip, "first", new byte[] {1}, false);
              zip.beginMedium("large", size, OptionalLong.empty());
              hole(zip, size);
              zip.endMedium(crcOfZeros(size));
              medium(zip, "behind", new byte[] {2}, false);
            });
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      assertThat(zip.getEntry("r/first").getVersionRequired()).isEqualTo(10);
      assertThat(zip.getEntry("r/large").getSize()).isEqualTo(size);
      assertThat(zip.getEntry("r/large").getVersionRequired()).isEqualTo(45);
      try (var in = zip.getInputStream(zip.getEntry("r/behind"))) {
        assertThat(in.readAllBytes()).isEqualTo(new byte[] {2});
      }
    }
    try (var zip = new java.util.zip.ZipFile(file.toString())) {
      assertThat(zip.getEntry("r/large").getSize()).isEqualTo(size);
      try (var in = zip.getInputStream(zip.getEntry("r/behind"))) {
        assertThat(in.readAllBytes()).isEqualTo(new byte[] {2});
      }
    }
    everyReaderLists(file, 3);
  }

  @Test
  void fourGibibytesLessOneNeedZip64() throws IOException {
    // 0xffffffff is the mark itself; one byte less still fits.
    assumeTrue(sparse(), "the file system has no holes");
    for (long size : new long[] {0xfffffffeL, 0xffffffffL}) {
      Path file =
          sparseZip(
              zip -> {
                zip.beginMedium("large", size, OptionalLong.empty());
                hole(zip, size);
                zip.endMedium(crcOfZeros(size));
              });
      try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
        assertThat(zip.getEntry("r/large").getVersionRequired())
            .isEqualTo(size == 0xffffffffL ? 45 : 10);
      }
    }
  }

  private boolean sparse() throws IOException {
    Path file = folder.resolve("hole");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), GIB);
    }
    boolean sparse = ((Number) blocks(file)).longValue() < 1 << 20;
    Files.delete(file);
    return sparse;
  }

  private static Object blocks(Path file) throws IOException {
    if (!SystemTools.has("du")) {
      return GIB;
    }
    String said = SystemTools.run(file.resolveSibling("."), "du", "-B1", file.toString());
    return Long.parseLong(said.split("\\s", 2)[0]);
  }

  private static void hole(Container zip, long size) throws IOException {
    for (long left = size; left > 0; left -= ZEROS.length) {
      zip.mediumBytes(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
  }

  /** A file in which these very zeros are left out, so that the system makes a hole of them. */
  private static final class HoleSink implements ZipSink {
    private final FileChannel channel;
    private long position;

    HoleSink(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (bytes != ZEROS) {
        channel.write(ByteBuffer.wrap(bytes, offset, length), position);
      }
      position += length;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public boolean isSeekable() {
      return true;
    }

    @Override
    public void patch(long at, byte[] bytes) throws IOException {
      channel.write(ByteBuffer.wrap(bytes), at);
    }

    @Override
    public void truncate(long at) throws IOException {
      channel.truncate(at);
      position = at;
    }

    @Override
    public void settled() {}

    @Override
    public void flush() {}
  }

  private static long crcOfZeros(long size) {
    CRC32 crc = new CRC32();
    for (long left = size; left > 0; left -= ZEROS.length) {
      crc.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
    return crc.getValue();
  }

  private void everyReaderOpens(Path file, int entries) throws IOException {
    SystemTools.unzipTest(file);
    if (SystemTools.has("7z")) {
      SystemTools.run(folder, "7z", "t", file.toString());
    }
    everyReaderLists(file, entries);
  }

  private void everyReaderLists(Path file, int entries) throws IOException {
    if (SystemTools.has("python3")) {
      String program = "import sys,zipfile;print(len(zipfile.ZipFile(sys.argv[1]).namelist()))";
      assertThat(SystemTools.run(folder, "python3", "-c", program, file.toString()).strip())
          .isEqualTo(String.valueOf(entries));
    }
    if (SystemTools.has("bsdtar")) {
      assertThat(SystemTools.run(folder, "bsdtar", "-tf", file.toString()).lines())
          .hasSize(entries);
    }
    if (SystemTools.has("unzip")) {
      String said = SystemTools.run(folder, "unzip", "-Z1", file.toString());
      assertThat(said.lines()).hasSize(entries);
    }
    assertThat(Arrays.asList("unzip", "python3")).anyMatch(SystemTools::has);
  }
}
