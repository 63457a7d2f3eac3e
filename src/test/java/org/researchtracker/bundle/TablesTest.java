package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * The tables and the crate of a bundle beside its records. Who counts in a spreadsheet must come to
 * the same as who reads the records, and who compares digests must find those of the bytes.
 */
class TablesTest {
  @TempDir private Path folder;
  private Map<String, byte[]> entries = Map.of();

  @BeforeEach
  void writeBundle() throws IOException {
    Workshop workshop = new Workshop(folder);
    workshop.medium("img1.png", Pictures.png(3000, 1));
    workshop
        .execution(
            "run-1",
            JsonObject.builder().put("config_name", "dada").put("user_id", "u7").build(),
            Item.of("user_input_text").content("Turm"),
            Item.of("output_image").path("img1.png").config("sd35_large").index(1))
        .execution(
            "run-2",
            JsonObject.EMPTY,
            Item.of("output_image").path("gone.png").config("sd35_large").index(1));
    workshop.write("my.zip");
    entries = Workshop.unzip(folder.resolve("my.zip"));
  }

  private String text(String path) {
    return new String(entries.getOrDefault(path, new byte[0]), UTF_8);
  }

  /** Returns these columns of a table; no cell here has a comma or a line end. */
  private List<String> columns(String table, String... names) {
    List<String> lines = text("data/tables/" + table + ".csv").lines().toList();
    List<String> header = List.of(lines.get(0).replace("\ufeff", "").split(",", -1));
    assertThat(header).contains(names);
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(
            cells ->
                String.join(
                    ",", List.of(names).stream().map(name -> cells[header.indexOf(name)]).toList()))
        .toList();
  }

  @Test
  void everyExecutionHasItsRow() {
    assertThat(columns("executions", "execution_id", "config_name", "user_id"))
        .containsExactly("run-1,dada,u7", "run-2,,");
  }

  @Test
  void everyRequestedOutputHasItsRowAndItsMedium() {
    assertThat(
            columns("outputs", "execution_id", "output_config_index", "media_status", "media_path"))
        .containsExactly(
            "run-1,1,included,executions/run-1/02_output_image_1_sd35_large.png",
            "run-2,1,missing,");
    assertThat(columns("items", "media_reason")).containsExactly("", "", "not_found");
  }

  @Test
  void theCrateHasTheDigestOfTheBytes() {
    byte[] medium =
        entries.getOrDefault("data/executions/run-1/02_output_image_1_sd35_large.png", new byte[0]);

    assertThat(medium).isEqualTo(Pictures.png(3000, 1));
    assertThat(text("data/ro-crate-metadata.json"))
        .contains("\"" + Digests.hex(Digests.newSha256().digest(medium)) + "\"");
  }
}
