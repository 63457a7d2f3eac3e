package org.researchtracker.bundle.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.bundle.document.BundleDescription.Creator;

/**
 * What the documents say of a bundle's makers and terms: what the description gives, and where it
 * gives nothing the words that say so. Nobody and nothing is invented.
 */
record Described(BundleFacts facts) {
  /** What stands where a standard wants a name and none is known. */
  static final String NOT_STATED = "not stated";

  /** What stands where a standard wants terms and none are known. */
  static final String NO_RIGHTS = "Rights not stated; no permission to reuse is given";

  /**
   * SPDX ids of licences that data and texts are given under, with SPDX's own names (SPDX License
   * List). Citation files may name only ids of that list.
   */
  private static final Set<String> SPDX =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC-BY-4.0",
          "CC-BY-NC-4.0",
          "CC-BY-NC-ND-4.0",
          "CC-BY-NC-SA-4.0",
          "CC-BY-ND-4.0",
          "CC-BY-SA-4.0",
          "CC-BY-3.0",
          "CC-BY-3.0-DE",
          "CC-BY-SA-3.0",
          "CC-BY-SA-3.0-DE",
          "CC0-1.0",
          "CDLA-Permissive-2.0",
          "MIT",
          "ODC-By-1.0",
          "ODbL-1.0",
          "PDDL-1.0");

  private static final Creator NOBODY =
      new Creator(NOT_STATED, Optional.empty(), Optional.empty(), true);

  private BundleDescription given() {
    return facts.description();
  }

  /** Returns the title. */
  String title() {
    return given()
        .title()
        .orElseGet(() -> "Tracker export " + facts.date() + " (" + count(facts.executions()) + ")");
  }

  private static String count(long executions) {
    return executions == 1 ? "1 execution" : executions + " executions";
  }

  /** Returns what the bundle is about. */
  String description() {
    return given()
        .description()
        .orElseGet(
            () ->
                "What a media pipeline logged of "
                    + count(facts.executions())
                    + ": inputs, translations, safety checks, transformed prompts and outputs, with"
                    + " the media that could be found.");
  }

  /** Returns who made it; never empty. */
  List<Creator> creators() {
    return given().creators().isEmpty() ? List.of(NOBODY) : given().creators();
  }

  /** Returns who publishes it. */
  String publisher() {
    return given().publisher().orElse(NOT_STATED);
  }

  /** Returns who may see it: {@code open}, {@code restricted} or {@code closed}. */
  String access() {
    return given().access().orElse("closed");
  }

  /** Returns the terms in words. */
  String rights() {
    return given().licence().orElse(NO_RIGHTS);
  }

  /** Returns the licence's SPDX id, if the licence is one of those whose ids are known here. */
  Optional<String> spdx() {
    return given().licence().filter(SPDX::contains);
  }

  /** Returns the address of the licence's text, if a licence is given. */
  Optional<String> licenceAddress() {
    return given()
        .licence()
        .map(licence -> isAddress(licence) ? licence : "https://spdx.org/licenses/" + licence);
  }

  /** Returns a word for this state of the data, from its content. */
  String version() {
    return facts.contentDigest().substring(0, Math.min(12, facts.contentDigest().length()));
  }

  /** Returns whether a text is an address of the web rather than a name. */
  static boolean isAddress(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }
}
