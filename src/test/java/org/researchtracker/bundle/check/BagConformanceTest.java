package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bags of every sort that the BagIt conformance suite has, written from RFC 8493. */
class BagConformanceTest {
  @TempDir Path temp;

  private static final Map<String, Supplier<TestBag>> VALID = new LinkedHashMap<>();
  private static final Map<String, Supplier<TestBag>> WARNED = new LinkedHashMap<>();
  private static final Map<String, Map.Entry<Supplier<TestBag>, String>> INVALID =
      new LinkedHashMap<>();

  private static void invalid(String name, String line, Supplier<TestBag> bag) {
    INVALID.put(name, Map.entry(bag, line));
  }

  private static TestBag old() {
    return TestBag.of("0.97", "md5");
  }

  private static TestBag plain() {
    return TestBag.of("1.0", "sha256");
  }

  static {
    VALID.put("basic", TestBag::valid);
    VALID.put("0.97 with md5", BagConformanceTest::old);
    VALID.put("sha1", () -> TestBag.of("1.0", "sha1"));
    VALID.put("four manifests", () -> TestBag.of("1.0", "md5", "sha1", "sha256", "sha512"));
    VALID.put("each file in one of two manifests, 0.97", BagConformanceTest::splitOld);
    VALID.put("no bag-info", () -> plain().remove("bag-info.txt"));
    VALID.put("extra tag file", () -> TestBag.valid().put("custom/notes.txt", "x"));
    VALID.put("upper-case digests", BagConformanceTest::upperCase);
    VALID.put("tabs in manifest", () -> plain().replace("manifest-sha256.txt", "  ", "\t \t"));
    VALID.put("CRLF", () -> plain().replace("manifest-sha256.txt", "\n", "\r\n"));
    VALID.put("CR alone", () -> plain().replace("manifest-sha256.txt", "\n", "\r"));
    VALID.put("no last line end", () -> plain().put("bag-info.txt", "Payload-Oxum: 16.2"));
    VALID.put("Latin-1 tag files", () -> encoded("ISO-8859-1"));
    VALID.put("UTF-16 tag files", () -> encoded("UTF-16"));
    VALID.put("spaces in names", () -> named("data/with two  spaces .txt"));
    VALID.put("percent in names", () -> named("data/100%25 of a%0A.txt"));
    VALID.put("line end in names", () -> named("data/line\nend.txt"));
    VALID.put("emoji in names", () -> named("data/\uD83D\uDC34 Straße \u2028.txt"));
    VALID.put(
        "fetched already", () -> plain().put("fetch.txt", "https://example.org/a 5 data/a.txt\n"));
    VALID.put("empty payload", BagConformanceTest::empty);

    WARNED.put("md5sum's stars", () -> plain().replace("manifest-sha256.txt", "  data", " *data"));
    WARNED.put("leading dot", () -> plain().replace("manifest-sha256.txt", "data/", "./data/"));
    WARNED.put("named twice, 0.97", () -> twice(old(), "md5"));
    WARNED.put("other Unicode form", BagConformanceTest::decomposed);
    WARNED.put("names that differ by case", () -> named("data/A.TXT"));
    WARNED.put("BOM in the manifest", () -> marked("manifest-sha256.txt"));
    WARNED.put("unknown algorithm", () -> plain().put("manifest-blake9.txt", "00  data/a.txt\n"));
    WARNED.put("left behind beside tag files", () -> TestBag.valid().put(".DS_Store", "x"));
  }

