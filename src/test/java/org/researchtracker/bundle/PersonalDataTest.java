package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What README says of personal data, and the date that a bundle gives itself. Who passes a bundle
 * on decides by the first, and two runs over the same logs are equal by the second.
 */
class PersonalDataTest {
  @TempDir private Path folder;

  private String readme(Workshop workshop) throws IOException {
    workshop.write("my.zip");
    byte[] readme =
        Workshop.unzip(folder.resolve("my.zip")).getOrDefault("data/README.md", new byte[0]);
    return new String(readme, UTF_8);
  }

  @Test
  void nothingPersonalIsSaidToBeThereWhereNothingIs() throws IOException {
    Workshop workshop =
        new Workshop(folder)
            .execution("run-1", JsonObject.EMPTY, Item.of("output_text").content("Ein Turm"));

    assertThat(readme(workshop))
        .contains("this export holds no user ids, no prompts and no uploaded photos");
  }

  @Test
  void userIdsAreTold() throws IOException {
    Workshop workshop =
        new Workshop(folder)
            .execution("run-1", JsonObject.builder().put("user_id", "u7").build())
            .execution("run-2", JsonObject.EMPTY);

    assertThat(personal(readme(workshop))).contains("user ids").doesNotContain("no user ids");
  }

  @Test
  void promptsAreToldWhereverTheyStand() throws IOException {
    Workshop workshop =
        new Workshop(folder)
            .execution("run-1", JsonObject.EMPTY, Item.of("output_text").content("Ein Turm"))
            .execution("run-2", JsonObject.EMPTY, Item.of("user_input_text").content("Turm"));

    assertThat(personal(readme(workshop))).contains("prompts").doesNotContain("no prompts");
  }

  @Test
  void uploadedPhotosAreTold() throws IOException {
    Workshop workshop = new Workshop(folder);
    workshop.medium("photo.png", Pictures.png(900, 1));
    workshop.execution("run-1", JsonObject.EMPTY, Item.of("user_input_image").path("photo.png"));

    assertThat(personal(readme(workshop)))
        .contains("uploaded photos")
        .doesNotContain("no uploaded photos");
  }

  private static String personal(String readme) {
    return readme
        .lines()
        .filter(line -> line.startsWith("**Personal data:**"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDateIsThatOfTheNewestTimeOfAll() throws IOException {
    // Not the day of the export, or the same logs would give another bundle each day.
    Workshop workshop =
        new Workshop(folder)
            .execution(
                "run-1", JsonObject.builder().put("timestamp", "2025-11-03T10:00:00Z").build())
            .execution(
                "run-2", JsonObject.builder().put("timestamp", "2025-11-05T10:00:00Z").build())
            .execution(
                "run-3", JsonObject.builder().put("timestamp", "2025-11-04T10:00:00Z").build());
    workshop.write("my.zip");
    byte[] info =
        Workshop.unzip(folder.resolve("my.zip")).getOrDefault("bag-info.txt", new byte[0]);

    assertThat(new String(info, UTF_8)).contains("Bagging-Date: 2025-11-05\n");
  }
}
