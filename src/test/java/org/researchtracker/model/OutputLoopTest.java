package org.researchtracker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.researchtracker.model.OutputLoop.Iteration;

/**
 * If these fail, requested, generated, blocked, failed and pending outputs are counted for one
 * another.
 */
class OutputLoopTest {

  private record Item(
      long sequenceNumber,
      ItemType itemType,
      int stage,
      @Nullable Long outputConfigIndex,
      @Nullable String configUsed)
      implements StagedItem {}

  private final List<Item> items = new ArrayList<>();

  private void add(ItemType type, int stage, @Nullable Long index, @Nullable String config) {
    items.add(new Item(items.size() + 1, type, stage, index, config));
  }

  private List<String> told(List<String> announced, Status status) {
    return OutputLoop.of(announced, items, status).iterations().stream()
        .map(OutputLoopTest::tell)
        .toList();
  }

  private static String tell(Iteration<Item> iteration) {
    return iteration.index()
        + " "
        + iteration.configUsed()
        + " "
        + iteration.items().size()
        + " "
        + iteration.outcome();
  }

  @Test
  void anIterationWithoutOutputIsBlockedFailedOrPending() {
    add(ItemType.OUTPUT_IMAGE, 4, 1L, "a");
    add(ItemType.STAGE3_BLOCKED, 3, 2L, "b");
    List<String> announced = List.of("a", "b", "c");
    assertThat(told(announced, Status.OPEN))
        .containsExactly("1 a 1 GENERATED", "2 b 1 BLOCKED", "3 c 0 PENDING");
    assertThat(told(announced, Status.COMPLETE)).contains("3 c 0 FAILED");
    assertThat(told(announced, Status.ERROR)).contains("3 c 0 FAILED");
    assertThat(told(announced, Status.BLOCKED)).contains("3 c 0 FAILED");
  }

  @Test
  void anItemWithoutIndexBelongsToTheIterationOfItsConfig() {
    add(ItemType.STAGE3_SAFETY_CHECK, 3, 1L, "a");
    add(ItemType.OUTPUT_IMAGE, 4, null, "a");
    add(ItemType.OUTPUT_IMAGE, 4, null, "z");
    assertThat(told(List.of(), Status.COMPLETE))
        .containsExactly("1 a 2 GENERATED", "null z 1 GENERATED");
  }

  @Test
  void theSameConfigThreeTimesTakesItsOutputsOneAfterTheOther() {
    for (int i = 0; i < 3; i++) {
      add(ItemType.STAGE3_SAFETY_CHECK, 3, null, "a");
      add(ItemType.OUTPUT_IMAGE, 4, null, "a");
    }
    assertThat(told(List.of("a", "a", "a"), Status.COMPLETE))
        .containsExactly("1 a 2 GENERATED", "2 a 2 GENERATED", "3 a 2 GENERATED");
  }

  @Test
  void requestedIsWhatWasAnnouncedElseWhatWasSeen() {
    add(ItemType.OUTPUT_IMAGE, 4, 1L, "a");
    add(ItemType.OUTPUT_IMAGE, 4, 3L, "a");
    add(ItemType.STAGE_TRANSITION, 4, null, null);
    assertThat(OutputLoop.of(List.of(), items, Status.OPEN).requested()).isEqualTo(2);
    assertThat(OutputLoop.of(List.of(), items, Status.OPEN).size()).isEqualTo(3);
    assertThat(OutputLoop.of(List.of("a", "b", "c", "d"), items, Status.OPEN).requested())
        .isEqualTo(4);
  }

  @Test
  void anEndThatStaysOnTheLoopsIndexIsNoIteration() {
    add(ItemType.OUTPUT_IMAGE, 4, 1L, "a");
    add(ItemType.PIPELINE_COMPLETE, 5, 2L, null);
    assertThat(told(List.of(), Status.COMPLETE)).containsExactly("1 a 1 GENERATED");
  }

  @Test
  void anExecutionWithAHundredThousandLooseItemsIsTakenApartAtOnce() {
    // Looking through all iterations for each item would keep a reader busy for an hour.
    int many = 100_000;
    List<String> announced = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      announced.add(i % 2 == 0 ? "a" : "b");
      add(ItemType.STAGE3_SAFETY_CHECK, 3, null, "a");
      add(ItemType.OUTPUT_IMAGE, 4, null, "a");
    }
    OutputLoop<Item> loop = OutputLoop.of(announced, items, Status.COMPLETE);
    Iteration<Item> first = loop.iterations().get(0);
    Iteration<Item> last = loop.iterations().get(many - 2);
    assertThat(first.items()).hasSize(2);
    // There are half as many iterations of this config: what is left over goes to the last one.
    assertThat(last.items()).hasSize(many + 2);
  }
}
