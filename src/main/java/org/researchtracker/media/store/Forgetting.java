package org.researchtracker.media.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.store.StoreFinding.Item;
import org.researchtracker.media.store.StoreFinding.Kind;

/** Removes entries; the bytes that they name stay until the next sweep. For one thread. */
final class Forgetting {
  private static final int PAGE = 500;

  private final Catalogue catalogue;
  private final boolean dryRun;
  private final Consumer<StoreFinding> findings;

  Forgetting(Catalogue catalogue, boolean dryRun, Consumer<StoreFinding> findings) {
    this.catalogue = catalogue;
    this.dryRun = dryRun;
    this.findings = findings;
  }

  /** An entry that may go. */
  private record Candidate(EntryKey key, StoreFinding finding) {}

  /**
   * Removes the entries whose items are not among those that are given.
   *
   * @param before entries of this time or later stay: their items may be newer than what was given
   */
  void unlogged(Consumer<Consumer<MediaReference>> logged, Instant before) throws SQLException {
    catalogue.ask(
        connection -> {
          note(connection, logged);
          return true;
        });
    Optional<EntryKey> last = Optional.empty();
    List<Candidate> page = after(last, before);
    while (!page.isEmpty()) {
      if (!dryRun) {
        forget(page);
      }
      page.forEach(candidate -> findings.accept(candidate.finding()));
      last = Optional.of(page.get(page.size() - 1).key());
      page = after(last, before);
    }
  }

  /** Puts the keys down where they need no memory, however many there are. */
  private static void note(Connection connection, Consumer<Consumer<MediaReference>> logged)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE logged(key BLOB PRIMARY KEY) WITHOUT ROWID");
      statement.execute("BEGIN");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT OR IGNORE INTO logged(key) VALUES(?)")) {
        logged.accept(reference -> note(insert, EntryKey.of(reference)));
      } finally {
        statement.execute("COMMIT");
      }
    }
  }

  private static void note(PreparedStatement insert, EntryKey key) {
    try {
      insert.setBytes(1, key.bytes());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a temporary table cannot be written", e);
    }
  }

  private List<Candidate> after(Optional<EntryKey> last, Instant before) throws SQLException {
    return catalogue.ask(
        connection -> {
          List<Candidate> page = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT key, execution_id, sequence_number, sha256, size FROM entry"
                      + " WHERE key>? AND max(coalesce(time, 0), coalesce(failed_time, 0))<?"
                      + " AND key NOT IN (SELECT key FROM logged) ORDER BY key LIMIT ?")) {
            select.setBytes(1, last.map(EntryKey::bytes).orElse(new byte[0]));
            select.setLong(2, before.toEpochMilli());
            select.setInt(3, PAGE);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                Item item = new Item(row.getString(2), row.getLong(3));
                page.add(
                    new Candidate(
                        EntryKey.of(row.getBytes(1)),
                        new StoreFinding(
                            Kind.UNLOGGED,
                            "",
                            Optional.ofNullable(row.getString(4)),
                            row.getLong(5),
                            List.of(item))));
              }
            }
          }
          return page;
        });
  }

  private void forget(List<Candidate> page) throws SQLException {
    catalogue.<Boolean, RuntimeException>write(
        () -> {
          for (Candidate candidate : page) {
            catalogue.forget(candidate.key());
          }
          return true;
        });
  }
}
