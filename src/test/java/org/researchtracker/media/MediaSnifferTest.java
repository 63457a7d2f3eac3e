package org.researchtracker.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If these fail, media get a wrong extension and type, or logs and scripts are published. */
class MediaSnifferTest {

  private static Optional<MediaFormat> sniff(byte[] bytes, String name) {
    return MediaSniffer.sniff(bytes, bytes.length, name);
  }

  private static Optional<MediaFormat> sniff(String text, String name) {
    return sniff(text.getBytes(UTF_8), name);
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }

  private static byte[] mp3Frames(int first, int second, int length) {
    ByteBuffer frames = ByteBuffer.allocate(length + 8);
    frames.putInt(0, first);
    frames.putInt(length, second);
    return frames.array();
  }

  private static byte[] bmp(int fileSize, int pixels, int headerSize) {
    ByteBuffer bmp = ByteBuffer.allocate(fileSize);
    bmp.put(bytes("BM"));
    bmp.putInt(10, Integer.reverseBytes(pixels));
    bmp.putInt(14, Integer.reverseBytes(headerSize));
    return bmp.array();
  }

  private static byte[] binaryStl(String header, int triangles, int fileSize) {
    ByteBuffer stl = ByteBuffer.allocate(fileSize);
    stl.put(bytes(header));
    stl.putInt(80, Integer.reverseBytes(triangles));
    return stl.array();
  }

  private static String ebml(String docType) {
    return "\u001aE\u00df\u00a3\u0093B\u0086\u0081\u0001B\u0082"
        + (char) (0x80 | docType.length())
        + docType;
  }

  private static String ogg(String firstPacket) {
    return "OggS\0\u0002" + "\0".repeat(20) + "\u0001" + (char) firstPacket.length() + firstPacket;
  }

