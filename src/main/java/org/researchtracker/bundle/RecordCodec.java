package org.researchtracker.bundle;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.MediaType;

/**
 * Records and verdicts as bytes of one process: a bundle goes through them many times, and neither
 * the logs nor the verdicts may change in between.
 */
final class RecordCodec {

  private RecordCodec() {}

  static void write(ExecutionRecord record, DataOutputStream out) throws IOException {
    ValueWriter values = new ValueWriter(out);
    values.text(record.executionId());
    values.value(record.head().fields());
    values.value(record.head().extra());
    out.writeInt(record.items().size());
    for (ExecutionItem item : record.items()) {
      write(item, out, values);
    }
  }

  private static void write(ExecutionItem item, DataOutputStream out, ValueWriter values)
      throws IOException {
    MediaType mediaType = item.mediaType();
    out.writeLong(item.sequenceNumber());
    values.optional(item.timestamp());
    out.writeByte(item.stage());
    values.optional(item.outputConfigIndex());
    values.optional(item.stageIteration());
    values.optional(mediaType == null ? null : mediaType.name());
    values.text(item.itemType().name());
    values.optional(item.content());
    values.optional(item.filePath());
    values.optional(item.configUsed());
    values.optional(item.modelUsed());
    values.optional(item.promptId());
    values.optional(item.backendType());
    values.value(item.executionTime());
    values.value(item.metadata());
    values.value(item.extra());
  }

  static ExecutionRecord readRecord(DataInputStream in) throws IOException {
    ValueReader values = new ValueReader(in);
    ExecutionHead head = new ExecutionHead(values.text(), values.object(), values.object());
    int count = in.readInt();
    List<ExecutionItem> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(readItem(in, values));
    }
    return new ExecutionRecord(head, items);
  }

  private static ExecutionItem readItem(DataInputStream in, ValueReader values) throws IOException {
    return new ExecutionItem(
        in.readLong(),
        values.optionalText(),
        in.readByte(),
        values.optionalLong(),
        values.optionalLong(),
        mediaType(values.optionalText()),
        ItemType.of(values.text()),
        values.optionalText(),
        values.optionalText(),
        values.optionalText(),
        values.optionalText(),
        values.optionalText(),
        values.optionalText(),
        values.value() instanceof JsonNumber time ? time : null,
        values.object(),
        values.object());
  }

  private static @Nullable MediaType mediaType(@Nullable String name) {
    return name == null ? null : MediaType.of(name);
  }

  static void write(Map<Long, Verdict> verdicts, DataOutputStream out) throws IOException {
    ValueWriter values = new ValueWriter(out);
    out.writeInt(verdicts.size());
    for (Verdict verdict : verdicts.values()) {
      BundledMedium medium = verdict.medium();
      out.writeLong(medium.sequenceNumber());
      values.optional(medium.reason().map(MissingReason::wireName).orElse(null));
      values.optional(medium.path().orElse(null));
      values.optional(medium.format().orElse(null));
      values.optional(medium.size().isPresent() ? (Long) medium.size().getAsLong() : null);
      values.optional(medium.sha512().orElse(null));
      values.optional(medium.sha256().orElse(null));
      values.optional(medium.originalName().orElse(null));
      values.optional(medium.originalSha512().orElse(null));
      values.optional(medium.graphPath().orElse(null));
      out.writeLong(verdict.crc());
    }
  }

  static Map<Long, Verdict> readVerdicts(DataInputStream in) throws IOException {
    ValueReader values = new ValueReader(in);
    int count = in.readInt();
    Map<Long, Verdict> verdicts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      long number = in.readLong();
      Optional<MissingReason> reason = text(values).flatMap(MissingReason::ofWireName);
      Optional<String> path = text(values);
      Optional<String> format = text(values);
      Long size = values.optionalLong();
      BundledMedium medium =
          new BundledMedium(
              number,
              reason,
              path,
              format,
              size == null ? OptionalLong.empty() : OptionalLong.of(size),
              text(values),
              text(values),
              text(values),
              text(values),
              text(values));
      verdicts.put(number, new Verdict(medium, in.readLong()));
    }
    return verdicts;
  }

  private static Optional<String> text(ValueReader values) throws IOException {
    return Optional.ofNullable(values.optionalText());
  }

  /**
   * A verdict, and what a ZIP wants to know of the bytes.
   *
   * @param crc CRC-32 of the bytes in the bundle; 0 where there are none
   */
  record Verdict(BundledMedium medium, long crc) {}
}
