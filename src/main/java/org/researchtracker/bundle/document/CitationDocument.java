package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.Optional;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.view.SafeText;

/** {@code CITATION.cff}: how to cite the bundle, by the Citation File Format 1.2.0. */
final class CitationDocument implements BundleDocument {

  @Override
  public String path() {
    return "CITATION.cff";
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    BundleFacts facts = material.facts();
    Described described = new Described(facts);
    out.append("cff-version: 1.2.0\n");
    line("message", "If you use this dataset, please cite it as below.", out);
    out.append("type: dataset\n");
    line("title", described.title(), out);
    line("abstract", described.description(), out);
    out.append("authors:\n");
    for (Creator creator : described.creators()) {
      author(creator, out);
    }
    line("version", described.version(), out);
    line("date-released", facts.date().toString(), out);
    Optional<String> spdx = described.spdx();
    if (spdx.isPresent()) {
      line("license", spdx.get(), out);
    } else if (described.licenceAddress().isPresent()) {
      line("license-url", described.licenceAddress().get(), out);
    }
    if (facts.description().doi().isPresent()) {
      line("doi", facts.description().doi().get(), out);
    }
    Optional<String> contact = facts.description().mail();
    if (contact.isPresent()) {
      out.append("contact:\n  - name: ").append(quoted(described.publisher())).append('\n');
      line("    email", contact.get(), out);
    }
    out.append("identifiers:\n  - type: other\n");
    line("    value", facts.identifier(), out);
    line("    description", "derived from the content of this export", out);
  }

  private static void author(Creator creator, Appendable out) throws IOException {
    String[] names = creator.name().split(",", 2);
    if (creator.isOrganisation()) {
      out.append("  - name: ").append(quoted(creator.name())).append('\n');
    } else if (names.length == 2 && !names[0].isBlank() && !names[1].isBlank()) {
      out.append("  - family-names: ").append(quoted(names[0].strip())).append('\n');
      line("    given-names", names[1].strip(), out);
    } else {
      // Which part is the family name is for nobody here to guess.
      out.append("  - alias: ").append(quoted(creator.name())).append('\n');
    }
    if (creator.orcid().isPresent()) {
      line("    orcid", "https://orcid.org/" + creator.orcid().get(), out);
    }
    if (creator.affiliation().isPresent() && !creator.isOrganisation()) {
      line("    affiliation", creator.affiliation().get(), out);
    }
  }

  private static void line(String key, String value, Appendable out) throws IOException {
    out.append(key).append(": ").append(quoted(value)).append('\n');
  }

  /** A JSON string is a YAML string too; characters that YAML does not take are shown. */
  private static String quoted(String text) {
    return JsonText.compact(new JsonString(SafeText.lines(text)));
  }
}
