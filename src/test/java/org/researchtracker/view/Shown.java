package org.researchtracker.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import org.researchtracker.model.ExecutionRecord;

/** What a reader sees of a record. */
final class Shown {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final ShowOptions BODY = ShowOptions.plain(BERLIN).withHead(false);

  private Shown() {}

  static String tree(ExecutionRecord record) {
    return show(ShowFormat.TREE, ViewKind.RESEARCHER, record, BODY);
  }

  static String view(ViewKind view, ExecutionRecord record) {
    return show(ShowFormat.TREE, view, record, BODY);
  }

  static String show(
      ShowFormat format, ViewKind view, ExecutionRecord record, ShowOptions options) {
    try {
      StringBuilder out = new StringBuilder();
      format.write(record, view, options, out);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
