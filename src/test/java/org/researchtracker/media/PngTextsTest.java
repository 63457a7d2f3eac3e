package org.researchtracker.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
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
