package org.researchtracker.cli.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.CliResult;

/** The example pipeline is documentation; if this fails, it is wrong. */
class PipelineExampleTest {
  @TempDir private Path temp;
  private CliHarness harness;

  @BeforeEach
  void runPipeline() throws Exception {
    Process pipeline =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Path.of("examples/pipeline/Pipeline.java").toAbsolutePath().toString(),
                temp.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(pipeline.getInputStream().readAllBytes(), UTF_8);
    assertThat(pipeline.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(pipeline.exitValue()).as(said).isZero();
    assertThat(said).isEqualTo("recorded in " + temp + System.lineSeparator());
    harness = new CliHarness(temp);
  }

  private String show(String id) {
    CliResult result = harness.run("show", id, "--no-head");
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void recordsWhatTheDesignShows() throws Exception {
    assertThat(show("flower"))
        .isEqualTo(
            """
            Stage 1: Translation → Safety ✓
            Stage 2: Interception → "BLUME! CHAOS!"
            Stage 3-4 (1/2): sd35_large
              ├─ Safety ✓
              └─ Output → flower-sd35_large.png
            Stage 3-4 (2/2): gpt5_image
              ├─ Safety ✓
              └─ Output → flower-gpt5_image.png
            """);
    assertThat(show("knight"))
        .isEqualTo(
            """
            Stage 1: Translation → Safety ✓
            Stage 2: Interception → "SCHWERT! CHAOS!"
            Stage 3-4 (1/2): sd35_large
              └─ Safety ✗ blocked: weapon
            Stage 3-4 (2/2): gpt5_image
              ├─ Safety ✓
              └─ Output → knight-gpt5_image.png
            """);
    assertThat(show("volcano"))
        .endsWith(
            """
            Stage 3-4 (2/2): gpt5_image
              ├─ Safety ✓
              └─ ✗ Error: the generator ran out of memory
            """);
    assertThat(harness.run("list", "--columns", "execution_id,status,session_id").out())
        .isEqualTo(
            """
            execution_id\tstatus\tsession_id
            volcano\terror\tworkshop
            knight\tcomplete\tworkshop
            flower\tcomplete\tworkshop
            """);
    assertThat(harness.run("doctor", "-q", "--strict").exit()).isZero();
  }

  @Test
  void drawsPictures() throws Exception {
    for (String name : List.of("flower-sd35_large", "knight-gpt5_image", "volcano-sd35_large")) {
      try (var in = Files.newInputStream(temp.resolve("exports/" + name + ".png"))) {
        assertThat(ImageIO.read(in).getWidth()).isEqualTo(256);
      }
    }
    CliResult export = harness.run("export", "--all", "-o", "out.zip");
    assertThat(export.exit()).as(export.err()).isZero();
  }
}
