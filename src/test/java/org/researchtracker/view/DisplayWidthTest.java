package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If these fail, tables are ragged for children who write Chinese or emoji, or an emoji is cut in
 * half.
 */
class DisplayWidthTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "日",
        "한",
        "\u1112\u1161\u11ab",
        "Ａ",
        "😀",
        "👍🏽",
        "☝🏽",
        "👩‍🎨",
        "👨‍👩‍👧‍👦",
        "❤️",
        "🇩🇪",
        "1️⃣",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "🏳️‍🌈",
        "⌚",
        "か\u3099",
        "❤️‍🔥"
      })
  void clusterOfTwoCells(String cluster) {
    assertThat(DisplayWidth.of(cluster)).isEqualTo(2);
    assertThat(DisplayWidth.of("a" + cluster + "b")).isEqualTo(4);
    assertThat(DisplayWidth.cut(cluster + "bcd", 3)).isEqualTo(cluster + "…");
    assertThat(DisplayWidth.cut(cluster + "bcd", 2)).isEqualTo("…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "é", "e\u0301", "ß", "→", "✓", "❤", "…", "ｱ", "к", "ع\u064e", "कि", "a\u200d"
      })
  void clusterOfOneCell(String cluster) {
    assertThat(DisplayWidth.of(cluster)).isEqualTo(1);
    assertThat(DisplayWidth.cut(cluster + "bcd", 2)).isEqualTo(cluster + "…");
  }

  @Test
  void neighboursDoNotMerge() {
    assertThat(DisplayWidth.of("😀😀")).isEqualTo(4);
    assertThat(DisplayWidth.of("🇩🇪🇫🇷")).isEqualTo(4);
    assertThat(DisplayWidth.of("a\u200db")).isEqualTo(2);
    assertThat(DisplayWidth.of("")).isZero();
  }

  @Test
  void whatFitsIsNotCut() {
    assertThat(DisplayWidth.cut("日本", 4)).isEqualTo("日本");
    assertThat(DisplayWidth.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(DisplayWidth.cut("日本語", 4)).isEqualTo("日…");
    assertThat(DisplayWidth.cut("abc", 1)).isEqualTo("…");
    assertThat(DisplayWidth.cut("abc", 0)).isEmpty();
  }

  @Test
  void cutNeverExceedsAnyWidth() {
    String text = "a日👩‍🎨e\u0301🇩🇪1️⃣か\u3099x".repeat(3);
    for (int cells = 0; cells < 60; cells++) {
      assertThat(DisplayWidth.of(DisplayWidth.cut(text, cells))).isLessThanOrEqualTo(cells);
    }
  }
}
