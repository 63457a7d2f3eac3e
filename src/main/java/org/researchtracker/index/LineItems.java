package org.researchtracker.index;

import org.researchtracker.log.LineParser;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.ParsedItem;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.UnreadableLineException;

/** Reads items out of the texts of their lines, which were readable when they were indexed. */
final class LineItems {
  private LineItems() {}

  /** Returns the item that an occurrence gives, from the bytes of its line. */
  static ParsedItem item(Occurrence occurrence, byte[] text) {
    return item(occurrence, line(text, occurrence.line.oversized()));
  }

  /** Returns the item that an occurrence gives, from its parsed line. */
  static ParsedItem item(Occurrence occurrence, ParsedLine line) {
    return occurrence.place == Occurrence.WHOLE_LINE
        ? line.items().get(0)
        : line.items().get(line.places().indexOf(occurrence.place));
  }

  /** Reads a line whose checksum says that it has not changed since it was indexed. */
  static ParsedLine line(byte[] text, boolean oversized) {
    if (oversized) {
      return LineParser.salvage(text, text.length)
          .orElseThrow(() -> new IllegalStateException("a salvaged line cannot be salvaged again"));
    }
    try {
      return LineParser.parse(text, 0, text.length, Detail.FULL);
    } catch (UnreadableLineException e) {
      throw new IllegalStateException("a line that was readable is not any more", e);
    }
  }
}
