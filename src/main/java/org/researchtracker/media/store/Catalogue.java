package org.researchtracker.media.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Step;
import org.researchtracker.media.store.CatalogueEntry.Failure;
import org.researchtracker.media.store.CatalogueEntry.Kept;
import org.researchtracker.model.TrackerException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The catalogue's SQLite file. What {@link #write} has done is on disk when it returns. Safe for
 * use by several threads, one at a time; several processes wait for each other.
 *
 * <p>The journal is truncated and not write-ahead: so a reader creates no file beside it, and a
 * store on a read-only disk can be read.
 */
final class Catalogue implements AutoCloseable {
  static final int VERSION = 2;

  /** The first version, which did not know of which bytes others were made. */
  private static final int FIRST = 1;

  private static final int COLUMNS_OF_FIRST = 14;

  /** Marks an SQLite file as a catalogue of this program ("TRKM"). */
  private static final int APPLICATION_ID = 0x54524b4d;

  private static final String APPLICATION = "PRAGMA application_id";

  private static final String[] TABLES = {
    """
    CREATE TABLE entry(
      key BLOB PRIMARY KEY,
      execution_id TEXT NOT NULL,
      sequence_number INTEGER NOT NULL,
      sha256 TEXT,
      size INTEGER,
      step TEXT,
      address TEXT,
      name TEXT,
      time INTEGER,
      reason TEXT,
      detail TEXT,
      failed_step TEXT,
      failed_address TEXT,
      failed_time INTEGER,
      original_sha512 TEXT) WITHOUT ROWID
    """,
    "CREATE INDEX entry_sha256 ON entry(sha256)",
  };

  /** Work on the database. */
  interface Work<T, E extends Exception> {
    T run() throws SQLException, E;
  }

  private final Connection connection;
  private final ContentFolder content;

  private Catalogue(Connection connection, ContentFolder content) {
    this.connection = connection;
    this.content = content;
  }

  /** Opens the file, which must exist but may be empty, to write entries. */
  static Catalogue open(Path file, ContentFolder content) throws SQLException {
    return open(
        file,
        content,
        true,
        catalogue -> {
          catalogue.execute("PRAGMA journal_mode=TRUNCATE");
          catalogue.execute("PRAGMA synchronous=FULL");
          catalogue.makeTables();
          catalogue.bringUpToDate();
        });
  }

  /** Opens the file for reading; nothing is created. */
  static Catalogue openToRead(Path file, ContentFolder content) throws SQLException {
    // What a writer that was killed has left half done must be taken back before it can be read.
    return open(file, content, Files.isWritable(file), catalogue -> {});
  }

  private interface Preparation {
    void of(Catalogue catalogue) throws SQLException;
  }

