package org.researchtracker.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.log.JsonReader;
import org.researchtracker.log.Rotation;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;
import org.researchtracker.model.Status;

/** If these fail, a pipeline's log says something else than the pipeline did. */
class ExecutionTrackerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2025-11-03T11:00:00Z"));

  @TempDir private Path root;

  private ExecutionTracker open() {
    return ExecutionTracker.open(root, RecorderOptions.usual().clock(NOON, BERLIN));
  }

  private Recorded recorded() throws IOException {
    return Recorded.in(root);
  }

  @Test
  void writesTheDesignsExample() throws IOException {
    try (ExecutionTracker tracker = open()) {
      try (ExecutionScope execution =
          tracker.start(
              ExecutionStart.of("image_comparison")
                  .id("abc-123")
                  .outputConfigs("sd35_large", "gpt5_image"))) {
        execution.userInputText("Eine Blume");
        execution.translation("A flower", Details.NONE.model("nemo").took(Duration.ofMillis(1420)));
        execution.safetyCheck(true);
        execution.interceptionResult("BLUME! CHAOS!");
        try (OutputScope output = execution.outputConfig("sd35_large")) {
          output.safetyCheck(true);
          output.image("/exports/img1.png", Details.NONE.prompt("xyz1"));
        }
        try (OutputScope output = execution.outputConfig("gpt5_image")) {
          output.safetyCheck(true);
          output.image("https://…", Details.NONE.and("url", "https://…"));
        }
        execution.complete();
      }
      assertThat(tracker.close(SOON)).isTrue();
    }

    assertThat(Files.readAllLines(root.resolve("tracker-2025-11-03.jsonl")))
        .startsWith(
            "{\"execution_id\":\"abc-123\",\"timestamp\":\"2025-11-03T12:00:00.000000+01:00\","
                + "\"config_name\":\"image_comparison\","
                + "\"output_configs\":[\"sd35_large\",\"gpt5_image\"],\"log_version\":1}",
            "{\"execution_id\":\"abc-123\",\"sequence_number\":1,"
                + "\"timestamp\":\"2025-11-03T12:00:00.000000+01:00\",\"stage\":0,"
                + "\"media_type\":\"metadata\",\"item_type\":\"pipeline_start\"}",
            "{\"execution_id\":\"abc-123\",\"sequence_number\":2,"
                + "\"timestamp\":\"2025-11-03T12:00:00.000000+01:00\",\"stage\":1,"
                + "\"media_type\":\"text\",\"item_type\":\"user_input_text\","
                + "\"content\":\"Eine Blume\"}",
            "{\"execution_id\":\"abc-123\",\"sequence_number\":3,"
                + "\"timestamp\":\"2025-11-03T12:00:00.000000+01:00\",\"stage\":1,"
                + "\"media_type\":\"text\",\"item_type\":\"translation_result\","
                + "\"content\":\"A flower\",\"model_used\":\"nemo\",\"execution_time\":1.42}");
    List<ExecutionItem> items = recorded().of("abc-123");
    assertThat(items.get(7).toJson().toJson())
        .isEqualTo(
            "{\"sequence_number\":8,\"timestamp\":\"2025-11-03T12:00:00.000000+01:00\",\"stage\":3,"
                + "\"output_config_index\":2,\"stage_iteration\":null,\"media_type\":\"metadata\","
                + "\"item_type\":\"stage3_safety_check\",\"content\":null,\"file_path\":null,"
                + "\"config_used\":\"gpt5_image\",\"model_used\":null,\"prompt_id\":null,"
                + "\"backend_type\":null,\"execution_time\":null,\"metadata\":{\"safe\":true}}");
    assertThat(Status.of(items)).isEqualTo(Status.COMPLETE);
    assertThat(recorded().droppedItems("abc-123")).isZero();
    assertThat(recorded().unreadable()).isEmpty();
  }

  @Test
  void hasACallForEachThingThatAPipelineDoes() throws IOException {
    try (ExecutionTracker tracker = open();
        ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"))) {
      run.userInputImage("in.png");
      run.interceptionPass("one", Details.NONE.and("from_language", "de"));
      run.interceptionPass("two");
      try (OutputScope output = run.outputConfig("c")) {
        output.audio("a.wav");
        output.music("m.mp3");
        output.video("v.mp4");
        output.model3d("d.glb");
        output.safetyCheck(false, Details.NONE.and("reason", "mine"));
        output.blocked("violence");
      }
      run.item(ItemType.STAGE_TRANSITION, null, null, Details.NONE.stage(2));
      run.item(
          ItemType.of("output_smell"), "rose", null, Details.NONE.media(MediaType.of("smell")));
      run.blocked("§86a");
    }

    List<ExecutionItem> items = recorded().of("a");
    assertThat(items.stream().map(item -> item.itemType().name()))
        .containsExactly(
            "pipeline_start",
            "user_input_image",
            "interception_iteration",
            "interception_iteration",
            "output_audio",
            "output_music",
            "output_video",
            "output_3d",
            "stage3_safety_check",
            "stage3_blocked",
            "stage_transition",
            "output_smell",
            "stage1_blocked");
    assertThat(items.get(2).stageIteration()).isEqualTo(1);
    assertThat(items.get(3).stageIteration()).isEqualTo(2);
    assertThat(items.get(7).mediaType()).isEqualTo(MediaType.THREE_D);
    assertThat(items.get(8).metadata().toJson()).isEqualTo("{\"safe\":false,\"reason\":\"mine\"}");
    assertThat(items.get(9).reason()).contains("violence");
    assertThat(items.get(10).stage()).isEqualTo(2);
    assertThat(items.get(12).reason()).contains("§86a");
    assertThat(Status.of(items)).isEqualTo(Status.BLOCKED);
  }

  @Test
  void tellsErrorsAndWhereTheyStruck() throws IOException {
    try (ExecutionTracker tracker = open()) {
      ExecutionScope first = tracker.start(ExecutionStart.of("x").id("a"));
      first.error(4, new IllegalStateException("out of memory"));
      ExecutionScope second = tracker.start(ExecutionStart.of("x").id("b"));
      try (OutputScope output = second.outputConfig("c")) {
        output.error(new IOException());
      }
      second.complete();
    }

    ExecutionItem error = recorded().of("a").get(1);
    assertThat(error.content()).isEqualTo("out of memory");
    assertThat(error.stage()).isEqualTo(4);
    assertThat(error.metadata().toJson())
        .isEqualTo("{\"error_stage\":4,\"error_type\":\"java.lang.IllegalStateException\"}");
    ExecutionItem ofOutput = recorded().of("b").get(1);
    assertThat(ofOutput.outputConfigIndex()).isEqualTo(1);
    assertThat(ofOutput.content()).isEqualTo("java.io.IOException");
    assertThat(recorded().numbers("b")).containsExactly(1L, 2L, 3L);
  }

  /** A field that the library forgets is one that no pipeline can log. */
  @Test
  void canRecordEveryField() throws IOException {
    Details all =
        Details.NONE
            .model("m")
            .backend("b")
            .prompt("p")
            .config("c")
            .took(Duration.ofMillis(1500))
            .and("seed", 7);
    try (ExecutionTracker tracker = open();
        ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"))) {
      run.interceptionPass("one");
      try (OutputScope output = run.outputConfig("c")) {
        output.item(ItemType.OUTPUT_IMAGE, "text", "a.png", all);
      }
    }

    Set<String> written = new HashSet<>();
    for (String line : Files.readAllLines(root.resolve("tracker-2025-11-03.jsonl"))) {
      JsonReader.read(line)
          .ifPresent(value -> written.addAll(((JsonObject) value).members().keySet()));
    }
    assertThat(written).containsAll(ExecutionItem.FIELDS);
  }

  /** Passes may run side by side, and in another order than was announced. */
  @Test
  void countsTheLoopByWhatWasAnnounced() {
    try (ExecutionTracker tracker = open();
        ExecutionScope run = tracker.start(ExecutionStart.of("x").outputConfigs("a", "b", "a"))) {
      assertThat(run.outputConfig("b").index()).isEqualTo(2);
      assertThat(run.outputConfig("a").index()).isEqualTo(1);
      assertThat(run.outputConfig("other").index()).isEqualTo(4);
      assertThat(run.outputConfig("a").index()).isEqualTo(3);
      assertThat(run.outputConfig("a").index()).isEqualTo(5);
      assertThat(run.outputConfig(null).index()).isEqualTo(6);
    }
  }

  @Test
  void goesOnCountingWhereALogHasTheExecution() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (ExecutionTracker tracker = open();
          ExecutionScope run = tracker.start(ExecutionStart.of("x").id("same"))) {
        run.userInputText("t" + i);
      }
    }
    try (ExecutionTracker one = open();
        ExecutionTracker other =
            ExecutionTracker.open(root, RecorderOptions.usual().logName("other"))) {
      ExecutionScope a = one.start(ExecutionStart.of("x").id("same"));
      ExecutionScope b = other.start(ExecutionStart.of("x").id("same"));
      for (int i = 0; i < 5; i++) {
        a.userInputText("a");
        assertThat(one.flush(SOON)).isTrue();
        b.userInputText("b");
        assertThat(other.flush(SOON)).isTrue();
      }
    }

    assertThat(recorded().numbers("same"))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 18).boxed().toList());
    // Only the first start is the start.
    assertThat(
            recorded().heads().get("same").stream()
                .filter(head -> head.get("timestamp").isPresent()))
        .hasSize(1);
  }

  @Test
  void readsExecutionsBackThatAreNoLongerLive() throws IOException {
    RecorderOptions few = RecorderOptions.usual().live(2, 1 << 20).clock(NOON, BERLIN);
    try (ExecutionTracker tracker = ExecutionTracker.open(root, few)) {
      for (String id : List.of("a \"ü\"", "b", "c")) {
        try (ExecutionScope run = tracker.start(ExecutionStart.of("x").id(id).seed(7))) {
          run.userInputText("text of " + id);
          run.complete();
        }
      }
      assertThat(tracker.flush(SOON)).isTrue();

      assertThat(tracker.liveExecutions().stream().map(ExecutionRecord::executionId))
          .containsExactly("c", "b");
      Optional<ExecutionRecord> old = tracker.execution("a \"ü\"");
      ExecutionRecord live = tracker.execution("b").orElseThrow();
      assertThat(old.orElseThrow().status()).isEqualTo(Status.COMPLETE);
      assertThat(old.get().head().fields()).isEqualTo(live.head().fields());
      assertThat(old.get().firstContent(ItemType.USER_INPUT_TEXT)).contains("text of a \"ü\"");
      assertThat(live.items().get(0)).isEqualTo(old.get().items().get(0));
      assertThat(tracker.execution("nobody")).isEmpty();
      // It was used last, so it stays.
      tracker.start(ExecutionStart.of("x").id("d"));
      assertThat(tracker.flush(SOON)).isTrue();
      assertThat(tracker.liveExecutions().stream().map(ExecutionRecord::executionId))
          .containsExactly("d", "b");
    }
  }

  @Test
  void letsGoOfExecutionsThatTakeTooMuchMemory() throws IOException {
    RecorderOptions small = RecorderOptions.usual().live(100, 50_000);
    try (ExecutionTracker tracker = ExecutionTracker.open(root, small)) {
      ExecutionScope large = tracker.start(ExecutionStart.of("x").id("large"));
      large.userInputText("x".repeat(40_000));
      large.userInputText("y");
      ExecutionScope tiny = tracker.start(ExecutionStart.of("x").id("tiny"));
      tiny.userInputText("z");
      assertThat(tracker.flush(SOON)).isTrue();

      assertThat(tracker.stats().liveExecutions()).isEqualTo(1);
      assertThat(tracker.stats().liveBytes()).isBetween(1L, 50_000L);
      assertThat(tracker.execution("large").orElseThrow().items()).hasSize(3);
    }
  }

  @Test
  void rotatesAndSyncsAsItIsTold() throws IOException {
    for (SyncPolicy sync :
        List.of(
            SyncPolicy.EVERY_BATCH,
            SyncPolicy.ON_CLOSE,
            SyncPolicy.interval(Duration.ofMillis(1)))) {
      RecorderOptions options =
          RecorderOptions.usual()
              .logName("own")
              .sync(sync)
              .rotation(Rotation.NONE.upTo(600))
              .clock(NOON, BERLIN);
      try (ExecutionTracker tracker = ExecutionTracker.open(root, options);
          ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"))) {
        for (int i = 0; i < 5; i++) {
          run.userInputText("x");
          assertThat(tracker.flush(SOON)).isTrue();
        }
      }
    }

    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.filter(f -> f.toString().endsWith(".jsonl")).count()).isGreaterThan(4);
    }
    assertThat(recorded().numbers("a"))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 18).boxed().toList());
  }

  @Test
  void countsWhatComesAfterItWasClosed() throws IOException {
    ExecutionTracker tracker = open();
    ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
    assertThat(tracker.close(SOON)).isTrue();
    run.userInputText("late");
    run.complete();
    tracker.start(ExecutionStart.of("x"));

    assertThat(tracker.close(SOON)).isTrue();
    assertThat(tracker.flush(SOON)).isTrue();
    RecorderStats stats = tracker.stats();
    assertThat(stats.dropped()).isEqualTo(3);
    assertThat(stats.accepted()).isEqualTo(stats.written()).isEqualTo(1);
    assertThat(recorded().numbers("a")).containsExactly(1L);
  }

  @Test
  void endsAnExecutionOnce() throws IOException {
    try (ExecutionTracker tracker = open()) {
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      run.complete();
      run.error(2, "too late", null);
      run.close();
      run.close();
    }

    assertThat(recorded().numbers("a")).containsExactly(1L, 2L, 3L);
    assertThat(recorded().heads().get("a")).hasSize(2);
  }

  @Test
  void saysWhatMakesNoSenseWhenItIsSet() {
    RecorderOptions usual = RecorderOptions.usual();
    assertThatThrownBy(() -> usual.queue(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> usual.live(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> usual.logName("a/b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OverflowPolicy.waitUpTo(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsNumbersOfHeadsAsTheyAre() throws IOException {
    try (ExecutionTracker tracker = open();
        ExecutionScope run =
            tracker.start(
                ExecutionStart.of("x")
                    .id("a")
                    .seed(-3)
                    .user("u")
                    .device("d")
                    .session("s")
                    .safetyLevel("kids")
                    .mode("fast")
                    .pipeline("p"))) {
      run.complete(Details.NONE.and("ok", true));
    }

    JsonObject head = recorded().heads().get("a").get(0);
    assertThat(head.toJson())
        .isEqualTo(
            "{\"config_name\":\"x\",\"used_seed\":-3,\"user_id\":\"u\",\"device_id\":\"d\","
                + "\"session_id\":\"s\",\"safety_level\":\"kids\",\"execution_mode\":\"fast\","
                + "\"pipeline\":\"p\",\"log_version\":1,"
                + "\"timestamp\":\"2025-11-03T12:00:00.000000+01:00\"}");
  }
}
