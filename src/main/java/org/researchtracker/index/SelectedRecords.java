package org.researchtracker.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Selection;
import org.researchtracker.model.SelectionJson;

/**
 * The complete records of a selection, as a bundle takes them, and where they come from. One thread
 * at a time, as the catalog.
 */
public final class SelectedRecords {

  /** Takes records. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes one record. */
    void visit(ExecutionRecord record) throws IOException;
  }

  private final Catalog catalog;
  private final Selection selection;

  /** Says which records are meant; nothing is read yet. */
  public SelectedRecords(Catalog catalog, Selection selection) {
    this.catalog = catalog;
    this.selection = selection;
  }

  /**
   * Names the newest executions of a selection.
   *
   * @param limit how many at most, 0 for all
   */
  public static SelectedRecords newest(Catalog catalog, Selection selection, long limit) {
    if (limit == 0) {
      return new SelectedRecords(catalog, selection);
    }
    Set<String> ids = new LinkedHashSet<>();
    catalog.executions(selection, limit).forEach(entry -> ids.add(entry.executionId()));
    return new SelectedRecords(catalog, selection.toBuilder().ids(ids).build());
  }

  /**
   * Gives the records oldest first, those without a time last, then by id; they are read from the
   * logs one by one.
   *
   * @throws IOException whatever the visitor throws
   */
  public void forEach(Visitor visitor) throws IOException {
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
  }

  /**
   * Returns where the records come from: the selection as understood, digests of the logs, and
   * counts of problems and of what was left out.
   */
  public JsonObject provenance() {
    return provenance(selection, catalog.leftOut(selection));
  }

  /**
   * Returns where the records come from, under a selection that takes the same executions and says
   * better why.
   *
   * @param said the selection as understood
   * @param leftOut how many executions it would take that are left out
   */
  public JsonObject provenance(Selection said, long leftOut) {
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
        .put("selection", SelectionJson.of(said))
        .put("logs", new JsonArray(logs))
        .put(
            "problems",
            JsonObject.builder()
                .put("unreadable", problems.unreadable())
                .put("conflicts", problems.conflicts())
                .put("others", problems.others())
                .build())
        .put("left_out", leftOut)
        .build();
  }
}
