package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.SampleBundle;

/** The bag around a bundle, as the programs of archives see it. */
class BagTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void writeABag() throws IOException {
    Workshop workshop = Workshop.small(folder);
    workshop.medium("graph.png", Pictures.pngWithText("prompt", "{}", 5));
    workshop.execution("weird id/雨", Item.of("output_image").path("graph.png"));
    workshop.write("my", BundleOptions.DEFAULT.withForm(Form.DIR));
    root = folder.resolve("my");
  }

  @Test
  void theLibraryOfCongressFindsItValid() throws Exception {
    Bag bag = new BagReader().read(root);
    try (BagVerifier verifier = new BagVerifier()) {
      verifier.isComplete(bag, false);
      verifier.isValid(bag, false);
    }

    assertThat(bag.getVersion().toString()).isEqualTo("1.0");
    assertThat(BagVerifier.canQuickVerify(bag)).isTrue();
    BagVerifier.quicklyVerify(bag);
    assertThat(bag.getMetadata().get("Bundle-Format-Version")).containsExactly("1");
    assertThat(bag.getMetadata().get("External-Identifier"))
        .singleElement()
        .asString()
        .matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void sha512sumFindsEveryFileAsListed() throws IOException {
    // The README tells people to check fixity in this way.
    assumeTrue(SystemTools.has("sha512sum"), "no sha512sum");

    SystemTools.run(
        root, "sha512sum", "-c", "--strict", "manifest-sha512.txt", "tagmanifest-sha512.txt");
  }

  @Test
  void manifestListsEveryFileOfThePayload() throws IOException {
    List<String> listed =
        Files.readAllLines(root.resolve("manifest-sha512.txt"), UTF_8).stream()
            .map(line -> line.substring(130))
            .sorted()
            .toList();
    List<String> there;
    long bytes = 0;
    try (var files = Files.walk(root.resolve("data"))) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      there = all.stream().map(file -> root.relativize(file).toString()).sorted().toList();
      for (Path file : all) {
        bytes += Files.size(file);
      }
    }

    assertThat(listed).isEqualTo(there);
    assertThat(Files.readString(root.resolve("bag-info.txt")))
        .contains("Payload-Oxum: " + bytes + "." + there.size() + "\n");
  }

  @Test
  void aDescriptionCannotAddFields() throws IOException {
    // A line break in a title would begin another field.
    assertThat(info("A\nPayload-Oxum: 1.1", "m@example.org"))
        .contains("External-Description: A Payload-Oxum: 1.1\n")
        .contains("\nPayload-Oxum: 5.2\n")
        .contains("\nContact-Email: m@example.org\n");
  }

  @Test
  void thePageOfWhomToAskIsNoMailAddress() throws IOException {
    assertThat(info("A", "https://social.example/@lab")).doesNotContain("Contact-Email");
  }

  private static String info(String title, String contact) throws IOException {
    StringBuilder out = new StringBuilder();
    BundleDescription description =
        new BundleDescription(
            Optional.of(title),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(contact),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    BagFiles.info(new SampleBundle().describedAs(description).facts(), 5, 2, out);
    return out.toString();
  }
}
