package org.researchtracker.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** If these fail, the index gives back something else than what was read from the logs. */
class CodecsTest {
  private static final long[] NUMBERS = {
    0, 1, 127, 128, 16_383, 16_384, 1L << 31, (1L << 53) + 1, Long.MAX_VALUE
  };

  private static final String[] TEXTS = {
    "",
    "a",
    "Grün",
    "雨",
    "\ud83d\ude00",
    "\ud800",
    "x\udc00y",
    "\ud83d\ud83d\ude00",
    "\ud7ff",
    "\u0000",
    "ends \udbff"
  };

  private static final List<Occurrence.Verdict> VERDICTS = List.of(Occurrence.Verdict.values());

  private final Random random = new Random(7);

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  private Instant time() {
    int[] nanos = {0, 1000, 999_999_000, 1, 999_999_999, 123_456_789};
    long second = coin() ? 1_762_249_530L : -62_135_596_800L + random.nextInt(1 << 30);
    return Instant.ofEpochSecond(second, nanos[random.nextInt(nanos.length)]);
  }

  private JsonObject object() {
    JsonObject.Builder fields = JsonObject.builder();
    fields.put("config_name", new JsonString(text()));
    return coin() ? JsonObject.EMPTY : fields.build();
  }

  private LineRef line() {
    return new LineRef(
        random.nextInt(3),
        random.nextInt(1 << 20),
        random.nextInt(1 << 20),
        random.nextInt(),
        coin());
  }

  private Occurrence occurrence() {
    Occurrence item = new Occurrence();
    item.line = line();
    item.place = random.nextInt(4) - 1;
    item.sequenceNumber = number();
    item.itemType = coin() ? ItemType.PIPELINE_COMPLETE : ItemType.of(text());
    item.stage = random.nextInt(6);
    item.outputConfigIndex = coin() ? null : Long.valueOf(1 + random.nextInt(300));
    item.mediaType = coin() ? null : text();
    item.configUsed = coin() ? null : text();
    item.modelUsed = coin() ? null : text();
    item.time = coin() ? null : time();
    item.blockReason = coin() ? null : text();
    item.zoneless = coin();
    item.hasContent = coin();
    item.hasFilePath = coin();
    item.head = object();
    item.startHead = object();
    item.verdict = VERDICTS.get(random.nextInt(VERDICTS.size()));
    return item;
  }

  @Test
  void linesAreUnpackedAsTheyWerePacked() {
    for (int i = 0; i < 500; i++) {
      ExecutionLines lines = new ExecutionLines();
      for (int j = random.nextInt(4); j > 0; j--) {
        LineRef read = line();
        LineRef whole =
            new LineRef(read.file(), read.offset(), read.length(), read.checksum(), false);
        lines.heads().add(new HeadLine(whole, coin() ? null : time(), object(), coin(), coin()));
      }
      for (int j = random.nextInt(6); j > 0; j--) {
        lines.items().add(occurrence());
      }
      assertThat(LinesCodec.unpack(LinesCodec.pack(lines)))
          .usingRecursiveComparison()
          .isEqualTo(lines);
    }
  }

  @Test
  void numbersAndTextsAreReadAsTheyWereWritten() {
    ByteWriter out = new ByteWriter();
    for (long number : NUMBERS) {
      out.writeUnsigned(number);
      out.writeSigned(number);
      out.writeSigned(-number - 1);
      out.writeInt32((int) number);
      out.writeByte((int) (number & 0xff));
    }
    for (String text : TEXTS) {
      out.writeString(text);
    }
    ByteReader in = new ByteReader(out.toBytes());
    for (long number : NUMBERS) {
      assertThat(in.hasMore()).isTrue();
      assertThat(in.readUnsigned()).isEqualTo(number);
      assertThat(in.readSigned()).isEqualTo(number);
      assertThat(in.readSigned()).isEqualTo(-number - 1);
      assertThat(in.readInt32()).isEqualTo((int) number);
      assertThat(in.readByte()).isEqualTo((int) (number & 0xff));
    }
    for (String text : TEXTS) {
      assertThat(in.readString()).isEqualTo(text);
    }
    assertThat(in.hasMore()).isFalse();
  }

  /** Searches and listings are in the order of these bytes. */
  @Test
  void theOrderOfTheBytesIsThatOfTheCodePoints() {
    for (String text : TEXTS) {
      byte[] bytes = Wtf8.encode("<" + text + ">");
      assertThat(Wtf8.decode(bytes, 1, bytes.length - 2)).isEqualTo(text);
      for (String other : TEXTS) {
        int order = Arrays.compare(text.codePoints().toArray(), other.codePoints().toArray());
        int ofBytes = Arrays.compareUnsigned(Wtf8.encode(text), Wtf8.encode(other));
        assertThat(Integer.signum(ofBytes)).isEqualTo(Integer.signum(order));
      }
    }
  }

  @Test
  void aPlaceInAListingIsReadBack() {
    List<Place> places = new ArrayList<>();
    places.add(new Place(null, "e", ""));
    places.add(new Place(-1L, "", "2 a b"));
    places.add(new Place(1_762_249_530_000_000L, "with\nlines\n1", "1 x"));
    for (Place place : places) {
      assertThat(Place.parse(place.text())).contains(place);
      assertThat(place.text()).matches("[A-Za-z0-9_-]+");
    }
  }

  /** Addresses are typed and shortened by people: what is no place is none, and no failure. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "1\n2\n3", "2\n5\n\ne", "1\nsoon\n\ne", "1\n99999999999999999999\n\ne"})
  void whatIsNoPlaceIsNone(String plain) {
    assertThat(Place.parse(plain)).isEmpty();
    assertThat(Place.parse(Base64.getUrlEncoder().encodeToString(plain.getBytes(UTF_8)))).isEmpty();
  }

  /** If this fails, a search misses items, or reads the texts of all executions. */
  @Test
  void candidatesAreThoseOfTheirExecutionAlone() {
    long[] rows =
        LongStream.of(TextIndex.row(3, 0), TextIndex.row(3, 7), TextIndex.row(5, 1)).toArray();
    TextCandidates candidates = new TextCandidates(rows, Set.of(9L), true);

    assertThat(LongStream.range(0, 12).filter(candidates::mayHold)).containsExactly(3L, 5L, 9L);
    assertThat(IntStream.range(0, 10).filter(candidates.within(3))).containsExactly(0, 7);
    assertThat(IntStream.range(0, 10).filter(candidates.within(5))).containsExactly(1);
    assertThat(IntStream.range(0, 3).filter(candidates.within(9))).containsExactly(0, 1, 2);
    assertThat(IntStream.range(0, 10).filter(candidates.within(4))).isEmpty();
    assertThat(LongStream.range(0, 7).mapToInt(candidates::count))
        .containsExactly(0, 0, 0, 2, 0, 1, 0);
    assertThat(candidates.isSureOf(3)).isTrue();
    assertThat(candidates.isSureOf(9)).isFalse();
    assertThat(candidates.isSure()).isFalse();
    assertThat(new TextCandidates(rows, Set.of(), true).isSure()).isTrue();
    assertThat(new TextCandidates(rows, Set.of(), false).isSure()).isFalse();
    assertThat(new TextCandidates(rows, Set.of(), false).isSureOf(3)).isFalse();
  }
}
