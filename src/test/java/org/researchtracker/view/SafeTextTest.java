package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * If these fail, text from a log can move a cursor, reverse a line, break a table or run in a
 * browser.
 */
class SafeTextTest {

  @Test
  void controlsAreShownInsteadOfActedUpon() {
    assertThat(SafeText.line("\u0000\u0007\u001b[0m\u007f\u0080\u009f"))
        .isEqualTo("\\x00\\x07\\x1b[0m\\x7f\\x80\\x9f");
    assertThat(SafeText.line("\n\t\r\r\n")).isEqualTo("\\n\\t\\r\\r\\n");
    assertThat(SafeText.line("\u202a\u202e\u2066\u2069\u200e\u200f\u061c\u2028\u2029"))
        .isEqualTo("\\u202a\\u202e\\u2066\\u2069\\u200e\\u200f\\u061c\\u2028\\u2029");
  }

  @Test
  void lettersEmojiAndBackslashesStay() {
    String text = "Straße C:\\x 日本 👩‍🎨 🇩🇪 \u00a0é";
    assertThat(SafeText.line(text)).isSameAs(text);
  }

  @Test
  void loneSurrogatesAreShownAsJsonWritesThem() {
    assertThat(SafeText.line("a\ud83db\udc00\ud83d")).isEqualTo("a\\uD83Db\\uDC00\\uD83D");
    assertThat(SafeText.line("\ud83d\ud83d\ude00")).isEqualTo("\\uD83D😀");
  }

  @Test
  void linesKeepLineEnds() {
    assertThat(SafeText.lines("a\r\nb\nc\rd\te")).isEqualTo("a\nb\nc\\rd\\te");
  }

  @Test
  void tsvCanBeReadBack() {
    assertThat(SafeText.tsv("a\tb\nc\rd\\e\u001b\r\n")).isEqualTo("a\\tb\\nc\\rd\\\\e\\x1b\\r\\n");
  }

  @Test
  void cellKeepsLineEndsAsTheyAre() {
    assertThat(SafeText.cell("a\r\nb\nc\rd")).isEqualTo("a\r\nb\nc\\rd");
  }

  @Test
  void encodableChangesOnlyWhatCannotBeWritten() {
    assertThat(SafeText.encodable("a\r\n\u001b\u202e\ud83d😀"))
        .isEqualTo("a\r\n\u001b\u202e\\uD83D😀");
  }

  @Test
  void jsonKeepsItsMeaning() {
    assertThat(SafeText.json("{\"a\":\"\u202e\u0085\"}")).isEqualTo("{\"a\":\"\\u202e\\u0085\"}");
  }

  @Test
  void markupStaysText() {
    assertThat(SafeText.html("<a href=\"x\" on='y'>&\n\u001b"))
        .isEqualTo("&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;\n\\x1b");
    assertThat(SafeText.markdown("# a|b*c_[x](y)<b>`~\\\n"))
        .isEqualTo("\\# a\\|b\\*c\\_\\[x\\](y)&lt;b&gt;\\`\\~\\\\\\\\n");
    assertThat(SafeText.markdown("1. x")).isEqualTo("1\\. x");
    assertThat(SafeText.markdown("a 1. x - y")).isEqualTo("a 1. x - y");
  }
}
