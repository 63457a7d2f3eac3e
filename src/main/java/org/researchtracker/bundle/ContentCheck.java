package org.researchtracker.bundle;

import java.util.Optional;
import org.researchtracker.bundle.BundleReport.Contents;

/** Checks what only bundles of this program have. */
final class ContentCheck {
  ContentCheck(BagTree tree, String payload, FaultLog log) {}

  Optional<Contents> check(Optional<String> declared) {
    return Optional.empty();
  }
}
