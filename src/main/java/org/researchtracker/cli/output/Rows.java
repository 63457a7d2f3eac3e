package org.researchtracker.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.researchtracker.cli.session.Session;
import org.researchtracker.view.ListingWriter;
import org.researchtracker.view.Row;

/** Rows on their way to where results go. */
public final class Rows implements AutoCloseable {
  private final Session session;
  private final Results results;
  private final ListingWriter writer;
  private long total;
  private long returned;

  Rows(Session session, Results results, ListingWriter writer) {
    this.session = session;
    this.results = results;
    this.writer = writer;
  }

  /** Begins with how many rows there are, and how many will come. */
  public Rows begin(long all, long coming) throws IOException {
    total = all;
    returned = coming;
    writer.begin(all, coming);
    return this;
  }

  /** Writes a row; for use where only unchecked exceptions may pass. */
  public void add(Row row) {
    try {
      writer.row(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows what is being held back. */
  public void flush() throws IOException {
    writer.flush();
    results.writer().flush();
  }

  /** Ends the listing; says how much of it was left out by the limit and by the width. */
  public void end() throws IOException {
    writer.end();
    results.commit();
    if (returned < total && session.console().terminal().out()) {
      session.notices().remark(returned + " of " + total);
    }
    List<String> leftOut = writer.leftOut();
    if (!leftOut.isEmpty()) {
      session
          .notices()
          .remark("no room for " + String.join(", ", leftOut) + " (--columns chooses)");
    }
  }

  @Override
  public void close() throws IOException {
    results.close();
  }
}
