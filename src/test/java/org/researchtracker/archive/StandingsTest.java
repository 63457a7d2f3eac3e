package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;

/** If these fail, a run takes one unit of a large archive for another, and one of them is lost. */
class StandingsTest {
  private static final int UNITS = 5_000;

  private final Standings standings = new Standings(medium -> false);

  private static UnitKey unit(int number) {
    return switch (number % 5) {
      case 0 -> UnitKey.ofExecution("e" + number);
      case 1 -> new UnitKey(Per.SESSION, null, "e" + (number - 1), "");
      case 2 -> new UnitKey(Per.DAY, LocalDate.ofEpochDay(number), null, "");
      case 3 -> new UnitKey(Per.DAY, LocalDate.ofEpochDay(number - 1), null, "{\"config\":[]}");
      default -> new UnitKey(Per.USER, LocalDate.ofEpochDay(number - 2), "", "");
    };
  }

  private static Bundled bundle(int number, int version) {
    return new Bundled(
        unit(number),
        new VersionName("Unit-" + number, version),
        new Facts(1, "", "", 1, 1, 0),
        new Basis(String.format("%016x", number), "whole", "here"),
        MediaNote.NONE,
        false);
  }

  @Test
  void eachOfManyUnitsIsFoundAgainAsItWasWrittenDown() {
    Random random = new Random(4);
    for (int i = 0; i < UNITS; i++) {
      standings.take(bundle(i, 1), i);
      if (random.nextInt(4) == 0) {
        standings.take(bundle(i, 2), UNITS + i);
      }
    }
    assertThat(standings.size()).isEqualTo(UNITS);
    for (int i = 0; i < UNITS; i++) {
      Standing known = standings.of(unit(i));
      assertThat(known).as("unit %d", i).isNotNull();
      assertThat(known.bundleLine() % UNITS).isEqualTo(i);
      assertThat(known.highest()).isEqualTo(known.bundleLine() < UNITS ? 1 : 2);
      assertThat(known.isSettled(new Basis(String.format("%016x", i), "whole", ""))).isTrue();
      assertThat(known.isSettled(new Basis(String.format("%016x", i + 1), "whole", ""))).isFalse();
    }
    for (int i = UNITS; i < 2 * UNITS; i++) {
      assertThat(standings.of(unit(i))).isNull();
    }
  }

  @Test
  void namesAreTakenWhateverTheirCaseAndFilesAreKnownByTheirVersion() {
    for (int i = 0; i < UNITS; i++) {
      standings.take(bundle(i, 2), i);
    }
    for (int i = 0; i < 2 * UNITS; i++) {
      assertThat(standings.isTaken("uNIT-" + i)).isEqualTo(i < UNITS);
      assertThat(standings.hasFile("Unit-" + i + "_v2.zip")).isEqualTo(i < UNITS);
      assertThat(standings.hasFile("Unit-" + i + ".zip")).isFalse();
    }
    standings.claim("Mine");
    assertThat(standings.isTaken("mine")).isTrue();
  }

  @Test
  void thoseThatTheLogsLostAreToldInOrderAndOnce() {
    for (int i = 0; i < UNITS; i++) {
      standings.take(bundle(i, 1), i);
    }
    List<Long> unmet = new ArrayList<>();
    for (int i = 0; i < UNITS; i += 5) {
      if (i % 3 == 0) {
        standings.of(unit(i)).meet();
      } else {
        unmet.add((long) i);
      }
    }
    assertThat(standings.unmet(Per.EXECUTION, "", "here"))
        .extracting(Standing::bundleLine)
        .containsExactlyElementsOf(unmet);
    assertThat(standings.unmet(Per.EXECUTION, "", "elsewhere")).isEmpty();

    standings.take(new Checked(unit(5), Verdict.GONE, Basis.UNKNOWN, MediaNote.NONE), 1);
    assertThat(standings.unmet(Per.EXECUTION, "", "here"))
        .extracting(Standing::bundleLine)
        .doesNotContain(5L)
        .hasSize(unmet.size() - 1);
  }

  @Test
  void aSetOfNumbersHoldsThoseThatWereAddedAndNoOthers() {
    Random random = new Random(5);
    Numbers numbers = new Numbers();
    assertThat(numbers.contains(0)).isFalse();
    Set<Long> added = new HashSet<>(Set.of(0L));
    while (added.size() < UNITS) {
      // Few of their bits differ, so that many want the same place.
      added.add(random.nextLong() & 0xffff_0000_0000_00ffL);
    }
    added.forEach(numbers::add);
    added.forEach(numbers::add);
    assertThat(added).allMatch(numbers::contains);
    for (int i = 0; i < UNITS; i++) {
      long other = random.nextLong();
      assertThat(numbers.contains(other)).isEqualTo(added.contains(other));
    }
  }
}
