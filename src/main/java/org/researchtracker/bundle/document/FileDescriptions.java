package org.researchtracker.bundle.document;

import java.util.Locale;
import java.util.Map;

/** What the files of a bundle are, in a sentence. */
final class FileDescriptions {
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("README.md", "What this export is, how to read and check it, what is missing"),
          Map.entry("index.html", "Every execution stage by stage, to be read in a browser"),
          Map.entry("datapackage.json", "The tables with their columns, by Data Package 2.0"),
          Map.entry("datacite.json", "What a repository registers, by DataCite 4.5"),
          Map.entry("CITATION.cff", "How to cite this export"),
          Map.entry("provenance.json", "How this export came about"),
          Map.entry("records.jsonl", "Every execution complete, one a line, in the log's format"),
          Map.entry("tables/executions.csv", BundleTables.EXECUTIONS.description()),
          Map.entry("tables/items.csv", BundleTables.ITEMS.description()),
          Map.entry("tables/outputs.csv", BundleTables.OUTPUTS.description()),
          Map.entry("tables/codebook.csv", BundleTables.CODEBOOK.description()));

  private static final Map<String, String> TYPES =
      Map.of(
          "md", "text/markdown",
          "html", "text/html",
          "json", "application/json",
          "jsonl", "application/jsonl",
          "csv", "text/csv",
          "cff", "text/yaml",
          "txt", "text/plain");

  private FileDescriptions() {}

  /** Returns the MIME type of a file that is no medium. */
  static String mimeType(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }

  /** Returns what the file at this path, relative to the payload folder, is. */
  static String of(String path) {
    String fixed = FIXED.get(path);
    if (fixed != null) {
      return fixed;
    }
    if (path.startsWith("texts/")) {
      return "The transcript of one execution: every text in full";
    }
    if (path.endsWith("/record.json")) {
      return "One execution complete, in the log's format";
    }
    if (path.endsWith("/journey.txt")) {
      return "One execution stage by stage, then every text in full";
    }
    return path.endsWith(".comfy.json")
        ? "The ComfyUI graph that was read from the picture beside it"
        : "A file of one execution";
  }
}
