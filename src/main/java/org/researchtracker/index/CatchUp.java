package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.researchtracker.log.LogFile;
import org.researchtracker.log.LogTree;
import org.researchtracker.model.TrackerException;

/**
 * Brings an index up to date with its logs, one process at a time, over again where they change
 * meanwhile or where the index turns out to be of no use. Not thread-safe.
 */
final class CatchUp implements AutoCloseable {
  /** How often something is tried that the logs or the index's file may come between. */
  static final int ATTEMPTS = 4;

  private static final int MOST_PARSERS = 4;
  private static final long WORTH_PARSERS = 4 << 20;

  private final OpenIndex index;
  private final IndexSettings settings;
  private final IndexEvents events;
  private @Nullable ExecutorService parsers;

  CatchUp(OpenIndex index, IndexSettings settings, IndexEvents events) {
    this.index = index;
    this.settings = settings;
    this.events = events;
  }

  /**
   * Catches up.
   *
   * @param everything whether to look at the whole text of the logs, not just at what was appended
   */
  void run(boolean everything) {
    boolean thorough = everything;
    for (int attempt = 1; ; attempt++) {
      try {
        once(thorough);
        return;
      } catch (StaleIndexException e) {
        thorough = true;
        index.texts().forget();
        if (attempt >= ATTEMPTS) {
          throw TrackerException.failed(
              "the logs change faster than they can be read: " + e.getMessage(),
              "run the command again");
        }
        if (attempt == ATTEMPTS - 1) {
          makeAnew();
        }
      } catch (SQLException e) {
        if (attempt >= ATTEMPTS) {
          throw OpenIndex.failure(e);
        }
        index.recover(e);
      } catch (UnusablePlaceException e) {
        index.leave(e);
      } catch (IOException e) {
        throw OpenIndex.failure(e);
      }
    }
  }

  /** Whatever is wrong with an index that contradicts the logs again and again, nobody is stuck. */
  private void makeAnew() {
    events.notice("the index " + index.file() + " contradicts the logs; it is made anew from them");
    try (RefreshLock lock = index.lock()) {
      index.recreate(lock);
    } catch (IOException | SQLException e) {
      throw OpenIndex.failure(e);
    }
  }

  private void once(boolean thorough) throws SQLException, IOException, StaleIndexException {
    LogTree.Found found = walk();
    if (!thorough && index.isMade() && index.purpose().isCurrent(found)) {
      return;
    }
    try (RefreshLock lock = index.lock()) {
      index.prepare(lock);
      index.purpose().refuseEmptied(walk());
      LogRows logs = LogRows.load(index.store());
      LogTree.Found now = walk();
      new Refresh(
              index.store(), settings, index.texts(), logs, parsers(now, logs), events, thorough)
          .run(now);
    }
    index.texts().forget();
  }

  /** Looks at what logs there are. */
  LogTree.Found walk() {
    try {
      return LogTree.walk(settings.roots());
    } catch (NoSuchFileException e) {
      throw TrackerException.failed(
          "log root " + e.getFile() + " does not exist",
          "name the folder that holds the logs with --logs");
    } catch (IOException e) {
      throw TrackerException.failed(
          "log root " + e.getMessage(),
          "check the folder and its permissions, or name another with --logs");
    }
  }

  private Executor parsers(LogTree.Found found, LogRows logs) {
    long bytes = 0;
    for (LogFile file : found.files()) {
      bytes += logs.unread(file);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors < 2 || bytes < WORTH_PARSERS) {
      return Runnable::run;
    }
    if (parsers == null) {
      parsers =
          Executors.newFixedThreadPool(
              Math.min(processors, MOST_PARSERS),
              work -> {
                Thread thread = new Thread(work, "tracker-parser");
                thread.setDaemon(true);
                return thread;
              });
    }
    return parsers;
  }

  @Override
  public void close() {
    if (parsers != null) {
      parsers.shutdownNow();
      parsers = null;
    }
  }
}
