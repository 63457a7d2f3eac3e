package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.researchtracker.media.fetch.WaryGzip.BombException;

/** If this fails, a bomb fills the disk, or a medium that packs well is refused. */
class WaryGzipTest {
  private static final int MIB = 1 << 20;

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Noise in between: that many bytes of it to a thousand. */
  private static byte[] mostlyZeros(int size, int noise) {
    byte[] bytes = new byte[size];
    Random random = new Random(3);
    for (int at = 0; at + 1000 <= size; at += 1000) {
      byte[] some = new byte[noise];
      random.nextBytes(some);
      System.arraycopy(some, 0, bytes, at, noise);
    }
    return bytes;
  }

  private static byte[] unpacked(byte[] gzip) throws IOException {
    try (WaryGzip in = new WaryGzip(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  @Test
  void whatIsSmallMayPackAsItLikes() throws IOException {
    byte[] zeros = new byte[MIB];

    assertThat(packed(zeros).length * 200L).isLessThan(zeros.length);
    assertThat(Arrays.equals(unpacked(packed(zeros)), zeros)).isTrue();
  }

  @Test
  void aBombIsNotUnpackedFarBeyondTheHarmless() throws IOException {
    byte[] bomb = packed(new byte[64 * MIB]);
    long[] count = new long[1];

    assertThatThrownBy(
            () -> {
              try (WaryGzip in = new WaryGzip(new ByteArrayInputStream(bomb))) {
                byte[] buffer = new byte[64 << 10];
                for (int n; (n = in.read(buffer, 0, buffer.length)) >= 0; ) {
                  count[0] += n;
                }
              }
            })
        .isInstanceOf(BombException.class);
    assertThat(count[0]).isLessThan(4L * MIB);
  }

  @Test
  void whatPacksAHundredfoldIsUnpackedWhole() throws IOException {
    byte[] drawing = mostlyZeros(5 * MIB, 4);
    byte[] gzip = packed(drawing);

    assertThat(drawing.length / gzip.length).isBetween(60, 190);
    assertThat(Arrays.equals(unpacked(gzip), drawing)).isTrue();
  }
}