  static {
    invalid("no bagit.txt", "missing: bagit.txt", () -> TestBag.valid().remove("bagit.txt"));
    invalid("BOM", "malformed: bagit.txt", () -> marked("bagit.txt"));
    invalid("version 2", "unsupported: bagit.txt", () -> TestBag.of("2.0", "md5"));
    invalid("no version", "malformed: bagit.txt", () -> TestBag.of("", "md5"));
    invalid(
        "whitespace in bagit.txt",
        "malformed: bagit.txt",
        () -> plain().replace("bagit.txt", "Version:", "Version :"));
    invalid(
        "third line in bagit.txt",
        "malformed: bagit.txt",
        () -> plain().append("bagit.txt", "More: x\n"));
    invalid(
        "unknown encoding",
        "unsupported: bagit.txt (the encoding UTF-99",
        () -> plain().replace("bagit.txt", "UTF-8", "UTF-99"));
    invalid(
        "no encoding",
        "malformed: bagit.txt",
        () -> plain().put("bagit.txt", "BagIt-Version: 1.0\n"));
    invalid("no manifest", "missing: manifest-sha512.txt", () -> TestBag.of("1.0"));
    invalid(
        "only an unknown manifest",
        "unsupported: ",
        () -> TestBag.of("1.0").put("manifest-blake9.txt", "00  data/a.txt\n"));
    invalid("missing file", "missing: data/a.txt", () -> plain().remove("data/a.txt"));
    invalid("extra file", "extra: data/c.txt (no manifest", () -> plain().put("data/c.txt", ""));
    invalid(
        "Finder", "extra: data/.DS_Store (written by macOS; delete it)", () -> left(".DS_Store"));
    invalid("AppleDouble", "extra: data/._a.txt (written by macOS", () -> left("._a.txt"));
    invalid("Thumbs", "extra: data/Thumbs.db (written by Windows", () -> left("Thumbs.db"));
    invalid("desktop.ini", "extra: data/desktop.ini (written by", () -> left("desktop.ini"));
    invalid("damaged", "damaged: data/a.txt", () -> plain().put("data/a.txt", "fIrst"));
    invalid(
        "damaged tag file",
        "damaged: bag-info.txt",
        () -> TestBag.valid().append("bag-info.txt", "A: b\n"));
    invalid(
        "missing tag file", "missing: bag-info.txt", () -> TestBag.valid().remove("bag-info.txt"));
    invalid(
        "file in one of two manifests, 1.0",
        "extra: data/a.txt (manifest-md5.txt does not name it)",
        () -> TestBag.of("1.0", "sha512").put("manifest-md5.txt", ""));
    invalid("named twice, 1.0", "duplicate: data/a.txt", () -> twice(plain(), "sha256"));
    invalid(
        "twice with different digests",
        "duplicate: data/a.txt",
        () -> old().append("manifest-md5.txt", "0".repeat(32) + "  data/a.txt\n"));
    invalid("manifest names a tag file", "malformed: manifest-sha256.txt", () -> line("x.txt"));
    invalid("absolute", "unsafe: manifest-sha256.txt", () -> line("/etc/passwd"));
    invalid("above", "unsafe: manifest-sha256.txt", () -> line("data/../../x"));
    invalid("home", "unsafe: manifest-sha256.txt (line 3: a path to a home", () -> line("~/x"));
    invalid("other's home", "unsafe: manifest-sha256.txt", () -> line("~root/x"));
    invalid("drive", "unsafe: manifest-sha256.txt", () -> line("C:/x"));
    invalid("backslash", "unsafe: manifest-sha256.txt", () -> line("data\\..\\x"));
    invalid(
        "no path",
        "malformed: manifest-sha256.txt (line 3",
        () -> plain().append("manifest-sha256.txt", "abcdef\n"));
    invalid(
        "short digest",
        "malformed: manifest-sha256.txt (line 3: no digest of SHA-256",
        () -> plain().append("manifest-sha256.txt", "abcdef  data/c\n"));
    invalid(
        "not UTF-8",
        "malformed: manifest-sha256.txt (line 1: not in the encoding",
        () -> plain().put("manifest-sha256.txt", new byte[] {'0', ' ', ' ', -1, '\n'}));
    invalid(
        "tag manifest names payload",
        "malformed: tagmanifest-sha512.txt",
        () -> TestBag.valid().append("tagmanifest-sha512.txt", "0".repeat(128) + " data/a.txt\n"));
    invalid(
        "tag manifest names no manifest",
        "malformed: tagmanifest-sha512.txt (does not name manifest",
        () -> TestBag.valid().put("tagmanifest-sha512.txt", ""));
    invalid(
        "tag manifest names itself",
        "malformed: tagmanifest-sha512.txt (line",
        () ->
            TestBag.valid()
                .append("tagmanifest-sha512.txt", "0".repeat(128) + " tagmanifest-md5.txt\n"));
    invalid("Payload-Oxum", "contradiction: bag-info.txt (Payload-Oxum", () -> oxum("16.3"));
    invalid("Payload-Oxum's bytes", "contradiction: bag-info.txt", () -> oxum("17.2"));
    invalid("Payload-Oxum's form", "malformed: bag-info.txt", () -> oxum("16"));
    invalid(
        "Payload-Oxum twice",
        "duplicate: bag-info.txt",
        () -> plain().append("bag-info.txt", "Payload-Oxum: 16.2\n"));
    invalid(
        "bag-info without a colon",
        "malformed: bag-info.txt (line 4",
        () -> plain().append("bag-info.txt", "nothing\n"));
    invalid("to be fetched", "missing: data/c.txt (fetch.txt", () -> fetch("data/c.txt", true));
    invalid("fetch above", "unsafe: fetch.txt", () -> fetch("../c", false));
    invalid("fetch home", "unsafe: fetch.txt", () -> fetch("~/c", false));
    invalid("fetch outside", "malformed: fetch.txt", () -> fetch("c", false));
    invalid("fetch unlisted", "malformed: fetch.txt", () -> fetch("data/d", false));
    invalid("fetch line", "malformed: fetch.txt", () -> plain().put("fetch.txt", "data/a.txt\n"));
    invalid(
        "fetch length",
        "contradiction: data/a.txt",
        () -> plain().put("fetch.txt", "https://example.org/a 6 data/a.txt\n"));
  }

  private static TestBag splitOld() {
    TestBag bag = TestBag.of("0.97");
    return bag.put("manifest-md5.txt", bag.digest("md5", "data/a.txt") + " data/a.txt\n")
        .put("manifest-sha1.txt", bag.digest("sha1", "data/folder/b.txt") + " data/folder/b.txt\n");
  }

  private static TestBag upperCase() {
    TestBag bag = plain();
    String digest = bag.digest("sha256", "data/a.txt");
    return bag.replace("manifest-sha256.txt", digest, digest.toUpperCase(java.util.Locale.ROOT));
  }

