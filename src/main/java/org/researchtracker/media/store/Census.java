package org.researchtracker.media.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.store.StoreFinding.Item;

/** What the catalogue says of the content as a whole. Safe for use by several threads. */
final class Census {
  private final Catalogue catalogue;

  Census(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Content that entries name. */
  record Named(String sha256, long size) {}

  /**
   * The next contents that entries name, in order of their digests, after the one that is given.
   */
  List<Named> namedAfter(String sha256, int most) throws SQLException {
    return catalogue.ask(
        connection -> {
          List<Named> named = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT sha256, max(size) FROM entry WHERE sha256>? GROUP BY sha256"
                      + " ORDER BY sha256 LIMIT ?")) {
            select.setString(1, sha256);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                named.add(new Named(row.getString(1), row.getLong(2)));
              }
            }
          }
          return named;
        });
  }

  /** Whether any entry names this content. */
  boolean names(String sha256) throws SQLException {
    return !items(sha256, 1).isEmpty();
  }

  /** The items whose bytes these are. */
  List<Item> items(String sha256, int most) throws SQLException {
    return catalogue.ask(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT execution_id, sequence_number FROM entry WHERE sha256=?"
                      + " ORDER BY 1, 2 LIMIT ?")) {
            select.setString(1, sha256);
            select.setInt(2, most);
            return items(select);
          }
        });
  }

  static List<Item> items(PreparedStatement select) throws SQLException {
    List<Item> items = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        items.add(new Item(row.getString(1), row.getLong(2)));
      }
    }
    return items;
  }

  /** Whether any entry names any content. */
  boolean namesAny() throws SQLException {
    return catalogue.ask(
        connection ->
            longOf(
                    connection,
                    "SELECT count(*) FROM (SELECT 1 FROM entry WHERE sha256 IS NOT NULL LIMIT 1)")
                > 0);
  }

  /** Returns the first thing that is wrong with the catalogue's file, if anything is. */
  Optional<String> damage() throws SQLException {
    return catalogue.ask(
        connection -> {
          String said = textOf(connection, "PRAGMA quick_check(1)");
          return "ok".equals(said) ? Optional.empty() : Optional.of(String.valueOf(said));
        });
  }

  /** What the catalogue counts; the files are for the caller to fill in. */
  StoreStats stats(StoreStats.Files content, StoreStats.Files partial, StoreStats.Files incoming)
      throws SQLException {
    return catalogue.ask(
        connection ->
            new StoreStats(
                longOf(connection, "SELECT count(*) FROM entry"),
                longOf(connection, "SELECT count(*) FROM entry WHERE sha256 IS NOT NULL"),
                failures(connection),
                content,
                partial,
                incoming,
                time(connection, "SELECT min(time) FROM entry"),
                time(connection, "SELECT max(time) FROM entry")));
  }

  private static Map<MissingReason, Long> failures(Connection connection) throws SQLException {
    Map<MissingReason, Long> failures = new EnumMap<>(MissingReason.class);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT reason, count(*) FROM entry WHERE sha256 IS NULL GROUP BY reason")) {
      while (row.next()) {
        failures.merge(
            MissingReason.ofWireName(String.valueOf(row.getString(1)))
                .orElse(MissingReason.NOT_FETCHED),
            row.getLong(2),
            Long::sum);
      }
    }
    return failures;
  }

  private static Optional<Instant> time(Connection connection, String sql) throws SQLException {
    return Optional.ofNullable(textOf(connection, sql))
        .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
  }

  private static @Nullable String textOf(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static long longOf(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
