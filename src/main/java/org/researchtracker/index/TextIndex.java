package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.researchtracker.model.TextQuery;

/**
 * Tells which items may hold the words of a search: an FTS5 table with one row for each item with
 * content, whose terms are those of {@link TextQuery#termsOf}. It is made on the first search; from
 * then on changes are noted, by execution, and caught up with by the next one, so that nobody pays
 * for it who does not search. Where a word is more than one term it only narrows down, and the word
 * itself is looked for in the texts.
 */
final class TextIndex {
  private static final int BATCH = 500;

  /** So many executions may be read before what is written. */
  private static final int AHEAD = 16;

  /** So many executions can be looked at one by one in no time. */
  private static final int FEW = 200;

  /** How many bits of a row's number tell the item's place in its execution. */
  private static final int PLACE_BITS = 31;

  /**
   * Gives the contents of those items of an execution that stay, in order; one that has none is an
   * empty text.
   */
  interface Contents {
    List<String> of(long execution) throws SQLException;
  }

  private final IndexStore store;

  TextIndex(IndexStore store) {
    this.store = store;
  }

  /** Returns the number of an item's row. */
  static long row(long execution, int place) {
    return execution << PLACE_BITS | place;
  }

  /** Returns the execution whose item a row is. */
  static long executionOf(long row) {
    return row >> PLACE_BITS;
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

  /**
   * Returns the items that hold all terms of a query, and the executions of which that is not
   * known.
   */
  TextCandidates candidates(TextQuery query) throws SQLException {
    Set<Long> unknown = new HashSet<>();
    try (ResultSet rows = store.prepare("SELECT execution FROM content_stale").executeQuery()) {
      while (rows.next()) {
        unknown.add(rows.getLong(1));
      }
    }
    return new TextCandidates(rows(query.terms()), unknown, query.isToldByTerms());
  }

  /**
   * Takes up what has changed since, a batch to a transaction. The texts of many are taken apart on
   * another thread, while this one, which alone may use the connection, reads the next and writes.
   */
  void catchUp(Contents contents, IndexEvents events) throws SQLException {
    long total = store.longOf("SELECT count(*) FROM content_stale");
    if (total <= FEW) {
      catchUp(contents, events, total, Runnable::run);
      return;
    }
    ExecutorService helper =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "tracker-terms");
              thread.setDaemon(true);
              return thread;
            });
    try {
      catchUp(contents, events, total, helper);
    } finally {
      helper.shutdownNow();
    }
  }

  private void catchUp(Contents contents, IndexEvents events, long total, Executor helper)
      throws SQLException {
    long done = 0;
    events.words(done, total);
    for (List<Long> batch = stale(); !batch.isEmpty(); batch = stale()) {
      List<Long> executions = batch;
      store.write(
          () -> {
            Deque<TakenApart> ahead = new ArrayDeque<>();
            for (long execution : executions) {
              List<String> texts = contents.of(execution);
              ahead.add(
                  new TakenApart(
                      execution, CompletableFuture.supplyAsync(() -> terms(texts), helper)));
              if (ahead.size() > AHEAD) {
                replace(ahead.remove());
              }
            }
            while (!ahead.isEmpty()) {
              replace(ahead.remove());
            }
          });
      done += batch.size();
      events.words(done, total);
    }
  }

  /** The terms of an execution's items, when they are there. */
  private record TakenApart(long execution, CompletableFuture<List<String>> terms) {}

  private static List<String> terms(List<String> texts) {
    return texts.stream().map(TextQuery::separatedTermsOf).toList();
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

  private void replace(TakenApart taken) throws SQLException {
    long execution = taken.execution();
    forget(execution);
    PreparedStatement insert = store.prepare("INSERT INTO content(rowid, terms) VALUES(?, ?)");
    List<String> terms = taken.terms().join();
    for (int place = 0; place < terms.size(); place++) {
      if (!terms.get(place).isBlank()) {
        insert.setLong(1, row(execution, place));
        insert.setString(2, terms.get(place));
        insert.executeUpdate();
      }
    }
    PreparedStatement caughtUp = store.prepare("DELETE FROM content_stale WHERE execution=?");
    caughtUp.setLong(1, execution);
    caughtUp.executeUpdate();
  }

  /**
   * Takes away what is known of an execution. Nothing is known of most, and then nothing is
   * deleted: before each deletion FTS5 writes down what it holds in memory. Which rows there are
   * stands in a table of its own (sqlite.org/fts5.html, "The FTS5 docsize table").
   */
  private void forget(long execution) throws SQLException {
    long first = row(execution, 0);
    long last = row(execution + 1, 0) - 1;
    PreparedStatement known =
        store.prepare("SELECT 1 FROM content_docsize WHERE id BETWEEN ? AND ? LIMIT 1");
    known.setLong(1, first);
    known.setLong(2, last);
    try (ResultSet row = known.executeQuery()) {
      if (!row.next()) {
        return;
      }
    }
    PreparedStatement delete = store.prepare("DELETE FROM content WHERE rowid BETWEEN ? AND ?");
    delete.setLong(1, first);
    delete.setLong(2, last);
    delete.executeUpdate();
  }

  private long[] rows(Set<String> terms) throws SQLException {
    StringBuilder match = new StringBuilder();
    for (String term : terms) {
      match
          .append(match.isEmpty() ? "" : " AND ")
          .append('"')
          .append(term.replace("\"", "\"\""))
          .append('"');
    }
    LongStream.Builder found = LongStream.builder();
    PreparedStatement select =
        store.prepare("SELECT rowid FROM content WHERE content MATCH ? ORDER BY rowid");
    select.setString(1, match.toString());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found.build().toArray();
  }
}
