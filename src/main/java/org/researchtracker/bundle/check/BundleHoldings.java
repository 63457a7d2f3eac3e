package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.researchtracker.bundle.document.BundledExecutions;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonText;

/**
 * What a bundle holds that must not be lost: its executions, the head fields that they have, every
 * item by its content and every medium by its bytes. Whether another bundle holds all of it is then
 * a question about sets, whichever order, options or version made the two.
 *
 * <p>Each part is a number of 64 bits, so that a bundle of a million items fits into memory.
 * Immutable.
 */
public final class BundleHoldings {
  /** Which executions, items and media there are, whatever they say. */
  private final long[] places;

  /** How far an execution's item or medium is told from another. */
  private final long[] parts;

  private final long headValues;
  private final Set<String> executionIds;
  private final long items;
  private final long media;

  private BundleHoldings(Collector from) {
    this.places = from.places.sorted();
    this.parts = from.parts.sorted();
    this.headValues = from.headValues;
    this.executionIds = Collections.unmodifiableSet(from.executionIds);
    this.items = from.items;
    this.media = from.media;
  }

  /**
   * Reads what a bundle holds, a ZIP or a folder.
   *
   * @param passedOver executions that do not count: nobody may see them any more
   * @return nothing if it is no bundle of this program, or one that is damaged
   */
  public static Optional<BundleHoldings> read(Path bundle, Predicate<ExecutionHead> passedOver) {
    Collector collector = new Collector(passedOver);
    try {
      boolean found =
          BundleEntries.read(bundle, BundleHoldings::isRecords, in -> collector.addRecords(in));
      return found && collector.sound
          ? Optional.of(new BundleHoldings(collector))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isRecords(String path) {
    return path.equals(BagBase.RECORDS) || path.equals(BagPaths.PAYLOAD + BagBase.RECORDS);
  }

  /** Collects what a bundle that is being written will hold. */
  public static BundleHoldings of(BundledExecutions executions) throws IOException {
    Collector collector = new Collector(head -> false);
    executions.forEach(
        execution -> {
          byte[] record = JsonText.compact(MediaFields.record(execution)).getBytes(UTF_8);
          collector.add(record, record.length);
        });
    return new BundleHoldings(collector);
  }

  /** Returns whether this holds all that another one holds. */
  public boolean holdsAllOf(BundleHoldings other) {
    return isSubset(other.parts, parts);
  }

  /**
   * Returns whether each execution, item and medium of another one is here as well, if with another
   * content.
   */
  public boolean hasInPlaceAllOf(BundleHoldings other) {
    return isSubset(other.places, places);
  }

  private static boolean isSubset(long[] some, long[] all) {
    for (long each : some) {
      if (Arrays.binarySearch(all, each) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether both hold the same and say the same in their heads. */
  public boolean holdsTheSameAs(BundleHoldings other) {
    return Arrays.equals(parts, other.parts) && headValues == other.headValues;
  }

  /** Returns the executions. */
  public Set<String> executionIds() {
    return executionIds;
  }

  /** Returns how many items there are. */
  public long items() {
    return items;
  }

  /** Returns how many media are there with their bytes. */
  public long media() {
    return media;
  }

  /** Numbers, of which there may be very many. Not thread-safe. */
  private static final class Numbers {
    private final List<long[]> full = new ArrayList<>();
    private long[] last = new long[1 << 10];
    private int used;

    void add(long number) {
      if (used == last.length) {
        full.add(last);
        last = new long[Math.min(1 << 20, 2 * used)];
        used = 0;
      }
      last[used++] = number;
    }

    long[] sorted() {
      int size = used + full.stream().mapToInt(each -> each.length).sum();
      long[] all = new long[size];
      int at = 0;
      for (long[] each : full) {
        System.arraycopy(each, 0, all, at, each.length);
        at += each.length;
      }
      System.arraycopy(last, 0, all, at, used);
      Arrays.sort(all);
      return all;
    }
  }

  /** Collects what records hold. Not thread-safe. */
  private static final class Collector implements HoldingsParser.Taker {
    private final Predicate<ExecutionHead> passedOver;
    private final Numbers places = new Numbers();
    private final Numbers parts = new Numbers();
    private final Set<String> executionIds = new HashSet<>();
    private long headValues;
    private long items;
    private long media;
    private boolean sound = true;

    Collector(Predicate<ExecutionHead> passedOver) {
      this.passedOver = passedOver;
    }

    void addRecords(InputStream in) throws IOException {
      try (RecordStream lines = new RecordStream(in)) {
        while (lines.next()) {
          if (lines.isTooLong()) {
            sound = false;
          } else if (!lines.isBlank()) {
            add(lines.line(), lines.length());
          }
        }
      }
    }

    void add(byte[] record, int length) {
      sound &= HoldingsParser.read(record, length, this);
    }

    @Override
    public boolean wants(ExecutionHead head) {
      return !passedOver.test(head);
    }

    @Override
    public void execution(String id, long values) {
      executionIds.add(id);
      headValues += values;
    }

    @Override
    public void part(HoldingsParser.Part kind, long place, long part) {
      items += kind == HoldingsParser.Part.ITEM ? 1 : 0;
      media += kind == HoldingsParser.Part.MEDIUM ? 1 : 0;
      places.add(place);
      parts.add(part);
    }
  }
}
