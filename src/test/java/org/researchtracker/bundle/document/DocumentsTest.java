package org.researchtracker.bundle.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.CsvStyle;

/** The documents but for the page and the crate. */
class DocumentsTest {

  @Test
  void tablesHoldEveryFieldOfTheLog() {
    assertThat(BundleTables.EXECUTIONS.header())
        .startsWith("execution_id")
        .containsAll(ExecutionHead.FIELDS)
        .endsWith("extra");
    assertThat(BundleTables.ITEMS.header()).containsAll(ExecutionItem.FIELDS).endsWith("extra");
    assertThat(BundleTables.OUTPUTS.header())
        .containsExactly(
            "execution_id",
            "output_config_index",
            "config_used",
            "outcome",
            "block_reason",
            "input_text",
            "translated_text",
            "interception_text",
            "model_used",
            "seed",
            "execution_time",
            "media_path",
            "media_status");
  }

  @Test
  void theCodebookExplainsEveryColumnAndCode() throws IOException {
    String codebook = SampleBundle.workshop().document("tables/codebook.csv");

    assertThat(codebook).startsWith("\ufefftable,variable,code,type,label,description\r\n");
    for (BundleTable table : BundleTables.all()) {
      for (TableColumn column : table.columns()) {
        assertThat(codebook).contains("\r\n" + table.name() + "," + column.name() + ",,");
        assertThat(column.description()).as(column.name()).isNotBlank().endsWith(".");
      }
    }
    for (ItemType type : ItemType.known()) {
      assertThat(codebook).contains("\r\nitems,item_type," + type.name() + ",");
    }
    for (MissingReason reason : MissingReason.values()) {
      assertThat(codebook).contains("\r\nitems,media_reason," + reason.wireName() + ",");
    }
    assertThat(codebook.split("\r\n", -1)).allMatch(line -> line.isEmpty() || !formula(line));
  }

  private static boolean formula(String line) {
    return "=+-@\t".indexOf(line.charAt(0)) >= 0;
  }

  @Test
  void theCodebookTakesAnotherDelimiter() throws IOException {
    String codebook =
        SampleBundle.workshop()
            .document("tables/codebook.csv", CsvStyle.FAITHFUL.withDelimiter(';'));

    assertThat(codebook).startsWith("\ufefftable;variable;code;type;label;description\r\n");
    assertThat(codebook.lines()).allMatch(line -> line.split(";", -1).length >= 6);
  }

  @Test
  void theDataPackageTypesEveryColumn() throws IOException {
    JsonObject json = SampleBundle.workshop().json("datapackage.json");
    List<JsonValue> resources = array(json, "resources");

    assertThat(json.string("name").orElseThrow()).matches("[a-z0-9._-]+");
    assertThat(json.string("created")).contains("2025-11-03T08:06:00+00:00");
    assertThat(resources).hasSize(4);
    for (int i = 0; i < 4; i++) {
      BundleTable table = BundleTables.all().get(i);
      JsonObject resource = (JsonObject) resources.get(i);
      JsonObject schema = (JsonObject) resource.get("schema").orElseThrow();

      assertThat(resource.string("path")).contains(table.path());
      assertThat(resource.string("hash").orElseThrow()).matches("sha256:[0-9a-f]{64}");
      assertThat(array(schema, "fields").stream().map(f -> string(f, "name")))
          .containsExactlyElementsOf(table.header());
      assertThat(array(schema, "fields").stream().map(f -> string(f, "type")))
          .hasSize(table.columns().size())
          .isSubsetOf("string", "integer", "number", "datetime", "object", "array");
    }
    assertThat(((JsonObject) resources.get(1)).toJson())
        .contains("\"primaryKey\":[\"execution_id\",\"sequence_number\"]")
        .contains("\"reference\":{\"resource\":\"executions\",\"fields\":[\"execution_id\"]}");
  }

  private static List<JsonValue> array(JsonObject object, String key) {
    return ((JsonArray) object.get(key).orElseThrow()).elements();
  }

  private static String string(JsonValue object, String key) {
    return ((JsonObject) object).string(key).orElseThrow();
  }

  @Test
  void theCitationNamesNobody() throws IOException {
    assertThat(SampleBundle.workshop().document("CITATION.cff"))
        .startsWith("cff-version: 1.2.0\n")
        .contains("authors:\n  - name: \"not stated\"\n")
        .contains("date-released: \"2025-11-03\"\n")
        .doesNotContain("license");
  }