  private static Catalogue open(
      Path file, ContentFolder content, boolean writable, Preparation preparation)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(30_000);
    config.setReadOnly(!writable);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    Properties properties = config.toProperties();
    properties.setProperty("jdbc.get_generated_keys", "false");
    Connection connection =
        JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
    Catalogue catalogue = new Catalogue(connection, content);
    boolean usable = false;
    try {
      preparation.of(catalogue);
      catalogue.checkVersion();
      usable = true;
      return catalogue;
    } finally {
      if (!usable) {
        catalogue.close();
      }
    }
  }

  private void makeTables() throws SQLException {
    if (longOf("PRAGMA user_version") != 0) {
      return;
    }
    write(
        () -> {
          // Asked again under the lock: another process may have been faster.
          if (longOf("SELECT count(*) FROM sqlite_master") == 0) {
            for (String table : TABLES) {
              execute(table);
            }
            execute("PRAGMA application_id=" + APPLICATION_ID);
            execute("PRAGMA user_version=" + VERSION);
          }
          return VERSION;
        });
  }

  private void bringUpToDate() throws SQLException {
    if (longOf("PRAGMA user_version") != FIRST || longOf(APPLICATION) != APPLICATION_ID) {
      return;
    }
    write(
        () -> {
          if (longOf("PRAGMA user_version") == FIRST) {
            execute("ALTER TABLE entry ADD COLUMN original_sha512 TEXT");
            execute("PRAGMA user_version=" + VERSION);
          }
          return VERSION;
        });
  }

  private void checkVersion() throws SQLException {
    long application = longOf(APPLICATION);
    long version = longOf("PRAGMA user_version");
    if (application != APPLICATION_ID) {
      throw new SQLException("it is no catalogue of media");
    }
    if (version != VERSION && version != FIRST) {
      throw TrackerException.failed(
          "the media store is of version "
              + version
              + ", and this program knows version "
              + VERSION,
          "use a newer tracker, or name another store with --store DIR");
    }
  }

  /** A question to the database. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /** Answers a question. */
  synchronized <T> T ask(Question<T> question) throws SQLException {
    return question.ask(connection);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long longOf(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Runs work while nobody else writes; all of it counts, or nothing. */
  synchronized <T, E extends Exception> T write(Work<T, E> work) throws SQLException, E {
    execute("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      T result = work.run();
      execute("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  private void rollback() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite rolls back by itself after some failures; then there is nothing left to do.
    }
  }

  /** Puts down where an item's bytes are; an earlier failure is over. */
  synchronized void keep(EntryKey key, String executionId, long number, Kept kept)
      throws SQLException {
    String sql =
        """
        INSERT INTO entry(key, execution_id, sequence_number, sha256, size, step, address, name,
          time, original_sha512) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET sha256=excluded.sha256, size=excluded.size,
          step=excluded.step, address=excluded.address, name=excluded.name, time=excluded.time,
          original_sha512=excluded.original_sha512, reason=NULL, detail=NULL, failed_step=NULL, failed_address=NULL, failed_time=NULL
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      identify(insert, key, executionId, number);
      Origin origin = kept.origin();
      insert.setString(4, kept.medium().sha256());
      insert.setLong(5, kept.medium().size());
      insert.setString(6, origin.step().wireName());
      insert.setString(7, origin.address());
      insert.setString(8, origin.name());
      insert.setLong(9, origin.time().toEpochMilli());
      insert.setString(10, kept.originalSha512().orElse(null));
      insert.executeUpdate();
    }
  }

  /** Puts down why an item's bytes could not be brought; those that are there stay. */
  synchronized void fail(EntryKey key, String executionId, long number, Failure failure)
      throws SQLException {
    String sql =
        """
        INSERT INTO entry(key, execution_id, sequence_number, reason, detail, failed_step,
          failed_address, failed_time) VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET reason=excluded.reason, detail=excluded.detail,
          failed_step=excluded.failed_step, failed_address=excluded.failed_address,
          failed_time=excluded.failed_time
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      identify(insert, key, executionId, number);
      insert.setString(4, failure.reason().wireName());
      insert.setString(5, failure.detail());
      insert.setString(6, failure.origin().step().wireName());
      insert.setString(7, failure.origin().address());
      insert.setLong(8, failure.origin().time().toEpochMilli());
      insert.executeUpdate();
    }
  }

  /** Removes an entry; the bytes that it names stay. */
  synchronized void forget(EntryKey key) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM entry WHERE key=?")) {
      delete.setBytes(1, key.bytes());
      delete.executeUpdate();
    }
  }

  private static void identify(
      PreparedStatement insert, EntryKey key, String executionId, long number) throws SQLException {
    insert.setBytes(1, key.bytes());
    insert.setString(2, executionId);
    insert.setLong(3, number);
  }

  /** Returns the entry, if there is one. */
  synchronized Optional<CatalogueEntry> entry(EntryKey key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM entry WHERE key=?")) {
      select.setBytes(1, key.bytes());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private CatalogueEntry read(ResultSet row) throws SQLException {
    String sha256 = row.getString("sha256");
    String reason = row.getString("reason");
    return new CatalogueEntry(
        row.getString("execution_id"),
        row.getLong("sequence_number"),
        sha256 == null
            ? Optional.empty()
            : Optional.of(
                new Kept(
                    new StoredMedium(sha256, row.getLong("size"), content.place(sha256)),
                    new Origin(
                        step(row.getString("step")),
                        text(row.getString("address")),
                        text(row.getString("name")),
                        Instant.ofEpochMilli(row.getLong("time"))),
                    original(row))),
        reason == null
            ? Optional.empty()
            : Optional.of(
                new Failure(
                    MissingReason.ofWireName(reason).orElse(MissingReason.NOT_FETCHED),
                    text(row.getString("detail")),
                    new Origin(
                        step(row.getString("failed_step")),
                        text(row.getString("failed_address")),
                        "",
                        Instant.ofEpochMilli(row.getLong("failed_time"))))));
  }

  private static Optional<String> original(ResultSet row) throws SQLException {
    // A catalogue of the first version, which is only read, stays as it is.
    boolean known = row.getMetaData().getColumnCount() > COLUMNS_OF_FIRST;
    return known ? Optional.ofNullable(row.getString("original_sha512")) : Optional.empty();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Step step(@Nullable String name) {
    return Step.ofWireName(text(name)).orElse(Step.WEB);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Whatever was committed is on disk.
    }
  }
}
