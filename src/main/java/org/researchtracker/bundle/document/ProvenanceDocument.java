package org.researchtracker.bundle.document;

import java.io.IOException;
import org.researchtracker.model.JsonText;

/**
 * {@code provenance.json}: how this bundle came about, without a path or a clock of the machine.
 */
final class ProvenanceDocument implements BundleDocument {

  @Override
  public String path() {
    return "provenance.json";
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    out.append(JsonText.pretty(material.facts().provenance())).append('\n');
  }
}
