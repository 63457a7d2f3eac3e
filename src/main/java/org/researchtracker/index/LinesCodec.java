package org.researchtracker.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Occurrence.Verdict;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/**
 * Packs the lines of an execution into some twenty bytes an item: texts that recur are numbered,
 * positions and times are told as differences from the item before.
 *
 * <p>Packing and unpacking are one long method each, field after field, so that the one can be held
 * against the other line by line.
 */
final class LinesCodec {
  private static final int HAS_TIME = 1;
  private static final int ZONELESS = 2;
  private static final int HAS_CONTENT = 4;
  private static final int HAS_PATH = 8;
  private static final int OVERSIZED = 16;
  private static final int HAS_REASON = 32;
  private static final int VERDICT_SHIFT = 6;

  /**
   * Names that every execution may use, packed as their places: a new one, wherever it stands,
   * changes {@link IndexStore#SCHEMA_VERSION}.
   */
  static final List<String> COMMON = common();

  private LinesCodec() {}

  private static final Map<String, Integer> COMMON_NUMBERS = numbers(COMMON);
  private static final Map<JsonObject, Integer> NO_HEAD = Map.of(JsonObject.EMPTY, 0);

  private static Map<String, Integer> numbers(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.putIfAbsent(name, numbers.size());
    }
    return numbers;
  }

  private static List<String> common() {
    List<String> names = new ArrayList<>();
    for (ItemType type : ItemType.known()) {
      names.add(type.name());
    }
    for (MediaType type : MediaType.known()) {
      names.add(type.name());
    }
    return List.copyOf(names);
  }

  static byte[] pack(ExecutionLines lines) {
    ByteWriter body = new ByteWriter();
    Table<String> texts = new Table<>(COMMON_NUMBERS);
    Table<JsonObject> heads = new Table<>(NO_HEAD);
    LineRef before = LineRef.NOWHERE;
    body.writeUnsigned(lines.heads().size());
    for (HeadLine head : lines.heads()) {
      body.writeByte(
          (head.rank() == null ? 0 : 1) | (head.hasExtra() ? 2 : 0) | (head.zoneless() ? 4 : 0));
      writeLine(body, head.line(), before);
      before = head.line();
      Instant rank = head.rank();
      if (rank != null) {
        body.writeSigned(rank.getEpochSecond());
        body.writeUnsigned(rank.getNano());
      }
      body.writeObject(head.fields());
    }
    body.writeUnsigned(lines.items().size());
    long sequence = 0;
    long second = 0;
    for (Occurrence item : lines.items()) {
      body.writeByte(flags(item));
      writeLine(body, item.line, before);
      before = item.line;
      body.writeUnsigned(item.place + 1L);
      body.writeSigned(item.sequenceNumber - sequence);
      sequence = item.sequenceNumber;
      body.writeUnsigned(item.stage);
      body.writeUnsigned(item.outputConfigIndex == null ? 0 : item.outputConfigIndex);
      body.writeUnsigned(texts.number(item.itemType.name()) + 1L);
      body.writeUnsigned(item.mediaType == null ? 0 : texts.number(item.mediaType) + 1L);
      body.writeUnsigned(item.configUsed == null ? 0 : texts.number(item.configUsed) + 1L);
      body.writeUnsigned(item.modelUsed == null ? 0 : texts.number(item.modelUsed) + 1L);
      body.writeUnsigned(heads.number(item.head));
      body.writeUnsigned(heads.number(item.startHead));
      if (item.time != null) {
        body.writeSigned(item.time.getEpochSecond() - second);
        second = item.time.getEpochSecond();
        writeNano(body, item.time.getNano());
      }
      if (item.blockReason != null) {
        body.writeString(item.blockReason);
      }
    }
    ByteWriter out = new ByteWriter();
    out.writeUnsigned(texts.added().size());
    for (String text : texts.added()) {
      out.writeString(text);
    }
    out.writeUnsigned(heads.added().size());
    for (JsonObject head : heads.added()) {
      out.writeObject(head);
    }
    out.writeBytes(body.toBytes());
    return out.toBytes();
  }

  static ExecutionLines unpack(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    List<String> texts = new ArrayList<>(COMMON);
    for (int left = in.readCount(); left > 0; left--) {
      texts.add(in.readString());
    }
    List<JsonObject> headTable = new ArrayList<>();
    headTable.add(JsonObject.EMPTY);
    for (int left = in.readCount(); left > 0; left--) {
      headTable.add(in.readObject());
    }
    LineRef before = LineRef.NOWHERE;
    int headCount = in.readCount();
    List<HeadLine> heads = new ArrayList<>(headCount);
    for (int i = 0; i < headCount; i++) {
      int flags = in.readByte();
      before = readLine(in, before, false);
      Instant rank =
          (flags & 1) == 0 ? null : Instant.ofEpochSecond(in.readSigned(), in.readUnsigned());
      heads.add(new HeadLine(before, rank, in.readObject(), (flags & 2) != 0, (flags & 4) != 0));
    }
    int itemCount = in.readCount();
    List<Occurrence> items = new ArrayList<>(itemCount);
    long sequence = 0;
    long second = 0;
    for (int i = 0; i < itemCount; i++) {
      int flags = in.readByte();
      Occurrence item = new Occurrence();
      before = readLine(in, before, (flags & OVERSIZED) != 0);
      item.line = before;
      item.place = in.readCount() - 1;
      sequence += in.readSigned();
      item.sequenceNumber = sequence;
      item.stage = in.readCount();
      long index = in.readUnsigned();
      item.outputConfigIndex = index == 0 ? null : index;
      item.itemType = ItemType.of(texts.get(in.readCount() - 1));
      item.mediaType = text(texts, in.readCount());
      item.configUsed = text(texts, in.readCount());
      item.modelUsed = text(texts, in.readCount());
      item.head = headTable.get(in.readCount());
      item.startHead = headTable.get(in.readCount());
      if ((flags & HAS_TIME) != 0) {
        second += in.readSigned();
        item.time = Instant.ofEpochSecond(second, readNano(in));
      }
      if ((flags & HAS_REASON) != 0) {
        item.blockReason = in.readString();
      }
      item.zoneless = (flags & ZONELESS) != 0;
      item.hasContent = (flags & HAS_CONTENT) != 0;
      item.hasFilePath = (flags & HAS_PATH) != 0;
      item.verdict = VERDICTS.get(flags >> VERDICT_SHIFT);
      items.add(item);
    }
    return new ExecutionLines(heads, items);
  }

  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private static int flags(Occurrence item) {
    return (item.time != null ? HAS_TIME : 0)
        | (item.zoneless ? ZONELESS : 0)
        | (item.hasContent ? HAS_CONTENT : 0)
        | (item.hasFilePath ? HAS_PATH : 0)
        | (item.line.oversized() ? OVERSIZED : 0)
        | (item.blockReason != null ? HAS_REASON : 0)
        | VERDICTS.indexOf(item.verdict) << VERDICT_SHIFT;
  }

  private static @Nullable String text(List<String> texts, int number) {
    return number == 0 ? null : texts.get(number - 1);
  }

  private static void writeLine(ByteWriter out, LineRef line, LineRef before) {
    out.writeSigned(line.file() - before.file());
    out.writeSigned(
        line.offset() - (line.file() == before.file() ? before.offset() + before.length() : 0));
    out.writeUnsigned(line.length());
    out.writeInt32(line.checksum());
  }

  private static LineRef readLine(ByteReader in, LineRef before, boolean oversized) {
    long file = before.file() + in.readSigned();
    long base = file == before.file() ? before.offset() + before.length() : 0;
    return new LineRef(file, base + in.readSigned(), in.readUnsigned(), in.readInt32(), oversized);
  }

  /** Clocks tell microseconds, seldom more: the last digit says which. */
  private static void writeNano(ByteWriter out, int nano) {
    out.writeUnsigned(nano % 1000 == 0 ? nano / 1000 * 2L : nano * 2L + 1);
  }

  private static long readNano(ByteReader in) {
    long packed = in.readUnsigned();
    return (packed & 1) == 0 ? packed / 2 * 1000 : packed / 2;
  }

  /**
   * Numbers values in the order in which they first occur, after those that need not be written.
   */
  private static final class Table<T> {
    private final Map<T, Integer> known;
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> added = new ArrayList<>();

    Table(Map<T, Integer> known) {
      this.known = known;
    }

    int number(T value) {
      Integer number = known.get(value);
      return number != null ? number : numbers.computeIfAbsent(value, this::add);
    }

    private int add(T value) {
      added.add(value);
      return known.size() + added.size() - 1;
    }

    List<T> added() {
      return added;
    }
  }
}
