package org.researchtracker.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.researchtracker.view.Records.item;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.ExecutionRecord;

/**
 * If these fail, a prompt can run in a teacher's browser, or Markdown shows something that nobody
 * wrote.
 */
class PagesTest {
  private static final ExecutionRecord HOSTILE =
      new Records()
          .head("config_name", "<img src=x onerror=alert(1)>")
          .add(
              item("user_input_text")
                  .content("# not a heading\n```\n</div><script>alert(1)</script>"))
          .add(item("interception_result").content("**bold** \u202e <b>\"q\"</b>\u001b[2J"))
          .add(item("output_image").index(1).config("sd35_large").path("https://x/\"><script>"))
          .build();

  @Test
  void markdownIsANestedList() {
    assertThat(Shown.show(ShowFormat.MD, ViewKind.RESEARCHER, Records.design(), Shown.BODY))
        .isEqualTo(
            """
            - **Stage 1**: Translation → Safety ✓
            - **Stage 2**: Interception → "BLUME! CHAOS!"
            - **Stage 3-4 (1/2)**: sd35\\_large
              - Safety ✓
              - Output → img1.png
            - **Stage 3-4 (2/2)**: gpt5\\_image
              - Safety ✓
              - Output → https://...
            """);
  }

  @Test
  void markdownTranscriptKeepsTextsInsideTheirSections() {
    assertThat(Shown.show(ShowFormat.MD, ViewKind.TRANSCRIPT, HOSTILE, Shown.BODY))
        .startsWith(
            """
            ## Input

            > \\# not a heading\\
            > \\`\\`\\`\\
            > &lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;

            ## Interception

            > \\*\\*bold\\*\\* \\\\u202e &lt;b&gt;"q"&lt;/b&gt;\\\\x1b\\[2J
            """);
  }

  @Test
  void fullMarkdownFencesLongTexts() {
    String shown =
        Shown.show(ShowFormat.MD, ViewKind.RESEARCHER, HOSTILE, Shown.BODY.withFull(true));
    assertThat(shown).contains("  - content:\n\n    ````text\n    # not a heading\n    ```\n");
  }

  @Test
  void htmlLetsNothingOfTheLogRun() {
    for (ViewKind view : ViewKind.values()) {
      String page =
          Shown.show(
              ShowFormat.HTML, view, HOSTILE, ShowOptions.plain(Shown.BERLIN).withFull(true));
      assertThat(page)
          .startsWith("<!doctype html>\n<html lang=\"en\">\n")
          .endsWith("</html>\n")
          .doesNotContain("<script", "<img", "<b>", "\u001b", "\u202e");
    }
  }

  @Test
  void htmlDrawsTheSameJourney() {
    assertThat(Shown.show(ShowFormat.HTML, ViewKind.RESEARCHER, Records.design(), Shown.BODY))
        .contains(
            """
            <ul>
            <li><span class="heading">Stage 1</span>: Translation → <span class="good">Safety ✓</span>
            </li>
            <li><span class="heading">Stage 2</span>: Interception → <q dir="auto">BLUME! CHAOS!</q>
            </li>
            <li><span class="heading">Stage 3-4 (1/2)</span>: sd35_large
            <ul>
            <li><span class="good">Safety ✓</span>
            </li>
            <li>Output → <bdi class="text">img1.png</bdi>
            </li>
            </ul>
            </li>
            """);
  }

  @Test
  void htmlPolicyAllowsItsOwnStyle() throws Exception {
    String page = Shown.show(ShowFormat.HTML, ViewKind.STUDENT, Records.design(), Shown.BODY);
    String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'");
  }
}
