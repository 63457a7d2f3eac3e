package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ZIPs that lie, leave their folder or explode: all are named, none is unpacked. */
class HostileZipTest {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  @TempDir Path temp;

  private List<String> lines(byte[] zip) throws IOException {
    return TestBag.lines(Files.write(Files.createTempFile(temp, "hostile", ".zip"), zip));
  }

  /** A valid bag and one more entry. */
  private static byte[] with(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String path : List.of("bagit.txt", "bag-info.txt", "data/a.txt", "data/folder/b.txt")) {
        put(zip, "bag/" + path, TestBag.valid().text(path).getBytes(UTF_8));
      }
      put(
          zip,
          "bag/manifest-sha512.txt",
          TestBag.valid().text("manifest-sha512.txt").getBytes(UTF_8));
      put(zip, name, bytes);
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Finds the nth record with this signature. */
  private static int find(byte[] zip, int signature, int nth) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int left = nth;
    for (int at = 0; at + 4 <= zip.length; at++) {
      if (bytes.getInt(at) == signature && left-- == 0) {
        return at;
      }
    }
    throw new AssertionError("no such record");
  }

  private static byte[] set(byte[] zip, int at, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      zip[at + i] = (byte) (value >>> (8 * i));
    }
    return zip;
  }

  private static byte[] renamed(byte[] zip, String old, String name) {
    byte[] from = old.getBytes(UTF_8);
    byte[] to = name.getBytes(UTF_8);
    for (int at = 0; at + from.length <= zip.length; at++) {
      if (Arrays.equals(zip, at, at + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, zip, at, to.length);
      }
    }
    return zip;
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, an absolute path",
    "../evil, leads out of the folder",
    "bag/data/../../evil, leads out of the folder",
    "'bag\\data\\x', 'a backslash, which is a path separator on Windows'",
    "C:/evil, a drive letter",
    "bag//x, a path with an empty part or",
    "bag/./x, a path with an empty part or"
  })
  void namesEntriesThatLeaveTheFolder(String name, String reason) throws IOException {
    assertThat(lines(with(name, new byte[1])))
        .anyMatch(line -> line.startsWith("unsafe: " + name + " (") && line.contains(reason));
  }

  @Test
  void soundWithoutThem() throws IOException {
    assertThat(lines(with("bag/notes.txt", new byte[1]))).isEmpty();
    assertThat(lines(with("bag/data/", new byte[0]))).isEmpty();
  }

  @Test
  void namesLinks() throws IOException {
    byte[] zip = with("bag/link", "/etc/passwd".getBytes(UTF_8));
    int central = find(zip, CENTRAL, 5);

    assertThat(lines(set(zip, central + 38, 0xA1FF0000, 4)))
        .containsExactly("unsafe: bag/link (a symbolic link)");
  }

  @Test
  void namesRoots() throws IOException {
    assertThat(lines(with("other/x", new byte[1])))
        .containsExactly("layout: other/ (more than one root: the bundle is bag/)");
    assertThat(lines(with("__MACOSX/bag/._a.txt", new byte[1])))
        .containsExactly("extra: __MACOSX/ (1 entries written by macOS; delete the folder)");
    assertThat(lines(with(".DS_Store", new byte[1])))
        .containsExactly("extra: .DS_Store (written by macOS; delete it)");
    assertThat(lines(TestBag.valid().zip(""))).anyMatch(line -> line.startsWith("layout: no root"));
  }

  @Test
  void namesDuplicates() throws IOException {
    byte[] zip =
        renamed(with("bag/data/b.txt", "first".getBytes(UTF_8)), "data/b.txt", "data/a.txt");

    assertThat(lines(zip))
        .containsExactly(
            "duplicate: bag/data/a.txt (the ZIP has more than one entry of that name)");
  }

  @Test
  void namesNamesThatDifferByCase() throws IOException {
    assertThat(lines(with("bag/BAGIT.TXT", new byte[1])))
        .anyMatch(line -> line.startsWith("warning: duplicate: bagit.txt (the same as BAGIT.TXT"));
  }

  @Test
  void namesFoldersThatAreFiles() throws IOException {
    assertThat(lines(with("bag/bagit.txt/x", new byte[1])))
        .contains("duplicate: bagit.txt/x (one of its folders is also a file)");
  }

  @ParameterizedTest
  @CsvSource({
    "8, 2, method",
    "6, 2, flags",
    "14, 4, checksum",
    "22, 4, size",
    "18, 4, packed size"
  })
  void namesLocalHeadersThatContradict(int field, int length, String what) throws IOException {
    byte[] zip = with("bag/x", new byte[10]);
    // A size or checksum of zero says nothing where the true one stands behind the data.
    assertThat(lines(set(zip, find(zip, LOCAL, 2) + field, 9, length)))
        .anyMatch(line -> line.startsWith("contradiction: bag/data/a.txt (" + what + " is "));
  }

  @Test
  void namesLocalNamesThatContradict() throws IOException {
    byte[] zip = with("bag/x", new byte[10]);
    zip[find(zip, LOCAL, 2) + 30] = 'B';

    assertThat(lines(zip))
        .containsExactly(
            "contradiction: bag/data/a.txt (name is 'Bag/data/a.txt' in its own header and"
                + " 'bag/data/a.txt' in the ZIP's directory)");
  }

  @ParameterizedTest
  @CsvSource({"4, more than the 4 bytes", "6, claims 6 bytes and has 5"})
  void namesSizesThatLie(int size, String reason) throws IOException {
    byte[] zip = with("bag/x", new byte[10]);
    set(zip, find(zip, CENTRAL, 2) + 24, size, 4);

    assertThat(lines(zip))
        .anyMatch(line -> line.startsWith("damaged: data/a.txt (") && line.contains(reason))
        .anyMatch(line -> line.startsWith("contradiction: bag/data/a.txt (what stands behind"));
  }

  @Test
  void namesBombs() throws IOException {
    byte[] bomb = with("bag/zeros", new byte[100 << 20]);

    assertThat(lines(bomb)).anyMatch(line -> line.startsWith("bomb: zeros (104857600 bytes in "));
  }

  @Test
  void namesOverlaps() throws IOException {
    byte[] zip = with("bag/x", new byte[10]);
    set(zip, find(zip, CENTRAL, 3) + 42, find(zip, LOCAL, 2), 4);

    assertThat(lines(zip))
        .anyMatch(
            line -> line.equals("bomb: bag/data/folder/b.txt (lies upon another entry; not read)"));
  }

  @Test
  void namesEncryptionAndMethods() throws IOException {
    byte[] zip = with("bag/x", new byte[10]);
    set(zip, find(zip, CENTRAL, 2) + 8, 9, 1);
    set(zip, find(zip, CENTRAL, 3) + 10, 12, 2);

    assertThat(lines(zip))
        .contains(
            "unsupported: data/a.txt (encrypted)",
            "unsupported: data/folder/b.txt (packed by method 12)");
  }

  @Test
  void namesWhatStandsAround() throws IOException {
    byte[] zip = TestBag.valid().zip("bag/");
    byte[] before = new byte[zip.length + 7];
    System.arraycopy(zip, 0, before, 7, zip.length);

    assertThat(lines(before))
        .contains("layout: something of 7 bytes stands before the ZIP")
        .anyMatch(line -> line.contains("before the first entry"));
    assertThat(lines(Arrays.copyOf(zip, zip.length + 3)))
        .containsExactly("layout: something stands after the end of the ZIP");
  }

  @Test
  void namesEntriesThatTheDirectoryHides() throws IOException {
    byte[] zip = with("bag/hidden", new byte[10]);
    int hidden = find(zip, CENTRAL, 5);
    int end = find(zip, END, 0);
    byte[] cut = Arrays.copyOf(zip, hidden + 22);
    System.arraycopy(zip, end, cut, hidden, 22);
    int start = find(cut, CENTRAL, 0);
    set(cut, hidden + 8, 5, 2);
    set(cut, hidden + 10, 5, 2);
    set(cut, hidden + 12, hidden - start, 4);

    assertThat(lines(cut))
        .anyMatch(line -> line.endsWith("bytes that no entry names, before the ZIP's directory"))
        .hasSize(1);
  }

  /** By what a bundle holds it is decided whether another one may go. */
  @Test
  void holdsNothingWhoseRecordsAreDamaged() throws IOException {
    byte[] zip =
        with("bag/data/records.jsonl", "{\"execution_id\":\"a\",\"items\":[]}".getBytes(UTF_8));
    Path file = Files.write(temp.resolve("a.zip"), zip);

    assertThat(BundleHoldings.read(file, head -> false).orElseThrow().executionIds())
        .containsExactly("a");
    Files.write(file, set(zip, find(zip, CENTRAL, 5) + 16, 1, 4));
    assertThat(BundleHoldings.read(file, head -> false)).isEmpty();
  }

  @Test
  void namesWrongCounts() throws IOException {
    byte[] zip = TestBag.valid().zip("bag/");

    int end = find(zip, END, 0);

    assertThat(lines(set(set(zip, end + 8, 3, 2), end + 10, 3, 2)))
        .containsExactly(
            "contradiction: the ZIP says that it has 3 entries, its directory holds 6");
  }

  /** Some programs look for an entry, or for the rest of them, in a file that is not there. */
  @Test
  void namesPartsThatAreNotThere() throws IOException {
    byte[] fewer = TestBag.valid().zip("bag/");
    byte[] elsewhere = TestBag.valid().zip("bag/");

    assertThat(lines(set(fewer, find(fewer, END, 0) + 8, 5, 2)))
        .containsExactly("unsupported: one part of a ZIP that was split into several");
    assertThat(lines(set(elsewhere, find(elsewhere, CENTRAL, 1) + 34, 1, 2)))
        .containsExactly(
            "unsupported: bag/bagit.txt (said to be in another part of a ZIP that was split)");
  }

  @Test
  void namesWhatIsNoZip() throws IOException {
    assertThat(lines(new byte[0])).hasSize(1);
    assertThat(lines("just text".getBytes(UTF_8)))
        .containsExactly("damaged: no end of a ZIP's directory: cut short, or no ZIP");
    byte[] zip = TestBag.valid().zip("bag/");
    assertThat(lines(Arrays.copyOf(zip, zip.length / 2)))
        .containsExactly("damaged: no end of a ZIP's directory: cut short, or no ZIP");
  }

  @Test
  void survivesAnyByte() throws IOException {
    byte[] zip = TestBag.valid().zip("bag/");
    Random random = new Random(42);
    for (int round = 0; round < 1500; round++) {
      byte[] broken = zip.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      if (round % 7 == 0) {
        broken = Arrays.copyOf(broken, random.nextInt(broken.length));
      }
      Path file = Files.write(temp.resolve("fuzz.zip"), broken);
      // Whatever it finds: it ends, and throws nothing.
      TestBag.lines(file);
    }
  }
}
