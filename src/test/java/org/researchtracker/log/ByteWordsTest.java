package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** If this fails, lines are cut at the wrong byte, or text is taken for ASCII that is none. */
class ByteWordsTest {
  /**
   * Those around a newline and around the end of ASCII, which differ from them by one bit or one.
   */
  private static final byte[] BYTES = {
    '\n',
    '\n' - 1,
    '\n' + 1,
    '\n' | (byte) 0x80,
    0,
    'a',
    'a',
    'a',
    'a',
    0x7f,
    (byte) 0x80,
    (byte) 0xff
  };

  @Test
  void findsWhatLookingAtEachByteFinds() {
    Random random = new Random(11);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      int kinds = 1 + random.nextInt(BYTES.length);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = BYTES[BYTES.length - 1 - random.nextInt(kinds)];
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      ByteWords words = new ByteWords(bytes);

      int newline = from;
      while (newline < to && bytes[newline] != '\n') {
        newline++;
      }
      assertThat(words.indexOfNewline(from, to)).isEqualTo(newline);
      int high = from;
      while (high < to && bytes[high] >= 0) {
        high++;
      }
      assertThat(words.skipAscii(from, to)).isEqualTo(high);
    }
  }
}
