package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.BundleDocuments;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.PathMap;
import org.researchtracker.media.Resolution;
import org.researchtracker.media.Step;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.CsvStyle;

/**
 * Media from a store, which knows the digest that each must have. If these fail, a picture that has
 * rotted on the disk goes into an archive with a new, right digest, and nobody ever learns of it.
 */
class StoredCopyTest {
  private static final byte[] KEPT = Pictures.png(3 * SecondCore.BUFFER, 1);

  @TempDir private Path folder;
  private Path stored;
  private Workshop workshop;

  @BeforeEach
  void makeWorkshop() throws IOException {
    workshop = new Workshop(folder);
    stored = workshop.medium("stored", KEPT);
    workshop.medium("b.png", Pictures.png(5000, 2));
    workshop.execution(
        "run-1",
        Item.of("output_image").path("https://example.org/a.png"),
        Item.of("output_image").path("b.png"));
  }

  private BundleWriter writer() {
    String sha256 = Digests.hex(Digests.newSha256().digest(KEPT));
    Resolution.Found copy =
        new Resolution.Found(
            stored, KEPT.length, Step.STORE, "a.png", Optional.of(sha256), Optional.empty());
    MediaResolver resolver =
        new MediaResolver(
            MediaRoots.of(List.of(workshop.exports())),
            PathMap.none(),
            List.of((reference, soFar) -> copy));
    return new BundleWriter(
        resolver,
        new BundleOrigin("0.1.0", Workshop.ZONE, BundleDescription.NONE, JsonObject.EMPTY),
        BundleDocuments.of(CsvStyle.FAITHFUL),
        BundleProgress.NONE);
  }

  /** Changes one byte near the end, and neither size nor beginning. */
  private void rot() throws IOException {
    byte[] bytes = KEPT.clone();
    bytes[bytes.length - 100] ^= 1;
    Files.write(stored, bytes);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeCopyIsIncluded(MediaMetadata treatment) throws IOException {
    BundleResult result = write("my.zip", BundleOptions.DEFAULT.withMediaMetadata(treatment));

    assertThat(result.mediaMissing()).isEmpty();
    assertThat(result.mediaIncluded()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedCopyIsLeftOutOfAFileAndTold(MediaMetadata treatment) throws IOException {
    rot();
    BundleResult result = write("my.zip", BundleOptions.DEFAULT.withMediaMetadata(treatment));

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.UNREADABLE, 1L));
    Map<String, byte[]> entries = Workshop.unzip(folder.resolve("my.zip"));
    assertThat(entries.keySet().stream().filter(path -> path.endsWith(".png")))
        .containsExactly("data/executions/run-1/02_output_image.png");
    assertThat(new String(entries.get("data/tables/items.csv"), UTF_8))
        .contains(",missing,unreadable,");
    SystemTools.unzipTest(folder.resolve("my.zip"));
  }

  @Test
  void aDamagedCopyIsLeftOutOfAFolder() throws IOException {
    rot();
    BundleResult result = write("my", BundleOptions.DEFAULT.withForm(Form.DIR));

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.UNREADABLE, 1L));
    assertThat(folder.resolve("my/data/executions/run-1/01_output_image.png")).doesNotExist();
    assertThat(folder.resolve("my/data/executions/run-1/02_output_image.png")).exists();
  }

  /** The digests come first there, so what is damaged is known before a byte was sent. */
  @Test
  void aDamagedCopyIsLeftOutOfAStream() throws IOException {
    rot();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BundleResult result = writer().writeTo(out, folder, workshop.source(), BundleOptions.DEFAULT);

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.UNREADABLE, 1L));
  }

  @Test
  void strictRefusesABundleWithADamagedCopy() throws IOException {
    rot();

    assertThatThrownBy(() -> write("my.zip", BundleOptions.DEFAULT.withStrict(true)))
        .isInstanceOf(TrackerException.class);
    assertThat(workshop.names()).isEmpty();
  }

  private BundleResult write(String name, BundleOptions options) {
    return writer().writeTo(folder.resolve(name), workshop.source(), options);
  }
}
