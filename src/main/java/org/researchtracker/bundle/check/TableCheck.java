package org.researchtracker.bundle.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;
import org.researchtracker.view.SafeText;

/** Holds the tables of a bundle against its records: rows, ids and the cells that matter. */
final class TableCheck {
  private static final String ID = "execution_id";
  private static final String NUMBER = "sequence_number";

  private final BagTree tree;
  private final String payload;
  private final FaultLog log;
  private final Map<String, RecordFacts> records;

  /** The records by their ids as cells have them: no encoding has lone surrogates. */
  private final Map<String, RecordFacts> byCell = new HashMap<>();

  TableCheck(BagTree tree, String payload, Map<String, RecordFacts> records, FaultLog log) {
    this.tree = tree;
    this.payload = payload;
    this.records = records;
    this.log = log;
    records.forEach((id, record) -> byCell.put(SafeText.encodable(id), record));
    byCell.putAll(records);
  }

  private boolean defused;

  /** A row by the names of its columns. */
  private record Row(String path, long number, List<String> header, List<String> cells) {
    @Nullable String cell(String column) {
      int at = header.indexOf(column);
      return at < 0 || at >= cells.size() ? null : cells.get(at);
    }
  }

  private interface Rows {
    void row(Row row, RecordFacts record);
  }

  void check() {
    defused = isDefused();
    if (read("executions", List.of(ID), this::execution)) {
      for (RecordFacts record : records.values()) {
        if (!record.isInTable()) {
          missing("executions", record.id());
        }
      }
    }
    if (read("items", List.of(ID, NUMBER), this::item)) {
      for (RecordFacts record : records.values()) {
        for (int item = 0; item < record.items(); item++) {
          if (!record.hasRow(item)) {
            missing("items", record.id() + " item " + record.sequence(item));
          }
        }
      }
    }
    read("outputs", List.of(ID), this::output);
  }

  private void missing(String table, String what) {
    log.fault(
        Kind.CONTRADICTION, path(table), "no row for " + what + ", which is in records.jsonl");
  }

  private String path(String table) {
    return payload + "tables/" + table + ".csv";
  }

  /** Reads a table; returns whether it could be read to its end. */
  private boolean read(String table, List<String> needed, Rows rows) {
    String path = path(table);
    Optional<BagFile> file = tree.get(path);
    if (file.isEmpty()) {
      log.fault(Kind.MISSING, path, "a bundle of this program has it");
      return false;
    }
    if (!file.get().isReadable()) {
      return false;
    }
    try (CsvCells cells = new CsvCells(file.get().open(), ID, RecordStream.LONGEST)) {
      List<String> header = new ArrayList<>(cells.next());
      if (!header.containsAll(needed)) {
        log.fault(Kind.MALFORMED, path, "has no column " + String.join(" or ", needed));
        return false;
      }
      for (List<String> row = cells.next(); !row.isEmpty(); row = cells.next()) {
        if (cells.isMalformed() || row.size() != header.size()) {
          log.fault(
              Kind.MALFORMED, path, "row " + cells.row() + " has not the cells of the header");
        } else {
          row(new Row(path, cells.row(), header, row), rows);
        }
      }
      return true;
    } catch (IOException e) {
      log.fault(Kind.DAMAGED, path, "cannot be read");
      return false;
    }
  }

  private void row(Row row, Rows rows) {
    String id = String.valueOf(row.cell(ID));
    RecordFacts record = record(id);
    if (record == null) {
      contradict(row, "names the execution '" + id + "', which is not in records.jsonl");
    } else {
      rows.row(row, record);
    }
  }

  /** Finds a record by its cell, which may have been defused by an apostrophe (--csv-safe). */
  private @Nullable RecordFacts record(String cell) {
    RecordFacts exact = byCell.get(cell);
    if (!cell.startsWith("'") || (exact != null && !defused)) {
      return exact;
    }
    RecordFacts bare = byCell.get(cell.substring(1));
    return bare == null ? exact : bare;
  }

  /**
   * Returns whether some ids have an apostrophe that is not theirs: where ids begin with one, a
   * cell alone does not tell.
   */
  private boolean isDefused() {
    if (byCell.keySet().stream().noneMatch(id -> id.startsWith("'"))) {
      return false;
    }
    Set<String> ids = new HashSet<>();
    Optional<BagFile> file = tree.get(path("executions"));
    if (file.isPresent() && file.get().isReadable()) {
      try (CsvCells cells = new CsvCells(file.get().open(), ID, RecordStream.LONGEST)) {
        int column = cells.next().indexOf(ID);
        for (List<String> row = cells.next(); !row.isEmpty(); row = cells.next()) {
          ids.add(column < 0 || column >= row.size() ? "" : row.get(column));
        }
      } catch (IOException e) {
        // Told when the table is read for good.
        return false;
      }
    }
    return !byCell.keySet().containsAll(ids);
  }

  private void execution(Row row, RecordFacts record) {
    if (!record.markTable()) {
      contradict(row, "names " + record.id() + " once more");
      return;
    }
    for (int field = 0; field < RecordFacts.HEAD_FIELDS.size(); field++) {
      String name = RecordFacts.HEAD_FIELDS.get(field);
      String cell = row.cell(name);
      if (cell != null && !record.isHead(field, cell)) {
        contradict(row, name + " of " + record.id() + " is not that of records.jsonl");
      }
    }
    count(row, "item_count", record, record.items());
    count(row, "output_count", record, record.outputs());
  }

  private void count(Row row, String column, RecordFacts record, long expected) {
    String cell = row.cell(column);
    if (cell != null && !cell.equals(Long.toString(expected))) {
      contradict(
          row, column + " of " + record.id() + " is " + cell + ", records.jsonl has " + expected);
    }
  }

  private void item(Row row, RecordFacts record) {
    String number = String.valueOf(row.cell(NUMBER));
    int item = number.matches("\\d{1,18}") ? record.find(Long.parseLong(number)) : -1;
    String name = record.id() + " item " + number;
    if (item < 0) {
      contradict(row, "names " + name + ", which is not in records.jsonl");
      return;
    }
    if (!record.markRow(item)) {
      contradict(row, "names " + name + " once more");
      return;
    }
    for (int field = 0; field < RecordFacts.ITEM_FIELDS.size(); field++) {
      String column = RecordFacts.ITEM_FIELDS.get(field);
      String cell = row.cell(column);
      if (cell != null && !record.isItem(item, field, cell)) {
        contradict(row, column + " of " + name + " is not that of records.jsonl");
      }
    }
  }

  private void output(Row row, RecordFacts record) {
    String path = row.cell("media_path");
    if (path == null || path.isEmpty()) {
      return;
    }
    if (!record.hasMedium(path)) {
      contradict(row, "media_path '" + path + "' is of no item of " + record.id());
    }
  }

  private void contradict(Row row, String what) {
    log.fault(Kind.CONTRADICTION, row.path(), "row " + row.number() + ": " + what);
  }
}