  private static TestBag encoded(String encoding) {
    TestBag bag = TestBag.of("1.0").put("data/ü.txt", "x").remove("bag-info.txt");
    bag.replace("bagit.txt", "UTF-8", encoding).manifest("md5");
    byte[] manifest =
        bag.text("manifest-md5.txt").getBytes(encoding.equals("UTF-16") ? UTF_16 : ISO_8859_1);
    return bag.put("manifest-md5.txt", manifest);
  }

  private static TestBag named(String name) {
    return TestBag.of("1.0").remove("bag-info.txt").put(name, "x").manifest("sha512");
  }

  private static TestBag empty() {
    return TestBag.of("1.0")
        .remove("data/a.txt")
        .remove("data/folder/b.txt")
        .put("bag-info.txt", "Payload-Oxum: 0.0\n")
        .put("manifest-sha512.txt", "");
  }

  private static TestBag twice(TestBag bag, String algorithm) {
    return bag.append(
        "manifest-" + algorithm + ".txt", bag.digest(algorithm, "data/a.txt") + "  data/a.txt\n");
  }

  private static TestBag decomposed() {
    return named("data/u\u0308.txt").replace("manifest-sha512.txt", "u\u0308", "\u00fc");
  }

  private static TestBag marked(String file) {
    TestBag bag = plain();
    return bag.put(file, "\uFEFF" + bag.text(file));
  }

  private static TestBag left(String name) {
    return plain().put("data/" + name, "x");
  }

  private static TestBag line(String path) {
    return plain().append("manifest-sha256.txt", "0".repeat(64) + "  " + path + "\n");
  }

  private static TestBag oxum(String value) {
    return plain().replace("bag-info.txt", "16.2", value);
  }

  private static TestBag fetch(String path, boolean listed) {
    TestBag bag = listed ? line(path) : plain();
    return bag.put("fetch.txt", "https://example.org/c - " + path + "\n");
  }

  static Stream<Arguments> valid() {
    return VALID.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  static Stream<Arguments> warned() {
    return WARNED.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  static Stream<Arguments> invalid() {
    return INVALID.entrySet().stream()
        .map(
            each ->
                Arguments.of(each.getKey(), each.getValue().getKey(), each.getValue().getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void valid(String name, Supplier<TestBag> bag) throws IOException {
    assertThat(TestBag.lines(bag.get().folder(temp))).isEmpty();
    assertThat(TestBag.lines(bag.get().zipped(temp))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("warned")
  void warned(String name, Supplier<TestBag> bag) throws IOException {
    List<String> lines = TestBag.lines(bag.get().folder(temp));
    assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith("warning: "));
    assertThat(TestBag.lines(bag.get().zipped(temp))).isEqualTo(lines);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void invalid(String name, Supplier<TestBag> bag, String line) throws IOException {
    List<String> lines = TestBag.lines(bag.get().folder(temp));
    assertThat(lines).anyMatch(each -> each.startsWith(line));
    assertThat(TestBag.lines(bag.get().zipped(temp))).isEqualTo(lines);
  }

  @Test
  void namesEveryFault() throws IOException {
    TestBag bag = TestBag.valid().put("data/a.txt", "x").remove("data/folder/b.txt");
    bag.put("data/Thumbs.db", "").append("bag-info.txt", "A: b\n");

    assertThat(TestBag.lines(bag.folder(temp)))
        .containsExactly(
            "missing: data/folder/b.txt (manifest-sha512.txt names it)",
            "damaged: bag-info.txt (does not have the digest of tagmanifest-sha512.txt)",
            "extra: data/Thumbs.db (written by Windows; delete it)",
            "damaged: data/a.txt (does not have the digest of manifest-sha512.txt)",
            "contradiction: bag-info.txt (Payload-Oxum is 16.2, the payload is 1.2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"})
  void knowsEveryVersion(String version) throws IOException {
    assertThat(TestBag.lines(TestBag.of(version, "sha1").folder(temp))).isEmpty();
  }

  @Test
  void followsNoLinks() throws IOException {
    Path secret = Files.write(temp.resolve("secret"), "first".getBytes(UTF_8));
    Path folder = TestBag.valid().folder(temp);
    Files.delete(folder.resolve("data/a.txt"));
    Files.createSymbolicLink(folder.resolve("data/a.txt"), secret);
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    assertThat(TestBag.lines(folder))
        .contains("unsafe: data/a.txt (a symbolic link)", "unsafe: loop (a symbolic link)");
  }

  @Test
  void looksIntoTheOneFolderThatIsABag() throws IOException {
    Path folder = TestBag.valid().folder(Files.createDirectory(temp.resolve("unpacked")));

    assertThat(TestBag.lines(folder.getParent())).isEmpty();
  }

  @Test
  void quotesTheBagSafely() throws IOException {
    TestBag bag = plain().put("data/\u001b[31m\u202e.txt", "x");

    assertThat(TestBag.lines(bag.folder(temp)))
        .contains("extra: data/\\x1b[31m\\u202e.txt (no manifest names it)");
  }
}
