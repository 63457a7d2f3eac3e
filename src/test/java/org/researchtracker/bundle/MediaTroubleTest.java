package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.TrackerException;

/** Media that are not there, are no media, or do not hold still. */
class MediaTroubleTest {
  private static final int BIG = 3 * SecondCore.BUFFER + 1000;

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void makeWorkshop() throws IOException {
    workshop = new Workshop(folder);
    workshop.medium("a.png", Pictures.png(5000, 1));
    workshop.medium("big.png", Pictures.png(BIG, 2));
    workshop.medium("z.png", Pictures.png(5000, 3));
    workshop.execution(
        "run-1",
        Item.of("output_image").path("a.png"),
        Item.of("output_image").path("big.png"),
        Item.of("output_image").path("z.png"));
  }

  /** What befalls the big picture while it is copied. */
  enum Mishap {
    GROWS {
      @Override
      void befall(Path file) throws IOException {
        Files.write(file, new byte[10], StandardOpenOption.APPEND);
      }
    },
    SHRINKS {
      @Override
      void befall(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
          channel.truncate(SecondCore.BUFFER + 10L);
        }
      }
    },
    VANISHES {
      @Override
      void befall(Path file) throws IOException {
        Files.delete(file);
      }
    },
    IS_OVERWRITTEN {
      @Override
      void befall(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
          channel.write(java.nio.ByteBuffer.wrap(new byte[BIG]));
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      }
    },
    IS_REPLACED {
      @Override
      void befall(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Path other = file.resolveSibling("other");
        Files.write(other, Pictures.png(BIG, 9));
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    };

    abstract void befall(Path file) throws IOException;
  }

