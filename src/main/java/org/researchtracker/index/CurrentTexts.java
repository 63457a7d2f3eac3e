package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.model.TrackerException;

/**
 * Reads the texts of executions out of the logs; never those of a log that has changed since it was
 * indexed. Not thread-safe.
 */
final class CurrentTexts {
  private final LogIndex index;

  CurrentTexts(LogIndex index) {
    this.index = index;
  }

  /** Reads texts. */
  interface Reading<T> {
    T read(ExecutionEntry entry, RecordReader reader) throws StaleIndexException;
  }

  /**
   * Reads texts; where a log has changed, catches up and tries once more with what the index then
   * says.
   */
  <T> T read(ExecutionEntry entry, Reading<T> reading) {
    try {
      return reading.read(entry, new RecordReader(index.texts()));
    } catch (StaleIndexException first) {
      index.catchUpAfter(first);
      ExecutionEntry current =
          current(entry.executionId())
              .orElseThrow(
                  () ->
                      TrackerException.failed(
                          "execution " + entry.executionId() + " has left the logs meanwhile",
                          "run the command again"));
      try {
        return reading.read(current, new RecordReader(index.texts()));
      } catch (StaleIndexException second) {
        if (second.isMissing()) {
          // Only --keep-missing lets the index answer for a log that is not there.
          throw TrackerException.failed(
              second.getMessage() + ", and execution " + current.executionId() + " is told there",
              "mount or restore it, or leave --keep-missing out");
        }
        throw changesTooFast(second);
      }
    }
  }

  /** What is read of logs. */
  interface LogWork<T> {
    T read() throws StaleIndexException;
  }

  /** Reads logs; where one has changed, catches up and tries once more. */
  <T> T read(LogWork<T> work) {
    try {
      return work.read();
    } catch (StaleIndexException first) {
      index.catchUpAfter(first);
      try {
        return work.read();
      } catch (StaleIndexException second) {
        throw second.isMissing()
            ? TrackerException.failed(
                String.valueOf(second.getMessage()),
                "mount or restore it, or leave --keep-missing out")
            : changesTooFast(second);
      }
    }
  }

  private static TrackerException changesTooFast(StaleIndexException e) {
    return TrackerException.failed(
        "the logs change faster than they can be read: " + e.getMessage(), "run the command again");
  }

  private Optional<ExecutionEntry> current(String executionId) {
    return index.ask(() -> new ExecutionRows(index.store()).byId(executionId));
  }

  /**
   * Returns the contents of the items of an execution, by its row; one that has none is an empty
   * text.
   */
  List<String> contents(long row) throws SQLException {
    PreparedStatement select = index.store().prepare(ExecutionRows.COLUMNS + "WHERE id=?");
    select.setLong(1, row);
    ExecutionEntry entry;
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        return List.of();
      }
      entry = ExecutionRows.entryOf(rows, true);
    }
    List<String> contents = new ArrayList<>();
    try {
      RecordReader reader = new RecordReader(index.texts());
      for (Occurrence item : entry.items()) {
        String content = reader.content(item);
        contents.add(content == null ? "" : content);
      }
    } catch (StaleIndexException e) {
      throw new StaleInTransactionException(e);
    }
    return contents;
  }
}
