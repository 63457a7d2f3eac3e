package org.researchtracker.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * One connection to the index file: its tables, its settings and its transactions. Not thread-safe.
 *
 * <p>Write-ahead logging lets readers go on while a writer is at work, and a process that is killed
 * leaves nothing that the next one has to repair.
 */
final class IndexStore implements AutoCloseable {
  /** Counts up whenever a table, a packed form or the meaning of either changes. */
  static final int SCHEMA_VERSION = 4;

  /** Marks an SQLite file as this program's ("TRKI"). */
  private static final int APPLICATION_ID = 0x54524b49;

  private static final String[] TABLES = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE file(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      key TEXT NOT NULL,
      compressed INTEGER NOT NULL,
      length INTEGER NOT NULL,
      blocks BLOB NOT NULL,
      position INTEGER NOT NULL,
      lines INTEGER NOT NULL,
      complete INTEGER NOT NULL,
      same_as INTEGER)
    """,
    """
    CREATE TABLE execution(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      execution_id BLOB NOT NULL UNIQUE,
      started INTEGER,
      summary BLOB NOT NULL,
      lines BLOB NOT NULL)
    """,
    "CREATE INDEX execution_started ON execution(started DESC, execution_id)",
    """
    CREATE TABLE problem(
      id INTEGER PRIMARY KEY,
      file INTEGER NOT NULL,
      offset INTEGER NOT NULL,
      line INTEGER NOT NULL,
      length INTEGER NOT NULL,
      kind TEXT NOT NULL,
      reason TEXT NOT NULL)
    """,
    "CREATE INDEX problem_kind ON problem(kind)",
    "CREATE TABLE text_block(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, offset INTEGER NOT NULL, data BLOB NOT NULL)",
    "CREATE UNIQUE INDEX text_block_place ON text_block(file, offset)",
    "CREATE TABLE departed(path TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
  };

  /** SQL that changes something. */
  interface SqlChange {
    void run() throws SQLException;
  }

  /** SQL that may fail. */
  interface SqlWork<T> {
    T run() throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private IndexStore(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the file, which may be empty or missing.
   *
   * @throws SQLException if it cannot be opened or is no database
   * @throws IOException if its folder cannot be made
   */
  static IndexStore open(Path file) throws SQLException, IOException {
    createPrivately(file);
    java.util.Properties properties = new java.util.Properties();
    properties.setProperty("busy_timeout", "10000");
    // Otherwise every INSERT is followed by a query for the row number, which nobody asks for.
    properties.setProperty("jdbc.get_generated_keys", "false");
    Connection connection = connect(file.toAbsolutePath().toString(), properties);
    IndexStore store = new IndexStore(file, connection);
    try {
      store.execute("PRAGMA page_size=16384");
      store.execute("PRAGMA journal_mode=WAL");
      store.execute("PRAGMA synchronous=NORMAL");
      store.execute("PRAGMA cache_size=-16384");
      store.execute("PRAGMA temp_store=MEMORY");
      return store;
    } catch (SQLException e) {
      store.close();
      throw e;
    }
  }

  /** Not through JDBC's own list of drivers, which takes longer to set up than SQLite. */
  private static Connection connect(String file, java.util.Properties properties)
      throws SQLException {
    return new JDBC4Connection("jdbc:sqlite:" + file, file, properties);
  }

  /**
   * Loads SQLite and what reads and writes through it: what a first connection would load, on
   * whatever thread asks for it.
   */
  static void warmUp() throws SQLException {
    try (Connection connection = connect(":memory:", new java.util.Properties());
        PreparedStatement select = connection.prepareStatement("SELECT ?");
        Statement plain = connection.createStatement()) {
      select.setLong(1, 1);
      plain.execute("PRAGMA user_version");
      try (ResultSet row = select.executeQuery()) {
        row.next();
        row.getLong(1);
      }
    }
  }

  /** Text of logs lies in compressed parts of the index, so nobody else may read it. */
  private static void createPrivately(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (folder != null && !Files.isDirectory(folder)) {
      if (posix) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(folder);
      }
    }
    if (posix && !Files.exists(file)) {
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another process made it in between, in the same way.
      }
    }
  }

  /** What a file turned out to be. */
  enum State {
    /** No table yet. */
    EMPTY,
    /** An index of this version. */
    CURRENT,
    /** An index of another version. */
    OTHER_VERSION,
    /** A database of another program. */
    FOREIGN
  }

  State state() throws SQLException {
    long application = longOf("PRAGMA application_id");
    long version = longOf("PRAGMA user_version");
    if (application == APPLICATION_ID) {
      return version == SCHEMA_VERSION ? State.CURRENT : State.OTHER_VERSION;
    }
    return longOf("SELECT count(*) FROM sqlite_master") == 0 ? State.EMPTY : State.FOREIGN;
  }

  /** Drops whatever tables there are and makes them anew, inside the transaction under way. */
  void recreateTables() throws SQLException {
    java.util.List<String> drops = new java.util.ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE 'CREATE VIRTUAL%'"
                    + " UNION ALL SELECT name FROM sqlite_master WHERE type='table'"
                    + " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'content~_%' ESCAPE '~'"
                    + " AND sql NOT LIKE 'CREATE VIRTUAL%'")) {
      while (tables.next()) {
        drops.add(tables.getString(1));
      }
    }
    for (String table : drops) {
      execute("DROP TABLE IF EXISTS \"" + table.replace("\"", "\"\"") + "\"");
    }
    for (String table : TABLES) {
      execute(table);
    }
    execute("PRAGMA application_id=" + APPLICATION_ID);
    execute("PRAGMA user_version=" + SCHEMA_VERSION);
  }

  /** Makes a damaged file an empty one; the caller holds the lock against other writers. */
  static void truncate(Path file) throws IOException {
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  Path file() {
    return file;
  }

  /** Returns a statement for this text, which is kept for the next time. */
  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long longOf(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Runs the work as one transaction that writes. */
  void write(SqlChange work) throws SQLException {
    execute("BEGIN IMMEDIATE");
    try {
      work.run();
      execute("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      rollback(e);
      throw e;
    }
  }

  /** Gives up the transaction under way. */
  void rollback(Throwable reason) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite rolls back by itself after some failures; then there is nothing left to do.
      reason.addSuppressed(e);
    }
  }

  Optional<String> meta(String key) throws SQLException {
    PreparedStatement select = prepare("SELECT value FROM meta WHERE key=?");
    select.setString(1, key);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  void setMeta(String key, String value) throws SQLException {
    PreparedStatement insert = prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
    insert.setString(1, key);
    insert.setString(2, value);
    insert.executeUpdate();
  }

  /** Returns whether the failure says that the file holds no sound database. */
  static boolean isDamage(SQLException e) {
    int code = code(e);
    String message = String.valueOf(e.getMessage());
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || message.contains("malformed")
        || message.contains("no such table")
        || message.contains("SQLITE_IOERR_SHORT_READ");
  }

  /** Returns whether the failure says that the file cannot be written or locked where it lies. */
  static boolean isPlace(SQLException e) {
    int code = code(e);
    return code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PERM.code
        || code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_PROTOCOL.code
        || code == SQLiteErrorCode.SQLITE_NOLFS.code
        || code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_FULL.code;
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode().code & 0xff
        : e.getErrorCode() & 0xff;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was being written: whatever was committed is on disk or in the write-ahead log.
    }
  }
}
