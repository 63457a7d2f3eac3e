package org.researchtracker.view;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.researchtracker.model.ExecutionItem;

/**
 * What the reader asked of a view of one execution.
 *
 * @param head whether a head and a blank line precede the body
 * @param full whether every item's fields are shown below its step
 * @param width the terminal's cells; 0 if nothing is to be cut
 * @param palette colours
 * @param labels names for people
 * @param zone the zone in which times are written, and that of zoneless ones
 * @param whereabouts says where an item's medium is, in one line, for a full view
 */
public record ShowOptions(
    boolean head,
    boolean full,
    int width,
    Palette palette,
    Labels labels,
    ZoneId zone,
    Function<ExecutionItem, Optional<String>> whereabouts) {

  /** Returns the options of a pipe: with the head, uncut, without colour. */
  public static ShowOptions plain(ZoneId zone) {
    return new ShowOptions(
        true, false, 0, Palette.NONE, Labels.builtIn(), zone, item -> Optional.empty());
  }

  /** Returns the same options, with a head or without. */
  public ShowOptions withHead(boolean shown) {
    return new ShowOptions(shown, full, width, palette, labels, zone, whereabouts);
  }

  /** Returns the same options, in full or not. */
  public ShowOptions withFull(boolean shown) {
    return new ShowOptions(head, shown, width, palette, labels, zone, whereabouts);
  }

  /** Returns the same options for a terminal of this width with these colours. */
  public ShowOptions withTerminal(int cells, Palette colours) {
    return new ShowOptions(head, full, cells, colours, labels, zone, whereabouts);
  }

  /** Returns the same options with other labels. */
  public ShowOptions withLabels(Labels others) {
    return new ShowOptions(head, full, width, palette, others, zone, whereabouts);
  }

  /** Returns the same options with somebody who knows where media are. */
  public ShowOptions withWhereabouts(Function<ExecutionItem, Optional<String>> finder) {
    return new ShowOptions(head, full, width, palette, labels, zone, finder);
  }
}
