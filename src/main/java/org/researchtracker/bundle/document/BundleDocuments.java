package org.researchtracker.bundle.document;

import java.util.List;
import org.researchtracker.view.CsvStyle;

/**
 * The documents of a bundle that describe it as a whole, in the order in which they are written.
 */
public final class BundleDocuments {
  private BundleDocuments() {}

  /**
   * Returns the documents in an order in which each can list what it has to: {@code
   * datapackage.json} the four tables, {@code ro-crate-metadata.json}, the last of the payload,
   * every other file.
   *
   * @param style how the tables of this bundle are written
   */
  public static List<BundleDocument> of(CsvStyle style) {
    return List.of(
        new CodebookTable(style),
        new PageDocument(),
        new ReadmeDocument(style),
        new CitationDocument(),
        new DataCiteDocument(),
        new ProvenanceDocument(),
        new DataPackageDocument(style),
        new CrateDocument(),
        new StartHereDocument());
  }
}
