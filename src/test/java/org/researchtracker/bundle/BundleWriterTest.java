package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.BundleOptions.Layout;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;

/** A bundle as a whole: what is in it, under which names, and that it is always the same. */
class BundleWriterTest {
  private final Locale locale = Locale.getDefault();

  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @Test
  void holdsTheLayoutOfTheContract() throws IOException {
    // A library's intake looks for these files by name.
    BundleResult result = Workshop.small(folder).write("my.zip");

    assertThat(Workshop.unzip(folder.resolve("my.zip")).keySet())
        .containsExactlyInAnyOrder(
            "START-HERE.txt",
            "bag-info.txt",
            "bagit.txt",
            "data/CITATION.cff",
            "data/README.md",
            "data/datacite.json",
            "data/datapackage.json",
            "data/executions/run-1/03_output_image_1_sd35_large.png",
            "data/executions/run-1/journey.txt",
            "data/executions/run-1/record.json",
            "data/executions/run-2/journey.txt",
            "data/executions/run-2/record.json",
            "data/index.html",
            "data/provenance.json",
            "data/records.jsonl",
            "data/ro-crate-metadata.json",
            "data/tables/codebook.csv",
            "data/tables/executions.csv",
            "data/tables/items.csv",
            "data/tables/outputs.csv",
            "data/texts/2025-11-03_143021_Tablet-3_run-1.txt",
            "data/texts/2025-11-03_150000_no-device_run-2.txt",
            "manifest-sha512.txt",
            "tagmanifest-sha512.txt");
    assertThat(result.name()).isEqualTo("my");
    assertThat(result.executions()).isEqualTo(2);
    assertThat(result.items()).isEqualTo(6);
    assertThat(result.mediaIncluded()).isEqualTo(1);
    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.NOT_FOUND, 1L));
    assertThat(result.bytes()).isEqualTo(Files.size(folder.resolve("my.zip")));
    assertThat(result.entries()).isEqualTo(24);
  }

  @Test
  void keepsTheBytesOfMedia() throws IOException {
    // Who compares a bundle with the original files must find them equal.
    Workshop workshop = Workshop.small(folder);
    workshop.write("my.zip");

    assertThat(Workshop.unzip(folder.resolve("my.zip")))
        .containsEntry(
            "data/executions/run-1/03_output_image_1_sd35_large.png",
            Files.readAllBytes(workshop.exports().resolve("img1.png")));
  }

  @Test
  void isTheSameInEveryLocaleAndTimeZone() throws IOException {
    // Otherwise two archives of one selection could never be told to be one.
    Workshop workshop = Workshop.small(folder);
    workshop.write("a/one.zip".substring(2));
    byte[] here = Files.readAllBytes(folder.resolve("one.zip"));
    for (String tag :
        List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "ja-JP-u-ca-japanese")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      for (String id : List.of("Asia/Tokyo", "America/St_Johns", "UTC")) {
        TimeZone.setDefault(TimeZone.getTimeZone(id));
        workshop.write("one.zip", BundleOptions.DEFAULT.withExisting(true, false));

        assertThat(Files.readAllBytes(folder.resolve("one.zip")))
            .as(tag + " " + id)
            .isEqualTo(here);
      }
    }
  }

  @Test
  void isTheSameToAFileAndToAStream() throws IOException {
    // "export -o -" and HTTP promise the bytes of the file.
    Workshop workshop = Workshop.small(folder);
    workshop.medium("graph.png", Pictures.pngWithText("prompt", "{\"1\":{}}", 5));
    workshop.execution("run-3", Item.of("output_image").path("graph.png"));
    workshop.write("one.zip");
    BundleOptions named = BundleOptions.DEFAULT.withName("one");

    assertThat(workshop.stream(named)).isEqualTo(Files.readAllBytes(folder.resolve("one.zip")));

    BundleResult unnamed =
        workshop.writer().writeInto(folder, workshop.source(), BundleOptions.DEFAULT);

    assertThat(workshop.stream(BundleOptions.DEFAULT))
        .isEqualTo(Files.readAllBytes(unnamed.path().orElseThrow()));
  }

  @Test
  void namesItselfAfterItsContent() throws IOException {
    Workshop workshop = Workshop.small(folder);
    BundleResult result =
        workshop.writer().writeInto(folder, workshop.source(), BundleOptions.DEFAULT);

    assertThat(result.name())
        .isEqualTo("tracker-export-" + result.contentDigest().substring(0, 12));
    assertThat(result.path()).contains(folder.resolve(result.name() + ".zip"));
    assertThat(roots(result.path().orElseThrow())).containsOnly(result.name());
    assertThat(workshop.names())
        .containsExactly(result.name() + ".zip", result.name() + ".zip.sha256");
  }

  @Test
  void namesItselfAfterItsOnlyExecution() throws IOException {
    Workshop workshop = new Workshop(folder).execution("a/b", Item.of("pipeline_start"));
    BundleResult result =
        workshop.writer().writeInto(folder, workshop.source(), BundleOptions.DEFAULT);

    assertThat(result.name()).matches("xtracker-a-b-[0-9a-f]{8}");
  }

  private static List<String> roots(Path zip) throws IOException {
    List<String> roots = new ArrayList<>();
    try (var file = new java.util.zip.ZipFile(zip.toString())) {
      file.stream().forEach(entry -> roots.add(entry.getName().replaceFirst("/.*", "")));
    }
    return roots;
  }

  @Test
  void contentDigestIgnoresNameDateLayoutAndForm() throws IOException {
    // --skip-existing and the archive's ledger rest on it.
    Workshop workshop = Workshop.small(folder);
    String digest = workshop.write("one.zip").contentDigest();
    BundleOptions other =
        BundleOptions.DEFAULT
            .withName("other")
            .withDate(Instant.parse("2026-01-01T00:00:00Z"))
            .withLayout(Layout.PLAIN)
            .withForm(Form.DIR)
            .withCsv(';', true);

    assertThat(workshop.write("two", other).contentDigest()).isEqualTo(digest);

    workshop.medium("img1.png", Pictures.png(3000, 2));

    assertThat(workshop.write("three.zip").contentDigest()).isNotEqualTo(digest);
  }

  /** What the summary line says has to be what du and find say. */
  @ParameterizedTest
  @EnumSource
  void countsTheFilesAndBytesOfAFolder(BundleOptions.Layout layout) throws IOException {
    BundleOptions options = BundleOptions.DEFAULT.withForm(Form.DIR).withLayout(layout);
    BundleResult result = Workshop.small(folder).write("my", options);

    long files = 0;
    long bytes = 0;
    try (var all = Files.walk(folder.resolve("my"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files++;
        bytes += Files.size(file);
      }
    }
    assertThat(result.entries()).isEqualTo(files);
    assertThat(result.bytes()).isEqualTo(bytes);
  }

  @Test
  void writesAFolder() throws IOException {
    Workshop workshop = Workshop.small(folder);
    workshop.write("my.zip");
    workshop.write("my", BundleOptions.DEFAULT.withForm(Form.DIR));

    Map<String, byte[]> zip = Workshop.unzip(folder.resolve("my.zip"));
    assertThat(zip)
        .allSatisfy(
            (path, bytes) ->
                assertThat(folder.resolve("my").resolve(path)).hasBinaryContent(bytes));
    assertThat(workshop.names()).containsExactly("my", "my.zip", "my.zip.sha256");
  }

  @Test
  void plainLayoutIsThePayloadAlone() throws IOException {
    Workshop workshop = Workshop.small(folder);
    workshop.write("my.zip", BundleOptions.DEFAULT.withLayout(Layout.PLAIN));

    assertThat(Workshop.unzip(folder.resolve("my.zip")).keySet())
        .contains("README.md", "records.jsonl", "tables/items.csv")
        .doesNotContain("bagit.txt", "START-HERE.txt", "manifest-sha512.txt");
  }

  @Test
  void leavesMediaOutOnPurpose() throws IOException {
    // Nothing is missing then: a script that checks for exit 3 must not be alarmed.
    Workshop workshop = Workshop.small(folder);
    BundleResult result = workshop.write("my.zip", BundleOptions.DEFAULT.withMedia(false));

    assertThat(result.mediaIncluded()).isZero();
    assertThat(result.missing()).isZero();
    assertThat(result.mediaLeftOut()).isTrue();
    assertThat(Workshop.unzip(folder.resolve("my.zip")).keySet())
        .noneMatch(path -> path.endsWith(".png"));
  }

  @Test
  void strictWritesNothingWhereSomethingIsMissing() throws IOException {
    Workshop workshop = Workshop.small(folder);
    BundleOptions strict = BundleOptions.DEFAULT.withStrict(true);

    assertThatThrownBy(() -> workshop.write("my.zip", strict))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("1 medium is missing");
    assertThatThrownBy(() -> workshop.stream(strict)).isInstanceOf(TrackerException.class);
    assertThat(workshop.names()).isEmpty();
  }

  @Test
  void anEmptySelectionIsNoBundle() throws IOException {
    Workshop workshop = new Workshop(folder);

    assertThatThrownBy(() -> workshop.write("my.zip"))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("nothing to export");
    assertThat(workshop.names()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaidSo() throws IOException {
    Workshop workshop = Workshop.small(folder);

    assertThatThrownBy(() -> workshop.write("no/such/my.zip"))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void planNamesEveryEntryAndWritesNothing() throws IOException {
    // Who plans a transfer reads sizes from it.
    Map<String, Long> planned = new java.util.TreeMap<>();
    List<String> missing = new ArrayList<>();
    Workshop workshop =
        Workshop.small(folder)
            .hears(
                new BundleProgress() {
                  @Override
                  public void entry(String path, long size) {
                    planned.put(path, size);
                  }

                  @Override
                  public void missing(String executionId, BundledMedium medium, String detail) {
                    missing.add(executionId + " " + medium.sequenceNumber());
                  }
                });
    Path target = folder.resolve("my.zip");
    BundleResult plan =
        workshop
            .writer()
            .plan(java.util.Optional.of(target), folder, workshop.source(), BundleOptions.DEFAULT);

    assertThat(workshop.names()).isEmpty();
    assertThat(missing).containsExactly("run-2 2");
    Map<String, Long> foreseen = new java.util.TreeMap<>(planned);
    BundleResult result = workshop.write("my.zip");
    assertThat(plan.contentDigest()).isEqualTo(result.contentDigest());
    Map<String, Long> written = new java.util.TreeMap<>();
    Workshop.unzip(target).forEach((path, bytes) -> written.put("my/" + path, (long) bytes.length));
    assertThat(foreseen).isEqualTo(written);
  }

  @Test
  void dateDefaultsToTheNewestInstant() throws IOException {
    Workshop workshop = Workshop.small(folder);
    workshop.write("my.zip");

    assertThat(bagInfo("my.zip")).contains("Bagging-Date: 2025-11-03\n");

    new Workshop(folder)
        .execution("x", JsonObject.EMPTY, Item.of("pipeline_start"))
        .write("no.zip");

    assertThat(bagInfo("no.zip")).contains("Bagging-Date: 1980-01-01\n");
  }

  private String bagInfo(String zip) throws IOException {
    return new String(Workshop.unzip(folder.resolve(zip)).get("bag-info.txt"), UTF_8);
  }

  @Test
  void holdsNoPathOfTheMachine() throws IOException {
    // The name of a home folder is nobody's business; only what the logs say may be in it.
    Workshop workshop = Workshop.small(folder);
    workshop.write("my.zip");

    assertThat(Workshop.unzip(folder.resolve("my.zip")))
        .allSatisfy(
            (path, bytes) ->
                assertThat(new String(bytes, UTF_8)).doesNotContain(folder.toString()));
  }
}
