package org.researchtracker.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Whatever the states in which a growing tree is imported, in the end the log says what one import
 * of the finished tree would say, nothing conflicts, and importing again adds nothing.
 */
class GrowthTest {
  private static final List<String> TYPES =
      List.of("input", "stage1_output", "interception", "p5", "generation_prompt", "new_thing");

  @TempDir Path temp;
  private Random random;
  private Trees trees;
  private final List<Trees.Run> runs = new ArrayList<>();
  private final List<List<String>> records = new ArrayList<>();

  private void grow() throws IOException {
    if (random.nextInt(4) == 0) {
      records.get(random.nextInt(records.size())).add(recordItem());
    }
    Trees.Run run = runs.get(random.nextInt(runs.size()));
    switch (random.nextInt(6)) {
      case 0 -> run.process("interception", text());
      case 1 -> run.entity("output_image", "png", Trees.png(Map.of()), "{\"config\":\"sd35\"}");
      case 2 -> run.json("safety", "{\"safe\":true,\"n\":" + random.nextInt() + "}");
      case 3 -> run.json("safety_pre_output", "{\"safe\":true}");
      default -> run.text(TYPES.get(random.nextInt(TYPES.size())), text());
    }
  }

  private String text() {
    return "Wort " + random.nextInt(1000) + (random.nextBoolean() ? "\n" : " ü");
  }

  private String recordItem() {
    return "{\"item_type\":\"user_input_text\",\"content\":\"" + random.nextInt() + "\",";
  }

  private static String record(int number, List<String> items) {
    StringBuilder text = new StringBuilder();
    text.append("{\"config_name\":\"dada\",\"execution_id\":\"exec_20251103_14302").append(number);
    text.append("_abc12345\",\"items\":[");
    for (int i = 0; i < items.size(); i++) {
      text.append(i == 0 ? "" : ",").append(items.get(i));
      text.append("\"sequence_number\":").append(i + 1).append('}');
    }
    return text.append("],\"timestamp\":\"2025-11-03T14:30:20\"}").toString();
  }

  /** Writes what describes the runs, some of it half, as a crash or a copy under way leaves it. */
  private void save(boolean rough) throws IOException {
    for (int i = 0; i < runs.size(); i++) {
      String metadata = runs.get(i).metadata();
      boolean half = rough && random.nextInt(3) == 0;
      String part = half ? metadata.substring(0, random.nextInt(metadata.length())) : metadata;
      trees.write(folder(i) + "/metadata.json", part);
    }
    for (int i = 0; i < records.size(); i++) {
      String record = record(i, records.get(i));
      boolean half = rough && random.nextInt(3) == 0;
      // The id comes first in a file whose keys are sorted.
      int least = record.indexOf("\"items\"");
      String part =
          half ? record.substring(0, least + random.nextInt(record.length() - least)) : record;
      trees.write("records/exec_20251103_14302" + i + "_abc12345.json", part);
    }
  }

  private static String folder(int number) {
    return "2025-11-03/tablet/run_176217660050" + number + "_a1b2c3";
  }

  private void begin(long seed) {
    random = new Random(seed);
    trees = new Trees(temp.resolve("tree"));
    for (int i = 0; i < 3; i++) {
      runs.add(trees.run(folder(i)));
      records.add(new ArrayList<>());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aTreeThatGrowsGivesTheSameItemsInTheSameOrder(long seed) throws IOException {
    begin(seed);
    ImportHarness grown = new ImportHarness(Files.createDirectory(temp.resolve("grown")));
    for (int step = 0; step < 12; step++) {
      for (int more = random.nextInt(4); more >= 0; more--) {
        grow();
      }
      save(false);
      grown.run(trees.root());
    }

    Map<String, List<String>> had = told(grown.records(), true);
    told(fresh().records(), true)
        .forEach((id, items) -> assertThat(had.get(id)).as(id).containsExactlyElementsOf(items));
    assertThat(grown.problems()).isEmpty();
    assertSettled(grown);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void aTreeThatIsCaughtHalfWrittenLosesNothing(long seed) throws IOException {
    begin(seed);
    ImportHarness grown = new ImportHarness(Files.createDirectory(temp.resolve("grown")));
    for (int step = 0; step < 12; step++) {
      for (int more = random.nextInt(4); more >= 0; more--) {
        grow();
      }
      save(true);
      grown.run(trees.root());
    }
    save(false);
    grown.run(trees.root());

    Map<String, List<String>> had = told(grown.records(), false);
    told(fresh().records(), false)
        .forEach((id, items) -> assertThat(had.get(id)).as(id).containsAll(items));
    assertThat(grown.problems()).isEmpty();
    assertSettled(grown);
  }

  private ImportHarness fresh() throws IOException {
    ImportHarness fresh = new ImportHarness(Files.createDirectory(temp.resolve("fresh")));
    fresh.run(trees.root());
    return fresh;
  }

  private void assertSettled(ImportHarness harness) throws IOException {
    long size = harness.logBytes();
    assertThat(harness.run(trees.root()).items()).isZero();
    assertThat(harness.logBytes()).isEqualTo(size);
  }

  /** What the log says of each execution, numbers and former derived ends left out. */
  private static Map<String, List<String>> told(List<ExecutionRecord> records, boolean heads) {
    Map<String, List<String>> told = new TreeMap<>();
    for (ExecutionRecord record : records) {
      List<String> lines = new ArrayList<>();
      if (heads) {
        lines.add(record.status() + " " + without(record.head().fields(), "logged_at"));
        lines.add(new TreeMap<>(record.head().extra().members()).toString());
      }
      for (ExecutionItem item : record.items()) {
        if (!item.itemType().name().equals("pipeline_complete")) {
          lines.add(without(item.toJson(), "sequence_number").toString());
        }
      }
      told.put(record.executionId(), lines);
    }
    return told;
  }

  private static JsonObject without(JsonObject object, String name) {
    JsonObject.Builder rest = JsonObject.builder();
    object.forEach(
        (key, value) -> {
          if (!key.equals(name) && !key.equals("imported_again")) {
            rest.put(key, value);
          }
        });
    return rest.build();
  }
}
