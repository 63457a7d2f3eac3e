package org.researchtracker.index;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.StagedItem;

/**
 * One place in the logs that gives an item, with what filters and counts need to know of it. Filled
 * once while it is read or unpacked; afterwards only {@link #verdict} changes.
 */
final class Occurrence implements StagedItem {
  /** What became of an occurrence among those of the same number. */
  enum Verdict {
    /** It gives the item. */
    STAYS,
    /** It says the same as the one that stays. */
    DUPLICATE,
    /** It says something else than the one that stays. */
    CONFLICT,
    /** It says the same as another conflict. */
    CONFLICT_AGAIN
  }

  /** The place of an item that is a line of its own. */
  static final int WHOLE_LINE = -1;

  LineRef line = LineRef.NOWHERE;
  int place = WHOLE_LINE;
  long sequenceNumber;
  ItemType itemType = ItemType.of("");
  int stage;
  @Nullable Long outputConfigIndex;
  @Nullable String mediaType;
  @Nullable String configUsed;
  @Nullable String modelUsed;
  @Nullable Instant time;
  @Nullable String blockReason;
  boolean zoneless;
  boolean hasContent;
  boolean hasFilePath;
  JsonObject head = JsonObject.EMPTY;
  JsonObject startHead = JsonObject.EMPTY;
  Verdict verdict = Verdict.STAYS;

  /** Orders by where in the logs the items are. */
  static int comparePlaces(Occurrence a, Occurrence b) {
    int order = a.line.compareTo(b.line);
    return order == 0 ? Integer.compare(a.place, b.place) : order;
  }

  boolean stays() {
    return verdict == Verdict.STAYS;
  }

  boolean isMedium() {
    return ExecutionItem.isMedium(itemType, hasFilePath, hasContent);
  }

  Optional<Instant> instant() {
    return Optional.ofNullable(time);
  }

  @Override
  public long sequenceNumber() {
    return sequenceNumber;
  }

  @Override
  public ItemType itemType() {
    return itemType;
  }

  @Override
  public int stage() {
    return stage;
  }

  @Override
  public @Nullable Long outputConfigIndex() {
    return outputConfigIndex;
  }

  @Override
  public @Nullable String configUsed() {
    return configUsed;
  }
}
