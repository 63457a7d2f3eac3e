package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingReasonTest {

  /** If this fails, scripts that read {@code media_reason} no longer find their words. */
  @Test
  void wireNamesAreThoseOfTheBundle() {
    assertThat(MissingReason.values())
        .extracting(MissingReason::wireName)
        .containsExactly(
            "not_found",
            "not_fetched",
            "no_path",
            "expired",
            "history_lost",
            "outside_roots",
            "refused",
            "too_large",
            "timeout",
            "unreadable",
            "changed",
            "not_media");
  }

  @Test
  void wireNamesLeadBackAndUnknownOnesAreNoError() {
    for (MissingReason reason : MissingReason.values()) {
      assertThat(MissingReason.ofWireName(reason.wireName())).contains(reason);
    }
    assertThat(MissingReason.ofWireName("of_a_later_version")).isEmpty();
  }
}
