package org.researchtracker.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** If these fail, what a pipeline hands over can stop it, or spoils its log. */
class HostileArgumentsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path root;

  /** An object that nobody may touch. */
  private static final class Thorn {
    @Override
    public String toString() {
      throw new IllegalStateException("touched");
    }

    @Override
    public int hashCode() {
      throw new StackOverflowError("touched");
    }

    @Override
    public boolean equals(Object other) {
      throw new OutOfMemoryError("touched");
    }
  }

  private List<ExecutionItem> record(Consumer<ExecutionScope> calls) throws Exception {
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      calls.accept(run);
      assertThat(tracker.close(SOON)).isTrue();
      assertThat(tracker.stats().dropped()).isZero();
    }
    Recorded recorded = Recorded.in(root);
    assertThat(recorded.unreadable()).isEmpty();
    List<ExecutionItem> items = recorded.of("a");
    return items.subList(1, items.size());
  }

  private JsonObject metadata(Object value) throws Exception {
    return record(run -> run.userInputText("t", Details.NONE.and("v", value))).get(0).metadata();
  }

  @Test
  void takesNullForNothing() throws Exception {
    ExecutionItem[] last = new ExecutionItem[1];
    List<ExecutionItem> items =
        record(
            run -> {
              run.userInputText(null);
              run.userInputText(null, null);
              run.userInputImage(null, null);
              run.translation(null, null);
              run.safetyCheck(false, null);
              run.interceptionPass(null, null);
              run.interceptionResult(null, null);
              run.item(null, null, null, null);
              try (OutputScope output = run.outputConfig(null)) {
                output.safetyCheck(true, null);
                output.blocked(null, null);
                output.image(null, null);
                output.error(null);
                output.item(null, null, null, null);
              }
              run.userInputText(
                  "",
                  Details.NONE
                      .model(null)
                      .backend(null)
                      .prompt(null)
                      .config(null)
                      .took(null)
                      .media(null)
                      .stage(-1)
                      .stage(6)
                      .and(null, null)
                      .and(null));
              run.error(-1, (Throwable) null);
              run.blocked(null, null);
              run.complete(null);
            });
    last[0] = items.get(7);

    assertThat(items).hasSize(17);
    assertThat(last[0].itemType()).isEqualTo(ItemType.of("unknown"));
    assertThat(items.get(13).metadata().toJson()).isEqualTo("{\"null\":null}");
  }

  @Test
  void startsWithoutAnything() throws Exception {
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      tracker.start(null);
      tracker.start(ExecutionStart.of(null).id("").outputConfigs((String[]) null));
      tracker.start(
          ExecutionStart.of("x").outputConfigs("a", null).user(null).session(null).device(null));
      tracker.startSession("").start(null);
      tracker.removeObserver(null);
      assertThat(tracker.close(SOON)).isTrue();
      assertThat(tracker.stats().written()).isEqualTo(4);
    }
    assertThat(Recorded.in(root).unreadable()).isEmpty();
  }

  @Test
  void copiesWhatIsGivenBeforeItReturns() throws Exception {
    List<Object> list = new ArrayList<>(List.of(1));
    Map<String, Object> map = new HashMap<>(Map.of("list", list));
    List<String> configs = new ArrayList<>(List.of("a"));
    try (ExecutionTracker tracker = ExecutionTracker.open(root)) {
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a").outputConfigs(configs));
      run.userInputText("t", Details.NONE.and(map));
      configs.add("b");
      list.add(2);
      map.clear();
    }

    assertThat(Recorded.in(root).of("a").get(1).metadata().toJson()).isEqualTo("{\"list\":[1]}");
    assertThat(Recorded.in(root).heads().get("a").get(0).get("output_configs").orElseThrow())
        .isEqualTo(JsonValue.ofStrings(List.of("a")));
  }

  @Test
  void writesValuesAsTheyAre() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("null", null);
    values.put("text", "Straße \u0000 \u001b \u2028 \"\\ 🌸");
    values.put("lone", "\ud83d x \udc00");
    values.put("byte", (byte) 1);
    values.put("double", 1.5);
    values.put("exponent", 1e300);
    values.put("nan", Double.NaN);
    values.put("infinite", Float.NEGATIVE_INFINITY);
    values.put("long", Long.MIN_VALUE);
    values.put("big", new BigInteger("123456789012345678901234567890"));
    values.put("decimal", new BigDecimal("1.10"));
    values.put("bool", true);
    values.put("char", 'ä');
    values.put("enum", Thread.State.NEW);
    values.put("time", Instant.EPOCH);
    values.put("duration", Duration.ofSeconds(90));
    values.put("path", Path.of("a", "b"));
    values.put("uuid", new UUID(1, 2));
    values.put("optional", Optional.of(List.of(Optional.empty())));
    values.put("array", new int[] {1, 2});
    values.put("objects", new Object[] {"x", null});
    values.put("set", Set.of(1));
    StringBuilder builder = new StringBuilder("cba").reverse();
    values.put("builder", builder);
    values.put("json", JsonObject.builder().put("a", new JsonNumber("1.10")).build());

    assertThat(metadata(values).get("v").orElseThrow().toJson())
        .isEqualTo(
            "{\"null\":null,\"text\":\"Straße \\u0000 \\u001B \\u2028 \\\"\\\\ 🌸\","
                + "\"lone\":\"\\uD83D x \\uDC00\",\"byte\":1,\"double\":1.5,\"exponent\":1.0E300,"
                + "\"nan\":\"NaN\",\"infinite\":\"-Infinity\",\"long\":-9223372036854775808,"
                + "\"big\":123456789012345678901234567890,\"decimal\":1.10,\"bool\":true,"
                + "\"char\":\"ä\",\"enum\":\"NEW\",\"time\":\"1970-01-01T00:00:00Z\","
                + "\"duration\":\"PT1M30S\",\"path\":\"a/b\","
                + "\"uuid\":\"00000000-0000-0001-0000-000000000002\",\"optional\":[null],"
                + "\"array\":[1,2],\"objects\":[\"x\",null],\"set\":[1],\"builder\":\"abc\","
                + "\"json\":{\"a\":1.10}}");
  }

  @Test
  void survivesWhatHoldsItself() throws Exception {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(list);
    map.put("list", list);

    assertThat(metadata(map).get("recorder_cut")).isPresent();
  }

  @Test
  void survivesWhatThrowsOrNeverEnds() throws Exception {
    Iterable<Object> endless =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Object next() {
                return "x";
              }
            };
    Map<Object, Object> throwing =
        new AbstractMap<>() {
          @Override
          public Set<Entry<Object, Object>> entrySet() {
            throw new IllegalStateException("no entries");
          }
        };
    Number strange =
        new Number() {
          @Override
          public int intValue() {
            throw new IllegalStateException();
          }

          @Override
          public long longValue() {
            throw new IllegalStateException();
          }

          @Override
          public float floatValue() {
            throw new IllegalStateException();
          }

          @Override
          public double doubleValue() {
            throw new IllegalStateException();
          }
        };
    java.util.IdentityHashMap<Object, Object> keys = new java.util.IdentityHashMap<>();
    keys.put(new Thorn(), 1);
    for (Object value :
        Arrays.asList(
            new Thorn(),
            endless,
            throwing,
            strange,
            keys,
            new BigInteger(100_000, new Random(1)),
            new BigDecimal("1e999999999"),
            new JsonNumber("NaN"),
            new JsonNumber("1".repeat(100_000)),
            new JsonString("\ud800"),
            new Object[1000][1000])) {
      assertThat(metadata(value).get("v")).isPresent();
    }
  }

  @Test
  void survivesExceptionsThatThrow() throws Exception {
    List<ExecutionItem> items =
        record(
            run ->
                run.error(
                    2,
                    new RuntimeException() {
                      private static final long serialVersionUID = 1L;

                      @Override
                      public String getMessage() {
                        throw new IllegalStateException("no message");
                      }
                    }));

    assertThat(items.get(0).content()).contains("HostileArgumentsTest");
  }

  @Test
  void cutsTextsThatAreTooLongAndSaysSo() throws Exception {
    String flowers = "🌸".repeat(300);
    RecorderOptions brief = RecorderOptions.usual().longestText(101);
    try (ExecutionTracker tracker = ExecutionTracker.open(root, brief);
        ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"))) {
      run.userInputText(flowers, Details.NONE.and("mine", 1));
      assertThat(tracker.flush(SOON)).isTrue();
      assertThat(tracker.stats().cut()).isEqualTo(1);
    }

    ExecutionItem item = Recorded.in(root).of("a").get(1);
    assertThat(item.content()).isEqualTo("🌸".repeat(50));
    assertThat(item.metadata().toJson())
        .isEqualTo("{\"mine\":1,\"recorder_cut\":{\"content\":600}}");
  }

  @Test
  void takesOneEventOfAnySize() throws Exception {
    String huge = "x".repeat(20_000_000);
    RecorderOptions tight = RecorderOptions.usual().queue(100, 1000);
    try (ExecutionTracker tracker = ExecutionTracker.open(root, tight)) {
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      assertThat(tracker.flush(SOON)).isTrue();
      run.userInputText(huge);
      assertThat(tracker.close(SOON)).isTrue();
    }

    assertThat(Recorded.in(root).of("a").get(1).content()).hasSize(16 << 20);
  }

  @Test
  void worksWithAClockThatFailsOrJumps() throws Exception {
    int[] calls = new int[1];
    InstantSource clock =
        () -> {
          calls[0]++;
          if (calls[0] % 3 == 0) {
            throw new IllegalStateException("no time");
          }
          return calls[0] % 2 == 0 ? Instant.EPOCH : Instant.parse("2100-01-01T00:00:00Z");
        };
    try (ExecutionTracker tracker =
        ExecutionTracker.open(
            root, RecorderOptions.usual().clock(clock, java.time.ZoneOffset.UTC))) {
      ExecutionScope run = tracker.start(ExecutionStart.of("x").id("a"));
      for (int i = 0; i < 20; i++) {
        run.userInputText("t" + i);
      }
      run.complete();
      assertThat(tracker.close(SOON)).isTrue();
    }

    Recorded recorded = Recorded.in(root);
    assertThat(recorded.numbers("a")).hasSize(22).isSorted().doesNotHaveDuplicates();
    assertThat(recorded.of("a").get(5).content()).isEqualTo("t4");
    assertThat(recorded.droppedItems("a")).isZero();
  }

  /** The encoder is its own: it has to say what the rest of the program reads. */
  @Test
  void everyTextComesBack() throws Exception {
    Random random = new Random(20251103);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(40); k >= 0; k--) {
        int kind = random.nextInt(5);
        int bound = kind == 0 ? 0x80 : kind == 1 ? 0x800 : 0x10000;
        text.append((char) (kind == 4 ? 0xd800 + random.nextInt(0x800) : random.nextInt(bound)));
      }
      texts.add(text.toString());
    }
    List<ExecutionItem> items =
        record(run -> texts.forEach(text -> run.userInputText(text, Details.NONE.and("k", text))));

    for (int i = 0; i < texts.size(); i++) {
      assertThat(items.get(i).content()).isEqualTo(texts.get(i));
      assertThat(items.get(i).metadata().string("k")).contains(texts.get(i));
    }
  }

  @Test
  void mendsNamesThatNoReaderTakes() throws Exception {
    Details odd = Details.NONE.and(Map.of("🌸\ud83d", 1));
    List<ExecutionItem> items = record(run -> run.userInputText("t", odd.and("\udc00", 2)));

    assertThat(items.get(0).metadata().toJson())
        .isEqualTo("{\"🌸\ufffd\":1,\"\ufffd\":2,\"recorder_cut\":{\"metadata\":true}}");
  }
}