  @Test
  void theCitationTakesOnlyLicencesThatItKnows() throws IOException {
    assertThat(described("CC-BY-4.0").document("CITATION.cff")).contains("license: \"CC-BY-4.0\"");
    assertThat(described("XYZ-1").document("CITATION.cff"))
        .contains("license-url: \"https://spdx.org/licenses/XYZ-1\"");
    assertThat(described("https://example.org/l").document("CITATION.cff"))
        .contains("license-url: \"https://example.org/l\"");
  }

  @Test
  void thePageOfWhomToAskIsNoMailAddress() throws IOException {
    String page = "https://social.example/@lab";
    assertThat(described("MIT", page).document("CITATION.cff")).doesNotContain("@lab");
    assertThat(described("MIT", page).document("README.md")).contains("Contact: ");
    assertThat(described("MIT").document("CITATION.cff"))
        .contains("contact:\n  - name: \"P\"\n    email: \"m@example.org\"\n");
  }

  private static SampleBundle described(String licence) {
    return described(licence, "m@example.org");
  }

  private static SampleBundle described(String licence, String contact) {
    return SampleBundle.workshop()
        .describedAs(
            new BundleDescription(
                Optional.of("A \"title\"\nwith: everything # \u0007"),
                Optional.empty(),
                List.of(
                    new Creator("Family, Given", Optional.empty(), Optional.of("Place"), false),
                    new Creator("Whole Name", Optional.empty(), Optional.empty(), false)),
                Optional.of("P"),
                Optional.of(contact),
                Optional.empty(),
                Optional.of(licence),
                Optional.of("restricted"),
                Optional.empty()));
  }

  @Test
  void theCitationKeepsEveryTextInItsPlace() throws IOException {
    assertThat(described("MIT").document("CITATION.cff"))
        .contains("title: \"A \\\"title\\\"\\nwith: everything # \\\\x07\"\n")
        .contains("  - family-names: \"Family\"\n    given-names: \"Given\"\n")
        .contains("    affiliation: \"Place\"\n  - alias: \"Whole Name\"\n");
  }

  @Test
  void dataCiteSaysThatNothingIsSaid() throws IOException {
    JsonObject json = SampleBundle.workshop().json("datacite.json");

    assertThat(json.members())
        .containsKeys("creators", "titles", "publisher", "publicationYear", "types")
        .doesNotContainKey("doi");
    assertThat(json.string("schemaVersion")).contains("http://datacite.org/schema/kernel-4");
    assertThat(json.toJson())
        .contains("\"creators\":[{\"name\":\"not stated\",\"nameType\":\"Organizational\"}]")
        .contains("Rights not stated; no permission to reuse is given")
        .contains("info:eu-repo/semantics/closedAccess");
  }

  @Test
  void theReadmeBeginsWithWhatIsPersonal() throws IOException {
    List<String> lines = SampleBundle.workshop().document("README.md").lines().toList();

    assertThat(lines.get(2))
        .isEqualTo(
            "**Personal data:** this export holds user ids and prompts (texts that users wrote). It"
                + " holds no uploaded photos.");
  }

  @Test
  void theReadmeSaysHowToCheckAndWhatIsMissing() throws IOException {
    String readme = SampleBundle.workshop().document("README.md");

    assertThat(readme)
        .contains("sha512sum -c manifest-sha512.txt")
        .contains("shasum -a 512 -c manifest-sha512.txt")
        .contains("Get-FileHash")
        .contains("| `not_fetched` | 1 |")
        .contains(
            "- `e-1`, step 10 (`output_image`): `not_fetched`, `https://media.example.org/x.png`")
        .contains("**Warning:**")
        .doesNotContain("{{");
    assertThat(SampleBundle.workshop().withoutMedia().document("README.md"))
        .contains("All media were left out on purpose");
  }

  @Test
  void startHereIsNoPayloadAndSpeaksTwoLanguages() throws IOException {
    assertThat(SampleBundle.workshop().document("START-HERE.txt"))
        .contains("Unpack the whole ZIP file first")
        .contains("Zuerst die ganze ZIP-Datei entpacken")
        .contains("index.html");
    assertThat(BundleDocuments.of(CsvStyle.FAITHFUL).stream().filter(d -> !d.isPayload()))
        .singleElement()
        .satisfies(document -> assertThat(document.path()).isEqualTo("START-HERE.txt"));
  }

  @Test
  void pathsAreDistinct() {
    List<String> paths =
        BundleDocuments.of(CsvStyle.FAITHFUL).stream().map(BundleDocument::path).toList();

    assertThat(new TreeSet<>(paths)).hasSameSizeAs(paths);
  }
}
