package org.researchtracker.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;

/** If these fail, the graph that made a picture is lost, or a hostile one fills the memory. */
class PngTextsTest {

  private static Map<String, String> texts(byte[] bytes, int step) {
    PngTexts texts = new PngTexts();
    for (int at = 0; at < bytes.length; at += step) {
      texts.accept(bytes, at, Math.min(step, bytes.length - at));
    }
    return texts.texts();
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] part = new byte[4096];
    while (!deflater.finished()) {
      out.write(part, 0, deflater.deflate(part));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] picture() {
    byte[] chunks =
        concat(
            Pictures.chunk("tEXt", "prompt\0{\"a\":\"Größe\"}".getBytes(UTF_8)),
            Pictures.chunk("tEXt", "latin\0Gr\u00f6\u00dfe".getBytes(ISO_8859_1)),
            Pictures.chunk("tEXt", "prompt\0second".getBytes(UTF_8)),
            Pictures.chunk(
                "zTXt", concat("packed\0\0".getBytes(UTF_8), deflate("hello".getBytes(UTF_8)))),
            Pictures.chunk("iTXt", "workflow\0\0\0de\0Ablauf\0{\"雨\":1}".getBytes(UTF_8)),
            Pictures.chunk(
                "iTXt", concat("squeezed\0\1\0\0\0".getBytes(UTF_8), deflate("雨".getBytes(UTF_8)))),
            Pictures.chunk("tEXt", "no separator".getBytes(UTF_8)));
    return concat(
        Pictures.png(new byte[100], chunks), Pictures.chunk("tEXt", "late\0x".getBytes(UTF_8)));
  }

  @Test
  void findsTextsOfEveryKindInWhateverPieces() {
    for (int step : new int[] {1, 3, 7, 64, 10_000}) {
      assertThat(texts(picture(), step))
          .as("pieces of " + step)
          .containsExactly(
              Map.entry("prompt", "{\"a\":\"Größe\"}"),
              Map.entry("latin", "Größe"),
              Map.entry("packed", "hello"),
              Map.entry("workflow", "{\"雨\":1}"),
              Map.entry("squeezed", "雨"));
    }
  }

  @Test
  void aBombIsLeftAlone() {
    byte[] bomb = deflate(new byte[200 << 20]);
    byte[] chunks = Pictures.chunk("zTXt", concat("prompt\0\0".getBytes(UTF_8), bomb));

    assertThat(texts(Pictures.png(new byte[10], chunks), 10_000)).isEmpty();
  }

  @Test
  void theGraphIsReadFromAFileUpToItsPixels(@TempDir Path temp) throws IOException {
    Path file = Files.write(temp.resolve("a.png"), picture());
    Path other = Files.writeString(temp.resolve("b.png"), "no picture at all");
    Path cut = Files.write(temp.resolve("c.png"), Arrays.copyOf(picture(), 70));

    assertThat(PngTexts.beforePixels(file)).isEqualTo(texts(picture(), 64));
    assertThat(PngTexts.beforePixels(other)).isEmpty();
    assertThat(PngTexts.beforePixels(cut)).isEqualTo(texts(Arrays.copyOf(picture(), 70), 64));
    assertThat(MediaSniffer.sniff(file)).contains(MediaFormat.PNG);
    assertThat(MediaSniffer.sniff(other)).isEmpty();

    Files.write(file, concat(Pictures.png(new byte[9], new byte[0]), picture()));
    assertThat(PngTexts.beforePixels(file)).isEmpty();
  }

  /** Without the bound a file of empty chunks is read for hours. */
  @Test
  void aFileOfNothingButChunksIsGivenUp(@TempDir Path temp) throws IOException {
    byte[] many = new byte[0];
    for (int i = 0; i < 300; i++) {
      many = concat(many, Pictures.chunk("tEXt", ("k" + i + "\0v").getBytes(UTF_8)));
    }
    Path file = Files.write(temp.resolve("a.png"), Pictures.png(new byte[1], many));

    assertThat(PngTexts.beforePixels(file)).containsEntry("k100", "v").doesNotContainKey("k299");
  }

  /** Without the bound, texts that each are small enough fill the memory together. */
  @Test
  void textsBeyondTheBoundAreLeftOutAlsoWhenTheyArePacked() {
    byte[] half = new byte[PngTexts.MAX_TEXT / 2 - 20_000];
    Arrays.fill(half, (byte) 'x');
    byte[] packed = concat("\0\0".getBytes(UTF_8), deflate(half));
    byte[] plain =
        concat(
            Pictures.chunk("tEXt", concat("a\0".getBytes(UTF_8), half)),
            Pictures.chunk("zTXt", concat("b".getBytes(UTF_8), packed)),
            Pictures.chunk("zTXt", concat("c".getBytes(UTF_8), packed)),
            Pictures.chunk("tEXt", concat("d\0".getBytes(UTF_8), half)),
            Pictures.chunk("tEXt", "e\0still".getBytes(UTF_8)));

    assertThat(texts(Pictures.png(new byte[10], plain), 1 << 16).keySet())
        .containsExactly("a", "b", "e");
  }

  @Test
  void whatIsCutInsideAnInternationalTextGivesNone() {
    for (String body :
        new String[] {"k\0", "k\0\0", "k\0\0\0de", "k\0\0\0de\0Ablauf", "\0\0\0\0\0x"}) {
      byte[] chunk = Pictures.chunk("iTXt", body.getBytes(UTF_8));
      assertThat(texts(Pictures.png(new byte[10], chunk), 64)).as(body).isEmpty();
    }
    byte[] shortest = Pictures.chunk("iTXt", "k\0\0\0\0\0".getBytes(UTF_8));
    assertThat(texts(Pictures.png(new byte[10], shortest), 64)).containsEntry("k", "");
  }

  @Test
  void neverThrowsOnAnyBytes() {
    Random random = new Random(2);
    byte[] picture = picture();
    for (int i = 0; i < 3000; i++) {
      byte[] broken = Arrays.copyOf(picture, random.nextInt(picture.length));
      for (int k = random.nextInt(6); k > 0 && broken.length > 0; k--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      assertThat(texts(broken, 1 + random.nextInt(50))).isNotNull();
    }
  }
}
