package org.researchtracker.bundle.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.view.CsvStyle;

class PageDocumentTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/bundle/index.html");

  /** What has broken out of pages elsewhere. */
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</style><script>alert(1)</script>",
          "</title><svg onload=alert(1)>",
          "--><!-- ]]> <?php",
          "javascript:alert(1)",
          "&lt;script&gt;&#60;b&#62;",
          "\u0000\u0008\u001b[31m\u007f\u0085",
          "\u202eevil\u2066\u200f",
          "lone \ud83d and \ude00",
          "de\" onload=\"alert(1)",
          "a\nb\r\nc\u2028d");

  private static String page(SampleBundle bundle) throws IOException {
    return bundle.document("index.html");
  }

  @Test
  void looksLikeThis() throws IOException {
    String page = page(SampleBundle.workshop());
    int style = page.indexOf("<style>");
    int body = page.indexOf("</style>");
    // The style has no records in it; its digest in the policy changes with it.
    String text =
        page.substring(0, style).replaceAll("'sha256-[^']+'", "'sha256-…'") + page.substring(body);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    if (!Files.exists(GOLDEN)) {
      fail("no golden file %s; -Dgolden.update=true writes it", GOLDEN);
    }

    assertThat(text).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void isWellFormedAndReachesOutForNothing() throws IOException {
    PageScan scan = PageScan.of(page(SampleBundle.workshop()));

    assertThat(scan.addresses())
        .isNotEmpty()
        .allMatch(
            address -> address.matches("(#|executions/|texts/|README\\.md|tables/)[\\w./-]*"));
    assertThat(scan.tags()).doesNotContain("script", "iframe", "object", "embed", "link", "form");
  }

  @Test
  void letsNothingOutOfItsPlace() throws IOException {
    for (String text : HOSTILE) {
      String quoted = new JsonString(text).toJson();
      SampleBundle bundle =
          new SampleBundle().add(SampleBundle.record(hostileRecord(quoted)), "x-1");
      bundle.included(3, "03_user_input_image.svg", "image/svg+xml", text);
      bundle.included(8, "08_output_image.png", "image/png", text);
      bundle.included(9, "09_output_text.html", "text/html", text);
      bundle.missing(10, MissingReason.NOT_FOUND);
      PageScan scan = PageScan.of(page(bundle));

      assertThat(scan.tags()).doesNotContain("script", "svg");
      assertThat(scan.attributes()).noneMatch(name -> name.startsWith("on"));
      assertThat(scan.addresses())
          .allMatch(address -> address.matches("(#|executions/|texts/|README|tables/)[\\w./-]*"))
          // Opened by themselves these run scripts: they are not linked.
          .doesNotContain("executions/x-1/09_output_text.html");
    }
  }

  private static String hostileRecord(String text) {
    return """
        {"execution_id":@,"config_name":@,"timestamp":@,"user_id":@,"device_id":@,"session_id":@,
         "output_configs":[@],"items":[
         {"item_type":"user_input_text","content":@,"metadata":{"input_language":@}},
         {"item_type":"user_input_text","content":@},
         {"item_type":"user_input_image","file_path":@,"metadata":{"width":@,"height":-1}},
         {"item_type":"translation_result","content":@,"model_used":@,"metadata":{"to_language":@}},
         {"item_type":"stage1_safety_check","metadata":{"safe":false,"reason":@}},
         {"item_type":"interception_iteration","content":@,"metadata":{"from_language":@}},
         {"item_type":"interception_result","content":@,"timestamp":@},
         {"item_type":"output_image","config_used":@,"file_path":@,"content":@,
          "output_config_index":1,"metadata":{"seed":@,"width":1e400,"height":99999999999}},
         {"item_type":"output_text","config_used":@,"file_path":@,"output_config_index":1},
         {"item_type":"output_image","config_used":@,"file_path":@,"output_config_index":2},
         {"item_type":@,"content":@,"media_type":@},
         {"item_type":"output_text","media_type":@,"content":@},
         {"item_type":"stage3_blocked","content":@,"config_used":@},
         {"item_type":"pipeline_error","metadata":{"error_message":@}}]}
        """
        .replace("@", text);
  }

  @Test
  void showsThePupilsWordsFirst() throws IOException {
    String page = page(SampleBundle.workshop());
    String article = page.substring(page.indexOf("<article"));

    assertThat(article)
        .startsWith(
            """
            <article id="e-e-1" aria-labelledby="e-e-1-h">
            <h2 id="e-e-1-h" class="words" dir="auto" lang="de">Ein Hut, der &lt;niest&gt; &amp; lacht 🎩</h2>
            """);
  }

  @Test
  void headsALongInputWithItsBeginningAndGivesAllOfIt() throws IOException {
    String input = "Wort ".repeat(200).strip();
    String page =
        page(
            new SampleBundle()
                .add(
                    "{\"execution_id\":\"e\",\"items\":[{\"item_type\":\"user_input_text\",\"content\":\"%s\"}]}"
                        .formatted(input)));

    assertThat(page).contains("Wort…</h2>").contains("<p class=\"words-all\"").contains(input);
  }

  @Test
  void namesWhatIsMissingInPlainWords() throws IOException {
    assertThat(page(SampleBundle.workshop()))
        .contains("Image 2 is not here</p><p>The file lies on another server")
        .contains("<b>1</b> medium missing");
    assertThat(page(SampleBundle.workshop().withoutMedia()))
        .contains(MissingWords.LEFT_OUT)
        .contains("made without media");
  }

  @Test
  void isTheSameInEveryLocaleAndZone() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String expected = everything();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));

      assertThat(everything()).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    for (BundleDocument document : BundleDocuments.of(CsvStyle.FAITHFUL)) {
      document.write(SampleBundle.workshop().material(), all);
    }
    return all.toString();
  }
}