  /** Does it once, after the first buffer of the big picture in this phase was copied. */
  private BundleProgress when(BundleProgress.Phase wanted, Mishap mishap) {
    return new BundleProgress() {
      private boolean armed;
      private boolean done;

      @Override
      public void begin(Phase phase, long total) {
        armed = phase == wanted;
      }

      @Override
      public void bytes(long count) {
        if (armed && !done && count == SecondCore.BUFFER) {
          done = true;
          try {
            mishap.befall(workshop.exports().resolve("big.png"));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void aMediumThatChangesIsLeftOutOfAFile(Mishap mishap) throws IOException {
    // Half a picture under a good checksum would be worse than none.
    workshop.hears(when(BundleProgress.Phase.MEDIA, mishap));
    BundleResult result = workshop.write("my.zip");

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.CHANGED, 1L));
    assertThat(result.mediaIncluded()).isEqualTo(2);
    Map<String, byte[]> entries = Workshop.unzip(folder.resolve("my.zip"));
    assertThat(entries.keySet().stream().filter(path -> path.endsWith(".png")))
        .containsExactly(
            "data/executions/run-1/01_output_image.png",
            "data/executions/run-1/03_output_image.png");
    assertThat(entries.get("data/executions/run-1/03_output_image.png"))
        .isEqualTo(Pictures.png(5000, 3));
    assertThat(new String(entries.get("data/tables/items.csv"), UTF_8))
        .contains(",missing,changed,,");
    assertThat(new String(entries.get("manifest-sha512.txt"), UTF_8))
        .doesNotContain("02_output_image");
    assertReadsFromTheStart(folder.resolve("my.zip"), entries.size());
    SystemTools.unzipTest(folder.resolve("my.zip"));
  }

  /** Nothing may be left between entries for those who do not read the directory. */
  private static void assertReadsFromTheStart(Path file, int entries) throws IOException {
    int count = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      while (zip.getNextEntry() != null) {
        count++;
      }
    }
    assertThat(count).isEqualTo(entries);
  }

  @ParameterizedTest
  @EnumSource
  void aMediumThatChangesIsLeftOutOfAFolder(Mishap mishap) throws IOException {
    workshop.hears(when(BundleProgress.Phase.MEDIA, mishap));
    BundleResult result = workshop.write("my", BundleOptions.DEFAULT.withForm(Form.DIR));

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.CHANGED, 1L));
    assertThat(folder.resolve("my/data/executions/run-1/02_output_image.png")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aMediumThatChangesEndsAStream(Mishap mishap) throws IOException {
    // What was sent cannot be taken back: without a directory no reader takes it for a bundle.
    workshop.hears(when(BundleProgress.Phase.MEDIA, mishap));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(
            () -> workshop.writer().writeTo(out, folder, workshop.source(), BundleOptions.DEFAULT))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("02_output_image.png");
    assertThat(new String(out.toByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("PK\5\6");
    assertThat(workshop.names()).isEmpty();
  }

  @Test
  void aMediumThatChangesBeforeTheStreamIsLeftOutOfIt() throws IOException {
    // Until the first byte is sent, a stream can do what a file can.
    workshop.hears(when(BundleProgress.Phase.DIGESTS, Mishap.SHRINKS));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BundleResult result =
        workshop.writer().writeTo(out, folder, workshop.source(), BundleOptions.DEFAULT);

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.CHANGED, 1L));
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      int count = 0;
      while (zip.getNextEntry() != null) {
        count++;
      }
      assertThat(count).isEqualTo(result.entries());
    }
  }

  @Test
  void everyMediumHasAVerdict() throws IOException {
    // The table of what is missing and why is what a data steward works from.
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    workshop.medium("run.log.jsonl", "{\"execution_id\":\"x\"}\n".getBytes(UTF_8));
    workshop.medium("script.png", "#!/bin/sh\n".getBytes(UTF_8));
    workshop.medium("claims.wav", Pictures.png(400, 8));
    Files.createSymbolicLink(workshop.exports().resolve("link.png"), secret);
    workshop.execution(
        "run-2",
        Item.of("output_image").path("nowhere.png"),
        Item.of("output_image").path("https://example.org/a.png"),
        Item.of("output_image"),
        Item.of("output_image").path(secret.toString()),
        Item.of("output_image").path("../secret.txt"),
        Item.of("output_image").path("file:///etc/passwd"),
        Item.of("output_image").path("link.png"),
        Item.of("output_image").path("run.log.jsonl"),
        Item.of("output_image").path("script.png"),
        Item.of("output_image").path("data:image/png;base64,%%%"),
        Item.of("output_audio").path("claims.wav"),
        Item.of("output_image").content("a poem"));
    workshop.write("my.zip");

    Map<String, byte[]> entries = Workshop.unzip(folder.resolve("my.zip"));
    List<String> verdicts =
        new String(entries.get("data/tables/items.csv"), UTF_8)
            .lines()
            .filter(line -> line.startsWith("run-2"))
            .map(line -> line.replaceFirst(".*,\\{\\},,", ""))
            .toList();
    assertThat(verdicts)
        .containsExactly(
            "missing,not_found,,,,,nowhere.png,,",
            "missing,not_fetched,,,,,,,",
            "missing,no_path,,,,,,,",
            "missing,outside_roots,,,,,secret.txt,,",
            "missing,outside_roots,,,,,secret.txt,,",
            "missing,outside_roots,,,,,,,",
            "missing,outside_roots,,,,,link.png,,",
            "missing,not_media,,,,,run.log.jsonl,,",
            "missing,not_media,,,,,script.png,,",
            "missing,unreadable,,,,,,,",
            "included,,executions/run-2/11_output_audio.png,image/png,400,"
                + Digests.hex(Digests.newSha512().digest(Pictures.png(400, 8)))
                + ",claims.wav,,",
            ",,,,,,,,");
    assertThat(new String(Files.readAllBytes(folder.resolve("my.zip")), UTF_8))
        .doesNotContain("secret\n");
  }

  @Test
  void dataUrisAreDecoded() throws IOException {
    byte[] picture = Pictures.png(300, 4);
    String uri = "data:image/png;base64," + java.util.Base64.getEncoder().encodeToString(picture);
    workshop.execution("run-2", Item.of("user_input_image").path(uri));
    workshop.write("my.zip");

    assertThat(Workshop.unzip(folder.resolve("my.zip")))
        .containsEntry("data/executions/run-2/01_user_input_image.png", picture);
  }

  @Test
  void anUnreadableMediumIsSaidToBeSo() throws IOException {
    workshop.hears(
        new BundleProgress() {
          @Override
          public void missing(String executionId, BundledMedium medium, String detail) {
            assertThat(detail).doesNotContain(folder.toString());
          }
        });
    Files.delete(workshop.exports().resolve("big.png"));
    Files.createDirectory(workshop.exports().resolve("big.png"));

    assertThat(workshop.write("my.zip").missing()).isEqualTo(1);
  }

  @Test
  void comfyGraphsLieBesideTheirPictures() throws IOException {
    // How a picture came about must survive without ComfyUI, and its bytes stay as they are.
    byte[] picture = Pictures.pngWithText("prompt", "{\"3\":{\"inputs\":{\"seed\":7}}}", 6);
    workshop.medium("comfy.png", picture);
    workshop.medium("nan.png", Pictures.pngWithText("workflow", "{\"a\":NaN}", 6));
    workshop.execution(
        "run-2",
        Item.of("output_image").path("comfy.png"),
        Item.of("output_image").path("nan.png"));
    workshop.write("my.zip");

    Map<String, byte[]> entries = Workshop.unzip(folder.resolve("my.zip"));
    assertThat(entries).containsEntry("data/executions/run-2/01_output_image.png", picture);
    assertThat(text(entries, "data/executions/run-2/01_output_image.png.comfy.json"))
        .isEqualTo("{\"prompt\":{\"3\":{\"inputs\":{\"seed\":7}}}}\n");
    assertThat(text(entries, "data/executions/run-2/02_output_image.png.comfy.json"))
        .isEqualTo("{\"workflow\":\"{\\\"a\\\":NaN}\"}\n");
    assertThat(text(entries, "manifest-sha512.txt")).contains("01_output_image.png.comfy.json\n");
  }

  @Test
  void stripTakesTextsOutAndRecordsBothDigests() throws IOException {
    byte[] picture = Pictures.pngWithText("prompt", "{}", 6);
    workshop.medium("comfy.png", picture);
    workshop.execution("run-2", Item.of("output_image").path("comfy.png"));
    BundleOptions strip =
        BundleOptions.DEFAULT.withMediaMetadata(BundleOptions.MediaMetadata.STRIP);
    workshop.write("my.zip", strip);

    Map<String, byte[]> entries = Workshop.unzip(folder.resolve("my.zip"));
    byte[] stripped = entries.get("data/executions/run-2/01_output_image.png");
    assertThat(new String(stripped, UTF_8)).doesNotContain("prompt");
    assertThat(entries).doesNotContainKey("data/executions/run-2/01_output_image.png.comfy.json");
    assertThat(text(entries, "data/executions/run-2/record.json"))
        .contains(Digests.hex(Digests.newSha512().digest(picture)))
        .contains(Digests.hex(Digests.newSha512().digest(stripped)));
    assertThat(workshop.stream(strip.withName("my")))
        .isEqualTo(Files.readAllBytes(folder.resolve("my.zip")));
  }

  @Test
  void stripLeavesOutWhatItDoesNotUnderstand() throws IOException {
    // Rather no picture than one that still says where a child lives.
    byte[] cut = Pictures.pngWithText("GPS", "52.5 13.4", 6);
    workshop.medium("cut.png", java.util.Arrays.copyOf(cut, 200));
    workshop.execution("run-2", Item.of("user_input_image").path("cut.png"));
    BundleResult result =
        workshop.write(
            "my.zip", BundleOptions.DEFAULT.withMediaMetadata(BundleOptions.MediaMetadata.STRIP));

    assertThat(result.mediaMissing()).isEqualTo(Map.of(MissingReason.UNREADABLE, 1L));
  }

  private static String text(Map<String, byte[]> entries, String path) {
    return new String(entries.get(path), UTF_8);
  }
}
