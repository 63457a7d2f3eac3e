package org.researchtracker.cli.archiving;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.archive.ArchiveStatus;
import org.researchtracker.archive.ArchiveStatus.Lack;
import org.researchtracker.archive.ArchiveStatus.RunEnd;
import org.researchtracker.archive.ArchiveStatus.Shrunk;
import org.researchtracker.cli.terminal.Columns;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Timestamps;
import org.researchtracker.view.SafeText;

/** What {@code tracker archive status} prints. */
final class ArchiveFacts {
  private final ArchiveStatus status;
  private final boolean fresh;
  private final ZoneId zone;

  private ArchiveFacts(ArchiveStatus status, boolean fresh, ZoneId zone) {
    this.status = status;
    this.fresh = fresh;
    this.zone = zone;
  }

  /**
   * Writes how it stands as {@code table}, {@code tsv} or {@code json}.
   *
   * @param fresh whether a run ended well not too long ago
   */
  static void write(ArchiveStatus status, boolean fresh, ZoneId zone, String format, Appendable out)
      throws IOException {
    ArchiveFacts facts = new ArchiveFacts(status, fresh, zone);
    if (format.equals("json")) {
      facts.json(out);
      return;
    }
    List<List<String>> rows = facts.rows();
    if (format.equals("table")) {
      Columns.write(rows, out);
      return;
    }
    out.append("name\tvalue\n");
    for (List<String> row : rows) {
      out.append(row.get(0)).append('\t').append(SafeText.tsv(row.get(1))).append('\n');
    }
  }

  /** Missing media may be very many: they are written one after the other. */
  private void json(Appendable out) throws IOException {
    String before = JsonText.pretty(numbers());
    out.append(before, 0, before.length() - "\n}".length()).append(",\n  \"missing\": [");
    StringBuilder line = new StringBuilder("\n    ");
    status
        .missing()
        .forEach(
            lack -> {
              line.append(JsonText.pretty(json(lack)).replace("\n", "\n    "));
              out.append(line);
              line.setLength(0);
              line.append(",\n    ");
            });
    String after = JsonText.pretty(rest());
    out.append(status.missing().count() == 0 ? "]," : "\n  ],")
        .append(after, 1, after.length())
        .append('\n');
  }

  private JsonObject numbers() {
    return JsonObject.builder()
        .put("schema_version", 1)
        .put("folder", status.folder().toString())
        .put("ended_well", fresh)
        .put("last_run", json(status.lastRun()))
        .put("last_good_run", json(status.lastGoodRun()))
        .put("bundles", status.bundles())
        .put("superseded", status.superseded())
        .put("pruned", status.pruned())
        .put("executions", status.executions())
        .put("bytes", status.bytes())
        .build();
  }

  private JsonObject rest() {
    List<JsonValue> smaller = new ArrayList<>();
    for (Shrunk each : status.smaller()) {
      smaller.add(
          JsonObject.builder().put("bundle", each.bundle()).put("gone", each.gone()).build());
    }
    return JsonObject.builder()
        .put("smaller", new JsonArray(smaller))
        .put("absent", JsonValue.ofStrings(status.absent()))
        .put("unlisted", JsonValue.ofStrings(status.unlisted()))
        .put("ledger_lines", status.lines())
        .put("ledger_chain", status.chain())
        .put("running", running())
        .build();
  }

  private static JsonObject json(Lack lack) {
    return JsonObject.builder()
        .put("bundle", lack.bundle())
        .put("execution_id", lack.executionId())
        .put("sequence_number", lack.sequenceNumber())
        .put("reason", lack.reason())
        .build();
  }

  private JsonValue running() {
    return status
        .holder()
        .<JsonValue>map(
            holder ->
                JsonObject.builder()
                    .put("command", holder.command())
                    .put("pid", holder.pid())
                    .put("since", time(holder.since()))
                    .build())
        .orElse(JsonNull.NULL);
  }

  private JsonValue json(Optional<RunEnd> run) {
    return run.<JsonValue>map(
            each ->
                JsonObject.builder()
                    .put("began", time(each.began()))
                    .put("ended", time(each.ended()))
                    .put("exit", each.exit())
                    .build())
        .orElse(JsonNull.NULL);
  }

  private String time(Instant instant) {
    return Timestamps.format(instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), zone);
  }

  private List<List<String>> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("folder", status.folder().toString());
    rows.put("ended_well", Boolean.toString(fresh));
    rows.put("last_run", status.lastRun().map(this::inWords).orElse("never"));
    rows.put("last_good_run", status.lastGoodRun().map(this::inWords).orElse("never"));
    rows.put("bundles", Long.toString(status.bundles()));
    rows.put("superseded", Long.toString(status.superseded()));
    rows.put("pruned", Long.toString(status.pruned()));
    rows.put("executions", Long.toString(status.executions()));
    rows.put("bytes", Long.toString(status.bytes()));
    rows.put("missing", Long.toString(status.missing().count()));
    rows.put("smaller", Integer.toString(status.smaller().size()));
    rows.put("absent", Integer.toString(status.absent().size()));
    rows.put("unlisted", Integer.toString(status.unlisted().size()));
    rows.put("ledger_lines", Long.toString(status.lines()));
    rows.put("ledger_chain", status.chain());
    status
        .holder()
        .ifPresent(
            holder ->
                rows.put(
                    "running",
                    holder.command()
                        + ", process "
                        + holder.pid()
                        + ", since "
                        + time(holder.since())));
    return rows.entrySet().stream().map(row -> List.of(row.getKey(), row.getValue())).toList();
  }

  private String inWords(RunEnd run) {
    return time(run.ended()) + ", exit " + run.exit();
  }
}
