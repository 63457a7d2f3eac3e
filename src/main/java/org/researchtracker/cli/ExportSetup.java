package org.researchtracker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.researchtracker.bundle.BundleDocuments;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOrigin;
import org.researchtracker.bundle.BundleProgress;
import org.researchtracker.bundle.BundleWriter;
import org.researchtracker.bundle.RecordSource;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.LogDigest;
import org.researchtracker.index.ProblemCounts;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Selection;
import org.researchtracker.view.CsvStyle;

/** Puts together what a bundle is made of: records, media, documents, and where they come from. */
final class ExportSetup {
  private ExportSetup() {}

  static BundleWriter writer(
      Session session,
      Reading reading,
      Whereabouts whereabouts,
      Selection selection,
      ExportOptions export,
      BundleOptions options,
      BundleProgress progress) {
    BundleOrigin origin =
        new BundleOrigin(
            Version.number(),
            reading.zone(),
            export.description(session),
            provenance(reading.catalog(), selection));
    CsvStyle style =
        CsvStyle.FAITHFUL.withDelimiter(options.csvDelimiter()).withDefuse(options.csvSafe());
    return new BundleWriter(whereabouts.resolver(), origin, BundleDocuments.of(style), progress);
  }

  /** Gives the records oldest first, read from the logs one by one. */
  static RecordSource source(Reading reading, Selection selection) {
    Catalog catalog = reading.catalog();
    return visitor -> {
      try {
        catalog
            .chronological(selection)
            .forEach(
                entry -> {
                  try {
                    visitor.visit(catalog.record(entry));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    };
  }

  /** Names the newest executions of a selection where a limit is set. */
  static Selection limited(Reading reading, Selection selection, OptionalLong limit) {
    if (limit.isEmpty() || limit.getAsLong() == 0) {
      return selection;
    }
    Set<String> ids = new LinkedHashSet<>();
    reading
        .catalog()
        .executions(selection, limit.getAsLong())
        .forEach(entry -> ids.add(entry.executionId()));
    return selection.toBuilder().ids(ids).build();
  }

  private static JsonObject provenance(Catalog catalog, Selection selection) {
    ProblemCounts problems = catalog.problemCounts();
    List<JsonValue> logs = new ArrayList<>();
    for (LogDigest log : catalog.logDigests(selection)) {
      logs.add(
          JsonObject.builder()
              .put("name", log.name())
              .put("bytes", log.bytes())
              .put("sha256", log.sha256())
              .build());
    }
    return JsonObject.builder()
        .put("selection", SelectionJson.of(selection))
        .put("logs", new JsonArray(logs))
        .put(
            "problems",
            JsonObject.builder()
                .put("unreadable", problems.unreadable())
                .put("conflicts", problems.conflicts())
                .put("others", problems.others())
                .build())
        .put("left_out", catalog.leftOut(selection))
        .build();
  }

  /** Returns a folder for what memory shall not hold while a bundle goes to a stream. */
  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  /** Returns standard output for bytes. */
  static OutputStream stdout(Session session) {
    return session.console().bytes();
  }
}
