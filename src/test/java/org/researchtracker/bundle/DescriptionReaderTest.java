package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.model.TrackerException;

class DescriptionReaderTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private BundleDescription read(String name, String text) throws IOException {
    return DescriptionReader.read(file(name, text));
  }

  @Test
  void readsYaml() throws IOException {
    BundleDescription description =
        read(
            "d.yaml",
            """
            title: 2025
            description: >
              Bilder einer
              Klasse.
            creators:
              - name: "Carberry, Josiah"
                orcid: https://orcid.org/0000-0002-1825-0097
                affiliation: Brown University
              - name: Gruppe
                type: organisation
              - Jemand
            publisher: Bibliothek
            contact: mail@example.org
            funder:
            license: CC-BY-4.0
            access: open
            doi: https://doi.org/10.1234/abc
            """);

    assertThat(description.title()).contains("2025");
    assertThat(description.description()).contains("Bilder einer Klasse.");
    assertThat(description.creators())
        .containsExactly(
            new Creator(
                "Carberry, Josiah",
                Optional.of("0000-0002-1825-0097"),
                Optional.of("Brown University"),
                false),
            new Creator("Gruppe", Optional.empty(), Optional.empty(), true),
            new Creator("Jemand", Optional.empty(), Optional.empty(), false));
    assertThat(description.funder()).isEmpty();
    assertThat(description.contact()).contains("mail@example.org");
    assertThat(description.licence()).contains("CC-BY-4.0");
    assertThat(description.access()).contains("open");
    assertThat(description.doi()).contains("10.1234/abc");
  }

  @Test
  void readsProperties() throws IOException {
    BundleDescription description =
        read(
            "d.properties",
            """
            title=Bilder für alle
            creators.10.name=Zweite
            creators.2.name=Carberry, Josiah
            creators.2.orcid=0000-0002-1825-0097
            access=closed
            """);

    assertThat(description.title()).contains("Bilder für alle");
    assertThat(description.creators().stream().map(Creator::name))
        .isEqualTo(List.of("Carberry, Josiah", "Zweite"));
  }

  @Test
  void anEmptyFileAndTheTemplateSayNothing() throws IOException {
    assertThat(read("d.yaml", "")).isEqualTo(BundleDescription.NONE);
    assertThat(read("t.yaml", DescriptionReader.template())).isEqualTo(BundleDescription.NONE);
  }

  @Test
  void theTemplateIsADescriptionOnceItsMarksAreTakenAway() throws IOException {
    String filled = DescriptionReader.template().replaceAll("(?m)^#(?! \\S)", "");

    assertThat(read("t.yaml", filled).creators()).hasSize(2);
    assertThat(read("t.yaml", filled).licence()).contains("CC-BY-4.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          titel: x                            | unknown key 'titel'
          title: [a, b]                       | title: expected a text
          access: secret                      | access: expected open, restricted, closed
          licence: do what you like           | licence: expected an SPDX id
          contact: somebody                   | contact: expected a mail address
          doi: abc                            | doi: expected one such as 10.1234/abc
          creators: Jemand                    | creators: expected a list
          creators: [{orcid: 1}]              | creators, number 1: a name is missing
          creators: [{name: a, orcid: 12}]    | four groups of four digits
          creators: [{name: a, orcid: 0000-0002-1825-0098}] | 0000-0002-1825-0098 is mistyped
          creators: [{name: a, type: robot}]  | type is 'person' or 'organisation'
          creators: [{name: a, age: 3}]       | creators, number 1: unknown key 'age'
          'title: a: b: c'                    | line 1
          just words                          | expected lines such as
          {title: a, title: b}                | title
          """)
  void refusesWhatItDoesNotUnderstand(String yaml, String message) throws IOException {
    Path file = file("d.yaml", yaml);

    assertThatThrownBy(() -> DescriptionReader.read(file))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("d.yaml")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void refusesWhatIsNestedBeyondReason(String level) throws IOException {
    Path file = file("d.yaml", "title: a\ncreators:\n  " + level.repeat(20_000));

    assertThatThrownBy(() -> DescriptionReader.read(file))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("d.yaml: line 3: nested deeper");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> DescriptionReader.read(folder.resolve("none.yaml")))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("no such file")
        .hasMessageContaining("none.yaml");
  }

  @Test
  void acceptsTheCheckDigitX() throws IOException {
    assertThat(read("d.yaml", "creators: [{name: a, orcid: 0000-0002-1694-233X}]").creators())
        .hasSize(1);
  }
}
