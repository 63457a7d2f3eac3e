package org.researchtracker.index;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.ContentDigest;
import org.researchtracker.log.LineProblem;
import org.researchtracker.log.LogScanner;
import org.researchtracker.log.ParsedItem;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.ProblemKind;
import org.researchtracker.log.ScannedLine;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;
import org.researchtracker.model.Timestamps;

/**
 * Takes the lines of one log into the index. Lines are gathered by execution and written together;
 * each time that happens the position reached is written in the same transaction. Not thread-safe.
 */
final class Intake implements LogScanner.Sink {
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
  private final ZoneId zone;
  private final ContentDigest digest;
  private final @Nullable TextBlocks blocks;
  private final Checkpoint checkpoint;
  private final IndexProgress progress;
  private final Map<String, ExecutionLines> gathered = new LinkedHashMap<>();
  private int gatheredItems;
  private int writtenItems;
  private long number;

  Intake(
      IndexStore store,
      ExecutionTable executions,
      LogRow row,
      ZoneId zone,
      ContentDigest digest,
      @Nullable TextBlocks blocks,
      IndexProgress progress,
      Checkpoint checkpoint) {
    this.store = store;
    this.executions = executions;
    this.row = row;
    this.zone = zone;
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
  public void line(ScannedLine line, long number) throws IOException {
    this.number = number;
    try {
      for (LineProblem problem : line.problems()) {
        problem(line.offset(), number, line.length(), problem);
      }
      if (line.parsed().isPresent()) {
        take(line, line.parsed().get());
      }
    } catch (SQLException e) {
      throw new SqlInScanException(e);
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

  private void take(ScannedLine line, ParsedLine parsed) throws SQLException {
    ExecutionLines lines =
        gathered.computeIfAbsent(parsed.executionId(), id -> new ExecutionLines());
    LineRef ref =
        new LineRef(row.id, line.offset(), line.length(), line.checksum(), line.isOversized());
    if (parsed.kind() != ParsedLine.Kind.ITEM) {
      lines.heads().add(headLine(line, ref, parsed));
      gatheredItems++;
    }
    for (int i = 0; i < parsed.items().size(); i++) {
      int place =
          parsed.kind() == ParsedLine.Kind.ITEM ? Occurrence.WHOLE_LINE : parsed.places().get(i);
      lines.items().add(occurrence(line, ref, place, parsed.items().get(i)));
      gatheredItems++;
    }
  }

  private HeadLine headLine(ScannedLine line, LineRef ref, ParsedLine parsed) throws SQLException {
    Instant rank = null;
    boolean zoneless = false;
    for (String name : List.of("timestamp", "logged_at")) {
      Optional<String> text = parsed.head().string(name);
      Optional<Timestamps.Parsed> time = Timestamps.parse(text.orElse(null), zone);
      if (time.isPresent()) {
        rank = time.get().instant();
        zoneless |= !time.get().zoned();
      } else if (text.isPresent()) {
        unreadableTime(line, name, text.get());
      }
    }
    return new HeadLine(ref, rank, parsed.head(), !parsed.extra().isEmpty(), zoneless);
  }

  private void unreadableTime(ScannedLine line, String name, String text) throws SQLException {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    String reason = name + " cannot be read: " + shown;
    problem(
        line.offset(), number, line.length(), new LineProblem(ProblemKind.UNREADABLE_TIME, reason));
  }

  private Occurrence occurrence(ScannedLine line, LineRef ref, int place, ParsedItem item)
      throws SQLException {
    Occurrence occurrence = new Occurrence();
    occurrence.line = ref;
    occurrence.place = place;
    occurrence.sequenceNumber = item.sequenceNumber();
    occurrence.itemType = item.itemType();
    occurrence.stage = item.stage();
    occurrence.outputConfigIndex = item.outputConfigIndex();
    MediaType media = item.mediaType();
    occurrence.mediaType = media == null ? null : media.name();
    occurrence.configUsed = item.configUsed();
    occurrence.modelUsed = item.modelUsed();
    occurrence.hasContent = item.hasContent();
    occurrence.hasFilePath = item.hasFilePath();
    occurrence.head = item.head();
    Optional<Timestamps.Parsed> time = Timestamps.parse(item.timestamp(), zone);
    if (time.isPresent()) {
      occurrence.time = time.get().instant();
      occurrence.zoneless = !time.get().zoned();
    } else if (item.timestamp() != null) {
      unreadableTime(line, "timestamp", item.timestamp());
    }
    if (item.itemType().isBlock()) {
      occurrence.blockReason =
          ExecutionItem.reason(item.metadata())
              .or(() -> Optional.ofNullable(item.content()))
              .orElse(null);
    } else if (item.itemType().equals(ItemType.PIPELINE_START)) {
      occurrence.startHead = startHead(item.metadata());
    }
    return occurrence;
  }

  /** The head fields that a pipeline's start gives in its metadata. */
  private static JsonObject startHead(JsonObject metadata) {
    JsonObject.Builder head = JsonObject.builder();
    for (String name : ExecutionHead.FIELDS) {
      metadata
          .value(name)
          .filter(value -> ExecutionHead.misfit(name, value).isEmpty())
          .ifPresent(value -> head.put(name, value));
    }
    return head.build();
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
