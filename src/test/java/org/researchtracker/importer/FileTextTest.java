package org.researchtracker.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** If this fails, texts of old Windows machines come in with holes where their umlauts were. */
class FileTextTest {
  private static final String TEXT = "Größe \u201eübel\u201c, 5 \u20ac";

  @Test
  void readsWhatWindowsWrote() {
    FileText text = FileText.of(TEXT.getBytes(Charset.forName("windows-1252")));

    assertThat(text.text()).isEqualTo(TEXT);
    assertThat(text.note()).isEqualTo("not UTF-8: read as windows-1252");
  }

  /** A file that was cut off in the middle of a letter, or damaged, must not turn into Ã¼. */
  @Test
  void takesDamagedUtf8ForUtf8() {
    byte[] cut = "Baum \u00fc".getBytes(UTF_8);
    byte[] damaged = TEXT.getBytes(UTF_8);
    damaged[1] = (byte) 0xff;

    assertThat(FileText.of(Arrays.copyOf(cut, cut.length - 1)).text()).isEqualTo("Baum \ufffd");
    assertThat(FileText.of(damaged).text()).startsWith("G\ufffd").endsWith(TEXT.substring(3));
    assertThat(FileText.of(damaged).note()).contains("shown as \ufffd");
  }

  @Test
  void leavesBytesThatAreNoTextInAnyEncodingToTheirFile() {
    byte[] bytes = "a\u0081\u00ffb\u00fd".getBytes(ISO_8859_1);

    assertThat(FileText.of(bytes).note()).contains("shown as \ufffd");
    assertThat(FileText.of(TEXT.getBytes(UTF_8))).extracting(FileText::note).isEqualTo("");
  }
}
