package org.researchtracker.index;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.ContentDigest;
import org.researchtracker.log.LineProblem;
import org.researchtracker.log.LogScanner;

/**
 * Takes the lines of one log into the index. Lines are gathered by execution and written together;
 * each time that happens the position reached is written in the same transaction. Not thread-safe.
 */
final class Intake implements LogScanner.Sink<LineFacts> {
  /**
   * Items that are gathered before they are written: few, because what lives long is dear to
   * collect around.
   */
  private static final int GATHERED = 4_000;

  /** Items that are written before they are committed. */
  private static final int COMMITTED = 150_000;

  /** Is called when enough was gathered, to commit what there is and begin anew. */
  interface Checkpoint {
    void run() throws SQLException, StaleIndexException;
  }

  private final IndexStore store;
  private final ExecutionTable executions;
  private final LogRow row;
  private final ContentDigest digest;
  private final @Nullable TextBlocks blocks;
  private final Checkpoint checkpoint;
  private final IndexProgress progress;
  private final Map<String, ExecutionLines> gathered = new LinkedHashMap<>();
  private int gatheredItems;
  private int writtenItems;

  Intake(
      IndexStore store,
      ExecutionTable executions,
      LogRow row,
      ContentDigest digest,
      @Nullable TextBlocks blocks,
      IndexProgress progress,
      Checkpoint checkpoint) {
    this.store = store;
    this.executions = executions;
    this.row = row;
    this.digest = digest;
    this.blocks = blocks;
    this.progress = progress;
    this.checkpoint = checkpoint;
  }

  @Override
  public void text(byte[] bytes, int length) throws IOException {
    digest.update(bytes, 0, length);
    progress.advance(length);
    if (blocks != null) {
      try {
        blocks.add(bytes, length);
      } catch (SQLException e) {
        throw new SqlInScanException(e);
      }
    }
  }

  @Override
  public void line(LineFacts facts, long number) throws IOException {
    try {
      for (LineProblem problem : facts.problems()) {
        problem(facts.line().offset(), number, facts.line().length(), problem);
      }
    } catch (SQLException e) {
      throw new SqlInScanException(e);
    }
    String executionId = facts.executionId();
    if (executionId != null) {
      take(executionId, facts);
    }
  }

  @Override
  public void reached(long position, long lines) throws IOException {
    row.position = position;
    row.lines = lines;
    // A compressed log cannot be read on from a position, so it is taken whole or not at all.
    if (gatheredItems >= GATHERED) {
      try {
        writtenItems += gatheredItems;
        write();
        if (blocks == null && writtenItems >= COMMITTED) {
          writtenItems = 0;
          checkpoint.run();
        }
      } catch (SQLException e) {
        throw new SqlInScanException(e);
      } catch (StaleIndexException e) {
        throw new StaleInScanException(e);
      }
    }
  }

  /** Writes what was gathered. */
  void write() throws SQLException, StaleIndexException {
    if (blocks != null) {
      blocks.flush();
    }
    executions.add(gathered);
    gathered.clear();
    gatheredItems = 0;
    row.length = digest.length();
    row.blocks = digest.toBytes();
  }

  void problem(long offset, long line, long length, LineProblem problem) throws SQLException {
    PreparedStatement insert =
        store.prepare(
            "INSERT INTO problem(file, offset, line, length, kind, reason) VALUES(?, ?, ?, ?, ?, ?)");
    insert.setLong(1, row.id);
    insert.setLong(2, offset);
    insert.setLong(3, line);
    insert.setLong(4, length);
    insert.setString(5, problem.kind().name());
    insert.setBytes(6, Wtf8.encode(problem.reason()));
    insert.executeUpdate();
  }

  private void take(String executionId, LineFacts facts) {
    ExecutionLines lines = gathered.computeIfAbsent(executionId, id -> new ExecutionLines());
    HeadLine head = facts.head();
    if (head != null) {
      lines.heads().add(head);
      gatheredItems++;
    }
    lines.items().addAll(facts.items());
    gatheredItems += facts.items().size();
  }

  /** Carries a database failure through a scan, which knows only failures of input. */
  static final class SqlInScanException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SQLException failure;

    SqlInScanException(SQLException failure) {
      super(failure);
      this.failure = failure;
    }

    SQLException failure() {
      return failure;
    }
  }

  /** Carries a line that is no longer what was indexed through a scan. */
  static final class StaleInScanException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient StaleIndexException stale;

    StaleInScanException(StaleIndexException stale) {
      super(stale);
      this.stale = stale;
    }

    StaleIndexException stale() {
      return stale;
    }
  }
}