  static Stream<Arguments> signatures() {
    return Stream.of(
        Arguments.of(MediaFormat.PNG, bytes("\u0089PNG\r\n\u001a\nIHDR")),
        Arguments.of(MediaFormat.JPEG, bytes("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF")),
        Arguments.of(MediaFormat.WEBP, bytes("RIFF\1\2\3\4WEBPVP8 ")),
        Arguments.of(MediaFormat.GIF, bytes("GIF87a")),
        Arguments.of(MediaFormat.GIF, bytes("GIF89a")),
        Arguments.of(MediaFormat.BMP, bmp(60, 54, 40)),
        Arguments.of(MediaFormat.TIFF, bytes("II*\0\u0008\0\0\0")),
        Arguments.of(MediaFormat.TIFF, bytes("MM\0*\0\0\0\u0008")),
        Arguments.of(MediaFormat.TIFF, bytes("II+\0\u0008\0\0\0")),
        Arguments.of(MediaFormat.AVIF, bytes("\0\0\0\u001cftypavif\0\0\0\0mif1miaf")),
        Arguments.of(MediaFormat.AVIF, bytes("\0\0\0\u001cftypmif1\0\0\0\0mif1avif")),
        Arguments.of(MediaFormat.HEIC, bytes("\0\0\0\u0018ftypheic\0\0\0\0mif1")),
        Arguments.of(MediaFormat.HEIC, bytes("\0\0\0\u0014ftypmif1\0\0\0\0mif1")),
        Arguments.of(MediaFormat.SVG, bytes("<svg xmlns='http://www.w3.org/2000/svg'/>")),
        Arguments.of(
            MediaFormat.SVG,
            bytes(
                "<?xml version='1.0'?>\n<!-- by hand -->\n"
                    + "<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg>")),
        Arguments.of(MediaFormat.WAV, bytes("RIFF\1\2\3\4WAVEfmt ")),
        Arguments.of(MediaFormat.WAV, bytes("RF64\1\2\3\4WAVEds64")),
        Arguments.of(MediaFormat.WAV, bytes("BW64\1\2\3\4WAVEds64")),
        Arguments.of(MediaFormat.MP3, bytes("ID3\u0004\0\0\0\0\0\u0010TIT2")),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xfffb9000, 0xfffb9000, 417)),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xfffb9200, 0xfffbb200, 418)),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xfffb9400, 0xfffb9400, 384)),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xfffb9800, 0xfffb9800, 576)),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xfff38000, 0xfff38000, 208)),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xfff38200, 0xfff38200, 209)),
        Arguments.of(MediaFormat.MP3, mp3Frames(0xffe38000, 0xffe38000, 417)),
        Arguments.of(MediaFormat.MP3, Arrays.copyOf(mp3Frames(0xfffb9000, 0, 417), 417)),
        Arguments.of(MediaFormat.FLAC, bytes("fLaC\0\0\0\"")),
        Arguments.of(MediaFormat.FLAC, bytes("ID3\u0004\0\0\0\0\0\u0002xxfLaC")),
        Arguments.of(MediaFormat.OGG, bytes(ogg("\u0001vorbis"))),
        Arguments.of(MediaFormat.OPUS, bytes(ogg("OpusHead"))),
        Arguments.of(MediaFormat.OGV, bytes(ogg("\u0080theora"))),
        Arguments.of(MediaFormat.M4A, bytes("\0\0\0\u0018ftypM4A \0\0\0\0isom")),
        Arguments.of(MediaFormat.MP4, bytes("\0\0\0\u0018ftypisom\0\0\0\0mp41")),
        Arguments.of(MediaFormat.MP4, bytes("\0\0\0\u0018ftypXXXX\0\0\0\0mp42")),
        Arguments.of(MediaFormat.MOV, bytes("\0\0\0\u0014ftypqt  \0\0\0\0qt  ")),
        Arguments.of(MediaFormat.MOV, bytes("\0\0\0\u0008wide\0\0\0\u0008mdat")),
        Arguments.of(MediaFormat.MOV, bytes("\0\0\0\1mdat\0\0\0\0\0\0\0\u0010")),
        Arguments.of(MediaFormat.WEBM, bytes(ebml("webm"))),
        Arguments.of(MediaFormat.MKV, bytes(ebml("matroska"))),
        Arguments.of(MediaFormat.GLB, bytes("glTF\2\0\0\0\u0014\0\0\0")),
        Arguments.of(MediaFormat.STL, binaryStl("made by hand", 2, 184)),
        Arguments.of(MediaFormat.STL, binaryStl("solid but binary", 2, 184)),
        Arguments.of(MediaFormat.PLY, bytes("ply\nformat ascii 1.0\n")),
        Arguments.of(MediaFormat.PLY, bytes("ply\r\nformat binary_little_endian 1.0\r\n")),
        Arguments.of(MediaFormat.HTML, bytes("\n<!DOCTYPE html><title>x</title><svg></svg>")),
        Arguments.of(MediaFormat.HTML, bytes("<HTML lang=de>")),
        Arguments.of(MediaFormat.HTML, bytes("<head><title>x</title>")),
        Arguments.of(MediaFormat.HTML, bytes("<body/>")),
        Arguments.of(MediaFormat.PDF, bytes("%PDF-1.7\n%\u00e2\u00e3")));
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void tellsAFormatFromItsBytesWhateverTheFileIsCalled(MediaFormat format, byte[] bytes) {
    assertThat(sniff(bytes, "run_1/07_output.wav")).contains(format);
    assertThat(sniff(bytes, "")).contains(format);
  }

  @Test
  void everyFormatOfTheListIsTold() {
    Stream<MediaFormat> bySignature = signatures().map(row -> (MediaFormat) row.get()[0]);
    Stream<MediaFormat> byHint =
        Stream.of(MediaFormat.TXT, MediaFormat.JSON, MediaFormat.GLTF, MediaFormat.OBJ);
    assertThat(Stream.concat(bySignature, byHint)).contains(MediaFormat.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TXT  | a.txt  | 'Eine Blume'",
        "TXT  | a.TXT  | '{not json'",
        "TXT  | a.txt  | 'red\tgreen'",
        "JSON | a.json | '{\"a\": 1}'",
        "JSON | a.json | '[1, 2]'",
        "TXT  | a.json | 'not json'",
        "HTML | a.html | '<p>a fragment</p>'",
        "GLTF | a.gltf | '{\"asset\":{\"version\":\"2.0\"}}'",
        "STL  | a.stl  | 'solid cube'",
        "SVG  | a.svg  | '<!-- <svg'",
      })
  void usesTheExtensionWhereTheBytesHaveNoSignature(MediaFormat format, String name, String text) {
    assertThat(sniff(text, name)).contains(format);
  }

  @ParameterizedTest
  @CsvSource({"MP4, a.mp4", "M4A, a.m4a", "MOV, a.mov"})
  void aFamilyMemberOfANewBrandIsWhatItsNameSays(MediaFormat format, String name) {
    byte[] bytes = bytes("\0\0\0\u0014ftypnew1\0\0\0\0new2");
    assertThat(sniff(bytes, name)).contains(format);
    assertThat(sniff(bytes, "a.png")).isEmpty();
    assertThat(sniff(bytes, "")).isEmpty();
  }

  @Test
  void takesObjOnlyWhereEveryLineIsAStatement() {
    assertThat(sniff("# cube\no cube\nv 1 2 3\nf 1 2 3\n", "a.obj")).contains(MediaFormat.OBJ);
    assertThat(sniff("v 1 2 3\nand now for something else\n", "a.obj")).isEmpty();
    assertThat(sniff("# only a remark\n", "a.obj")).isEmpty();
    assertThat(MediaSniffer.sniff("# remark\n".repeat(500).getBytes(UTF_8), 14_000, "a.obj"))
        .contains(MediaFormat.OBJ);
    String cut = "v 1.0 2.0 3.0\n".repeat(1000);
    assertThat(MediaSniffer.sniff(cut.substring(0, 4096).getBytes(UTF_8), 14_000, "a.obj"))
        .contains(MediaFormat.OBJ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v -1.5e-3 +.5 2. 1.0 0.2 0.3 0.4",
        "v 0 0 nan",
        "v 1 2 3\t# corner",
        "vt 0.5",
        "vn 0 0 -1",
        "f 1/2/3 4//5 6/7 -1",
        "l 1 2",
        "p 7",
        "g any words at all",
        "s off",
        "usemtl red # bright",
        "   ",
      })
  void anObjFileMayHoldThisLine(String line) {
    assertThat(sniff("v 1 2 3\n" + line + "\n", "a.obj")).contains(MediaFormat.OBJ);
  }

  /** If this fails, notes about verses and feelings are shown as an empty model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v is for vendetta",
        "v 1 2",
        "v",
        "vn 1 up 2",
        "vt left",
        "f for flowers",
        "f 1 2",
        "f",
        "l 1",
        "l for love",
        "p.s. love",
        "p 1.5",
        "vase 1 2 3",
        "f 1/2/3/4 1 1",
        "v 1 2 3 and more"
      })
  void proseThatBeginsLikeAStatementIsNoObj(String line) {
    assertThat(sniff("v 1 2 3\n" + line + "\n", "a.obj")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gltf", "a.obj", "a.stl", "a.svg", "a.png", "a.md", "a", "notes"})
  void plainTextUnderAnotherNameIsNoMedium(String name) {
    assertThat(sniff("Just some words, no format at all", name)).isEmpty();
  }

  @Test
  void readsTextInUtf16AndTextThatTheHeadCutsInsideACharacter() {
    assertThat(sniff("Grün".getBytes(UTF_16), "a.txt")).contains(MediaFormat.TXT);
    byte[] umlauts = ("a" + "ü".repeat(4000)).getBytes(UTF_8);
    assertThat(MediaSniffer.sniff(Arrays.copyOf(umlauts, 4096), 8001, "a.txt"))
        .contains(MediaFormat.TXT);
    assertThat(MediaSniffer.sniff(Arrays.copyOf(umlauts, 4096), 4096, "a.txt")).isEmpty();
  }

  /** A bundle that takes a log for a text publishes everybody's prompts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracker.jsonl",
        "tracker.jsonl.3",
        "tracker.jsonl-20251103",
        "tracker.jsonl.gz",
        "TRACKER.JSONL",
        "logs/tracker.jsonl-2025-11-03.gz",
        "C:\\logs\\tracker.jsonl"
      })
  void aLogIsNoMediumByItsName(String name) {
    assertThat(sniff("just text", name)).isEmpty();
    assertThat(sniff(bytes("\u0089PNG\r\n\u001a\n"), name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a.json", "a.gltf"})
  void aLogIsNoMediumUnderAnotherName(String name) {
    assertThat(sniff("{\"a\":1}\n{\"b\":2}\n", name)).isEmpty();
    assertThat(sniff("{\"a\":1}\r\n\r\n{\"b\":2}\r\n", name)).isEmpty();
    assertThat(sniff("{\"execution_id\":\"e\",\"item_type\":\"x\"}", name)).isEmpty();
    assertThat(sniff("{\"execution_id\":\"e\",\"items\":[", name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".env", ".htaccess.txt", "run/.secret.png", ".png"})
  void aDotFileIsNoMedium(String name) {
    assertThat(sniff(bytes("\u0089PNG\r\n\u001a\n"), name)).isEmpty();
    assertThat(sniff("words", name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SQLite format 3\0\u0010\0",
        "#!/bin/sh\nrm -r x\n",
        "\u00ef\u00bb\u00bf#!/bin/sh\n",
        "PK\u0003\u0004",
        "\u007fELF\2\1\1\0",
        "\u001f\u008b\u0008\0",
        "MZ\u0090\0",
        "",
        "\0",
        "text with a \u0001 control"
      })
  void indexesScriptsArchivesProgramsAndNothingAreNoMedium(String latin1) {
    for (String name : new String[] {"a.txt", "a.json", "a.html", "a.png", "a.stl", "a"}) {
      assertThat(sniff(bytes(latin1), name)).as(name).isEmpty();
    }
  }

  static Stream<byte[]> lookalikes() {
    return Stream.of(
        bytes("BMW is a car, not a bitmap at all"),
        bmp(60, 54, 41),
        bmp(60, 99, 40),
        bmp(60, 30, 40),
        mp3Frames(0xfffb9000, 0, 417),
        mp3Frames(0xfffb9000, 0xfff39000, 417),
        mp3Frames(0xfffbf000, 0xfffbf000, 417),
        mp3Frames(0xfffd9000, 0xfffd9000, 417),
        bytes("ID3\u00ff\u00ff\0\0\0\0\0"),
        bytes("ID3\u0004\0\0\u0080\0\0\0"),
        bytes("RIFF\1\2\3\4AVI LIST"),
        binaryStl("header", 2, 185),
        binaryStl("header", 0, 84),
        bytes("glTF\u0009\0\0\0"),
        bytes("\0\0\0\u0014ftypjp2 \0\0\0\0jp2 "),
        bytes("\0\0\0\u0005moov and so on"),
        bytes("\0\0\0@mdat and so on"),
        bytes(ebml("other")),
        HexFormat.of().parseHex("1a45dfa3"));
  }

  @ParameterizedTest
  @MethodSource("lookalikes")
  void aFewRightBytesAreNotEnough(byte[] bytes) {
    assertThat(sniff(bytes, "a.bin")).isEmpty();
  }

  @Test
  void neverThrowsAndAlwaysSaysTheSame() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[][] seeds = signatures().map(row -> (byte[]) row.get()[1]).toArray(byte[][]::new);
    String[] names = {"a.txt", "a.json", "a.svg", "a.obj", "a.stl", "a.gltf", "a.html", "", "\0"};
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(i % 100 == 0 ? 5000 : 64)];
      random.nextBytes(bytes);
      byte[] start = seeds[random.nextInt(seeds.length)];
      System.arraycopy(
          start, 0, bytes, 0, Math.min(random.nextInt(start.length + 1), bytes.length));
      String name = names[random.nextInt(names.length)];
      long total = bytes.length + (long) random.nextInt(3) * Integer.MAX_VALUE;
      String clue = "seed " + seed + ": " + HexFormat.of().formatHex(bytes) + " as " + name;
      assertThatCode(
              () ->
                  assertThat(MediaSniffer.sniff(bytes, total, name))
                      .isEqualTo(MediaSniffer.sniff(bytes.clone(), total, name)))
          .as(clue)
          .doesNotThrowAnyException();
    }
  }

  /** If this fails, a picture in the tag of a song decides what the song is taken for. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 2, 2, FLAC",
    "0, 0, 1, 2, 130, FLAC",
    "0, 0, 1, 2, 2, MP3",
    "0, 0, 1, 2, 0, MP3",
    "0, 1, 0, 0, 0, MP3",
    "1, 0, 0, 0, 0, MP3",
    "1, 1, 1, 1, 129, MP3"
  })
  void looksBehindATagOfThisLength(int a, int b, int c, int d, int at, MediaFormat format) {
    byte[] head = {'I', 'D', '3', 4, 0, 0, (byte) a, (byte) b, (byte) c, (byte) d};
    byte[] sound = Arrays.copyOf(head, 300);
    System.arraycopy(bytes("fLaC"), 0, sound, 10 + at, 4);
    assertThat(sniff(sound, "a.mp3")).contains(format);
  }

  @Test
  void looksAtTheHeadOnly() {
    byte[] text = new byte[MediaSniffer.HEAD_BYTES + 1];
    Arrays.fill(text, (byte) 'a');
    text[MediaSniffer.HEAD_BYTES] = 0;
    assertThat(sniff(text, "a.txt")).contains(MediaFormat.TXT);
  }

  @Test
  void aMimeTypeLeadsBackToItsFormat() {
    assertThat(MediaFormat.ofMimeType("Text/Plain; charset=utf-8")).contains(MediaFormat.TXT);
    assertThat(MediaFormat.ofMimeType("audio/ogg")).contains(MediaFormat.OGG);
    assertThat(MediaFormat.ofMimeType("")).isEmpty();
  }
}
