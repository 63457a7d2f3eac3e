package org.researchtracker.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;

/** Single lines of a ledger that is only read. Not thread-safe. */
final class OpenLines implements AutoCloseable {
  private final Path file;
  private final @Nullable FileChannel channel;

  private OpenLines(Path file, @Nullable FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens the ledger of an archive; one that is not there has no lines. */
  static OpenLines of(ArchiveFolder folder) {
    Path file = folder.ledger();
    try {
      return new OpenLines(file, FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return new OpenLines(file, null);
    } catch (IOException e) {
      throw Ledger.failure(file, "cannot be read", e);
    }
  }

  private LedgerEvent at(long line) {
    try {
      if (channel == null) {
        throw new NoSuchFileException(file.toString());
      }
      return LedgerLines.at(channel, line);
    } catch (IOException e) {
      throw Ledger.failure(file, "cannot be read", e);
    }
  }

  /** Returns the bundle of which a line tells. */
  Bundled bundle(long line) {
    if (at(line) instanceof Bundled bundle) {
      return bundle;
    }
    throw Ledger.failure(file, "cannot be read", new IOException("it was changed meanwhile"));
  }

  /** Returns what the last close look at a unit found of its media. */
  MediaNote media(Standing standing) {
    return at(standing.lookLine()) instanceof Checked check
        ? check.media()
        : bundle(standing.lookLine()).media();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw Ledger.failure(file, "cannot be closed", e);
    }
  }
}
