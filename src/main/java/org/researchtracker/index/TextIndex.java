package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.TextQuery;

/**
 * Tells which executions may hold the words of a search: an FTS5 table with one row for each
 * execution, whose terms are those of {@link TextQuery#termsOf}. It is made on the first search;
 * from then on changes are noted and caught up with by the next one, so that nobody pays for it who
 * does not search. It only narrows down: the words themselves are looked for in the texts.
 */
final class TextIndex {
  private static final int BATCH = 500;

  /** So many executions can be looked at one by one in no time. */
  private static final int FEW = 200;

  /** Gives the contents of an execution's items. */
  interface Contents {
    List<String> of(long execution) throws SQLException;
  }

  private final IndexStore store;

  TextIndex(IndexStore store) {
    this.store = store;
  }

  static boolean exists(IndexStore store) throws SQLException {
    return store.longOf("SELECT count(*) FROM sqlite_master WHERE name='content'") > 0;
  }

  /** Notes, inside the transaction under way, that an execution has changed, come or gone. */
  static void noteChange(IndexStore store, long execution) throws SQLException {
    PreparedStatement insert =
        store.prepare("INSERT OR IGNORE INTO content_stale(execution) VALUES(?)");
    insert.setLong(1, execution);
    insert.executeUpdate();
  }

  /** Makes the table if there is none, all executions to be caught up with. */
  void create() throws SQLException {
    store.write(
        () -> {
          if (!exists(store)) {
            // No positions and no text: only which rows hold a term is asked. The terms were folded
            // before, and to
            // this tokenizer every letter beyond ASCII is part of one.
            store.execute(
                "CREATE VIRTUAL TABLE content USING fts5(terms, content='', contentless_delete=1, detail=none,"
                    + " tokenize='ascii')");
            store.execute(
                "CREATE TABLE IF NOT EXISTS content_stale(execution INTEGER PRIMARY KEY)");
            store.execute("INSERT OR IGNORE INTO content_stale SELECT id FROM execution");
          }
        });
  }

  boolean isCurrent() throws SQLException {
    return exists(store)
        && store.longOf("SELECT count(*) FROM (SELECT 1 FROM content_stale LIMIT 1)") == 0;
  }

  /** Returns whether looking at all that it does not know would take longer than catching up. */
  boolean isFarBehind() throws SQLException {
    return !exists(store)
        || store.longOf(
                "SELECT count(*) FROM (SELECT 1 FROM content_stale LIMIT " + (FEW + 1) + ")")
            > FEW;
  }

  /** Returns the executions that hold all terms, and those of which that is not known. */
  Set<Long> candidatesAndStale(Set<String> terms) throws SQLException {
    Set<Long> executions = candidates(terms);
    try (ResultSet rows = store.prepare("SELECT execution FROM content_stale").executeQuery()) {
      while (rows.next()) {
        executions.add(rows.getLong(1));
      }
    }
    return executions;
  }

  /** Takes up what has changed since, a batch to a transaction. */
  void catchUp(Contents contents, IndexEvents events) throws SQLException {
    long total = store.longOf("SELECT count(*) FROM content_stale");
    long done = 0;
    for (List<Long> batch = stale(); !batch.isEmpty(); batch = stale()) {
      List<Long> executions = batch;
      store.write(
          () -> {
            for (long execution : executions) {
              replace(execution, contents.of(execution));
            }
          });
      done += batch.size();
      events.progress(done, total);
    }
  }

  private List<Long> stale() throws SQLException {
    List<Long> executions = new ArrayList<>();
    PreparedStatement select = store.prepare("SELECT execution FROM content_stale LIMIT " + BATCH);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        executions.add(rows.getLong(1));
      }
    }
    return executions;
  }

  private void replace(long execution, List<String> contents) throws SQLException {
    PreparedStatement delete = store.prepare("DELETE FROM content WHERE rowid=?");
    delete.setLong(1, execution);
    delete.executeUpdate();
    Set<String> terms = new java.util.LinkedHashSet<>();
    contents.forEach(content -> terms.addAll(TextQuery.termsOf(content)));
    if (!terms.isEmpty()) {
      PreparedStatement insert = store.prepare("INSERT INTO content(rowid, terms) VALUES(?, ?)");
      insert.setLong(1, execution);
      insert.setString(2, String.join(" ", terms));
      insert.executeUpdate();
    }
    PreparedStatement caughtUp = store.prepare("DELETE FROM content_stale WHERE execution=?");
    caughtUp.setLong(1, execution);
    caughtUp.executeUpdate();
  }

  /** Returns the executions that hold all terms, by their row numbers. */
  Set<Long> candidates(Set<String> terms) throws SQLException {
    StringBuilder match = new StringBuilder();
    for (String term : terms) {
      match
          .append(match.isEmpty() ? "" : " AND ")
          .append('"')
          .append(term.replace("\"", "\"\""))
          .append('"');
    }
    Set<Long> executions = new java.util.HashSet<>();
    PreparedStatement select = store.prepare("SELECT rowid FROM content WHERE content MATCH ?");
    select.setString(1, match.toString());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        executions.add(rows.getLong(1));
      }
    }
    return executions;
  }
}
