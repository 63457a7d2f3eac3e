package org.researchtracker.index;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Occurrence.Verdict;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.OutputLoop;
import org.researchtracker.model.Status;
import org.researchtracker.model.Timestamps;

/**
 * Settles what an execution is from all lines that give something for it: which occurrence of a
 * number stays, which head field ranks highest, how it ended and what it counts (log format,
 * <em>Identity and conflicts</em>, <em>Head fields</em>, <em>Status and counts</em>). The result
 * depends on the lines alone, not on the order in which they came.
 */
final class Settlement {
  private static final Set<ItemType> ENDS =
      Set.of(ItemType.PIPELINE_COMPLETE, ItemType.PIPELINE_ERROR, ItemType.STAGE1_BLOCKED);

  private final ZoneId zone;
  private final boolean keepMissing;
  private final LineTexts texts;

  Settlement(IndexSettings settings, LineTexts texts) {
    this.zone = settings.zone();
    this.keepMissing = settings.keepMissing();
    this.texts = texts;
  }

  /**
   * Returns the bytes of a line; where a log is missing and kept all the same, what stands in for
   * them.
   */
  private byte[] text(LineRef line) throws StaleIndexException {
    try {
      return texts.read(line);
    } catch (StaleIndexException e) {
      if (!keepMissing) {
        throw e;
      }
      return (line.checksum() + " " + line.length()).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Gives every occurrence its verdict, orders the lines, and returns the summary. */
  ExecutionSummary settle(String executionId, ExecutionLines lines) throws StaleIndexException {
    dropSamePlaces(lines);
    settleItems(lines.items());
    lines.items().sort(ExecutionLines.ORDER);
    rankHeads(lines.heads());
    return summary(executionId, lines);
  }

  /** A line that was taken twice is still one line. */
  private static void dropSamePlaces(ExecutionLines lines) {
    record Place(LineRef line, int place) {}
    if (mayRepeat(lines)) {
      Set<Place> items = new HashSet<>();
      lines.items().removeIf(item -> !items.add(new Place(item.line, item.place)));
      Set<LineRef> heads = new HashSet<>();
      lines.heads().removeIf(head -> !heads.add(head.line()));
    }
  }

  /** What comes from one scan of a log never repeats; it lies in order of its places. */
  private static boolean mayRepeat(ExecutionLines lines) {
    LineRef before = LineRef.NOWHERE;
    int place = Integer.MIN_VALUE;
    for (Occurrence item : lines.items()) {
      int difference = item.line.compareTo(before);
      if (difference < 0 || (difference == 0 && item.place <= place)) {
        return true;
      }
      before = item.line;
      place = item.place;
    }
    return lines.heads().size() > 1;
  }

  private void settleItems(List<Occurrence> items) throws StaleIndexException {
    items.sort((a, b) -> Long.compare(a.sequenceNumber, b.sequenceNumber));
    for (int from = 0; from < items.size(); ) {
      int to = from + 1;
      while (to < items.size() && items.get(to).sequenceNumber == items.get(from).sequenceNumber) {
        to++;
      }
      if (to - from == 1) {
        items.get(from).verdict = Verdict.STAYS;
      } else {
        settleGroup(items.subList(from, to));
      }
      from = to;
    }
  }

  private void settleGroup(List<Occurrence> group) throws StaleIndexException {
    List<Candidate> candidates = new ArrayList<>(group.size());
    for (Occurrence item : group) {
      candidates.add(new Candidate(item, text(item.line)));
    }
    candidates.sort(Candidate.ORDER);
    Candidate first = candidates.get(0);
    first.item.verdict = Verdict.STAYS;
    Set<String> said = new TreeSet<>();
    for (Candidate candidate : candidates.subList(1, candidates.size())) {
      if (candidate.sameBytes(first) || candidate.canonical().equals(first.canonical())) {
        candidate.item.verdict = Verdict.DUPLICATE;
      } else {
        candidate.item.verdict =
            said.add(candidate.canonical()) ? Verdict.CONFLICT : Verdict.CONFLICT_AGAIN;
      }
    }
  }

  /** An occurrence with its text, while it is compared. */
  private static final class Candidate {
    static final Comparator<Candidate> ORDER =
        Comparator.comparing(
                (Candidate c) -> c.item.time,
                Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(c -> c.text, Arrays::compareUnsigned)
            .thenComparing(c -> c.item.line)
            .thenComparingInt(c -> c.item.place);

    private final Occurrence item;
    private final byte[] text;
    private @Nullable String canonical;

    Candidate(Occurrence item, byte[] text) {
      this.item = item;
      this.text = text;
    }

    boolean sameBytes(Candidate other) {
      boolean sameMark =
          item.place == other.item.place
              && item.line.length() == other.item.line.length()
              && item.line.checksum() == other.item.line.checksum();
      return sameMark && (Arrays.equals(text, other.text) || !hasText() || !other.hasText());
    }

    /** Whether the text is the line's own, not what stands in for it while its log is missing. */
    private boolean hasText() {
      return item.line.oversized() || text.length == item.line.length();
    }

    String canonical() {
      if (canonical == null) {
        canonical =
            hasText()
                ? LineItems.item(item, text).canonicalText()
                : new String(text, StandardCharsets.US_ASCII);
      }
      return canonical;
    }
  }

  /** Orders the head lines from the highest rank to the lowest. */
  private void rankHeads(List<HeadLine> heads) throws StaleIndexException {
    if (heads.size() < 2) {
      return;
    }
    Map<Optional<Instant>, Integer> ranks = new HashMap<>();
    heads.forEach(head -> ranks.merge(Optional.ofNullable(head.rank()), 1, Integer::sum));
    Map<LineRef, byte[]> bytes = new HashMap<>();
    for (HeadLine head : heads) {
      boolean tie = ranks.getOrDefault(Optional.ofNullable(head.rank()), 0) > 1;
      bytes.put(head.line(), tie ? text(head.line()) : new byte[0]);
    }
    heads.sort(
        Comparator.comparing(
                HeadLine::rank, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(head -> bytes.get(head.line()), Arrays::compareUnsigned)
            .reversed()
            .thenComparing(HeadLine::line));
  }

  private ExecutionSummary summary(String executionId, ExecutionLines lines) {
    List<Occurrence> winners = lines.winners();
    JsonObject fields = headFields(lines.heads(), winners);
    ExecutionHead head = new ExecutionHead(executionId, fields, JsonObject.EMPTY);
    Status status = Status.of(winners);
    OutputLoop<Occurrence> loop =
        OutputLoop.of(head.outputConfigs().orElse(List.of()), winners, status);
    long outputs = 0;
    long blocked = 0;
    long unknown = 0;
    long zoneless = 0;
    for (Occurrence item : winners) {
      outputs += item.itemType.isOutput() ? 1 : 0;
      blocked += item.itemType.isBlock() ? 1 : 0;
      unknown += item.itemType.isKnown() ? 0 : 1;
      zoneless += item.zoneless ? 1 : 0;
      zoneless += isZoneless(item.startHead.string("timestamp")) ? 1 : 0;
    }
    for (HeadLine line : lines.heads()) {
      zoneless += line.zoneless() ? 1 : 0;
    }
    return new ExecutionSummary(
        head,
        status,
        start(head, winners),
        end(winners),
        winners.size(),
        outputs,
        blocked,
        OutputCounts.of(loop, winners),
        count(lines, Verdict.DUPLICATE) + count(lines, Verdict.CONFLICT_AGAIN),
        count(lines, Verdict.CONFLICT),
        unknown,
        zoneless,
        touched(lines, winners),
        LineMark.of(lines.heads(), winners));
  }

  private boolean isZoneless(Optional<String> timestamp) {
    return Timestamps.parse(timestamp.orElse(null), zone).filter(time -> !time.zoned()).isPresent();
  }

  private static long count(ExecutionLines lines, Verdict verdict) {
    long count = 0;
    for (Occurrence item : lines.items()) {
      count += item.verdict == verdict ? 1 : 0;
    }
    return count;
  }

  /** Takes each field from the highest rank that has it. */
  private static JsonObject headFields(List<HeadLine> heads, List<Occurrence> winners) {
    Map<String, JsonValue> found = new HashMap<>();
    heads.forEach(head -> head.fields().forEach(found::putIfAbsent));
    winners.forEach(item -> item.startHead.forEach(found::putIfAbsent));
    winners.forEach(item -> item.head.forEach(found::putIfAbsent));
    JsonObject.Builder fields = JsonObject.builder();
    for (String name : ExecutionHead.FIELDS) {
      JsonValue value = found.get(name);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields.build();
  }

  private @Nullable Instant start(ExecutionHead head, List<Occurrence> winners) {
    Instant earliest = Timestamps.instant(head.timestamp(), zone).orElse(null);
    if (earliest == null) {
      for (Occurrence item : winners) {
        if (item.time != null && (earliest == null || item.time.isBefore(earliest))) {
          earliest = item.time;
        }
      }
    }
    return earliest;
  }

  private static @Nullable Instant touched(ExecutionLines lines, List<Occurrence> winners) {
    Instant newest = null;
    for (Occurrence item : winners) {
      newest = later(newest, item.time);
    }
    for (HeadLine head : lines.heads()) {
      newest = later(newest, head.rank());
    }
    return newest;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static @Nullable Instant end(List<Occurrence> winners) {
    Instant end = null;
    for (Occurrence item : winners) {
      if (ENDS.contains(item.itemType)) {
        end = item.time;
      }
    }
    return end;
  }
}
