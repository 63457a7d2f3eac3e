package org.researchtracker.view;

import java.io.IOException;
import java.util.List;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;

/** JSON, exact: one row a line, with an envelope around them or without. */
final class JsonListingWriter implements ListingWriter {
  /** The version of every JSON shape; additive changes leave it as it is. */
  static final int SCHEMA_VERSION = 1;

  private final Listing listing;
  private final boolean whole;
  private final List<Column> columns;
  private final boolean envelope;
  private final Appendable out;
  private final StringBuilder line = new StringBuilder();
  private long announced;
  private long written;

  JsonListingWriter(
      Listing listing, boolean whole, List<Column> columns, boolean envelope, Appendable out) {
    this.listing = listing;
    this.whole = whole;
    this.columns = columns;
    this.envelope = envelope;
    this.out = out;
  }

  @Override
  public void begin(long total, long returned) throws IOException {
    announced = returned;
    if (envelope) {
      out.append("{\"schema_version\":" + SCHEMA_VERSION)
          .append(",\"total\":" + total)
          .append(",\"returned\":" + returned)
          .append(",\"" + listing.array() + "\":[");
    }
  }

  @Override
  public void row(Row row) throws IOException {
    JsonObject json = whole ? row.toJson() : row.toJson(columns);
    line.setLength(0);
    if (envelope) {
      line.append(written == 0 ? "\n" : ",\n");
    }
    JsonText.write(json, line);
    if (!envelope) {
      line.append('\n');
    }
    out.append(line);
    written++;
  }

  @Override
  public void end() throws IOException {
    if (!envelope) {
      return;
    }
    if (written != announced) {
      // The envelope has gone out and is wrong: better no document than one that lies.
      throw new IllegalStateException(
          "announced " + announced + " " + listing.array() + ", wrote " + written);
    }
    out.append(written == 0 ? "]}\n" : "\n]}\n");
  }
}
