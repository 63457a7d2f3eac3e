package org.researchtracker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> NAMES =
      List.of("-h", "bauhaus", "dada", "image_comparison", "sd35_large", "stillepost");

  @ParameterizedTest
  @CsvSource({
    "dda, dada",
    "DADA, dada",
    "bauahus, bauhaus",
    "still, stillepost",
    "sd35, sd35_large",
    "sd53_large, sd35_large",
    "comparison, image_comparison"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(Nearest.of(typed, NAMES, 3)).containsExactly(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "-x", "banana", "impressionism"})
  void isSilentWhereNothingIsNear(String typed) {
    assertThat(Nearest.of(typed, NAMES, 3)).isEmpty();
  }
}
