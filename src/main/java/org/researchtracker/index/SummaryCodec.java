package org.researchtracker.index;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.OutputCounts;
import org.researchtracker.model.Status;

/** Packs what listing and counting need of an execution. */
final class SummaryCodec {
  private static final List<Status> STATUSES = List.of(Status.values());

  private SummaryCodec() {}

  static byte[] pack(ExecutionSummary summary) {
    ByteWriter out = new ByteWriter();
    out.writeByte(
        STATUSES.indexOf(summary.status())
            | (summary.start() == null ? 0 : 8)
            | (summary.end() == null ? 0 : 16)
            | (summary.touched() == null ? 0 : 32));
    writeInstant(out, summary.start());
    writeInstant(out, summary.end());
    writeInstant(out, summary.touched());
    out.writeInt32((int) (summary.mark() >>> 32));
    out.writeInt32((int) summary.mark());
    out.writeUnsigned(summary.itemCount());
    out.writeUnsigned(summary.outputCount());
    out.writeUnsigned(summary.blockedCount());
    OutputCounts outputs = summary.outputs();
    out.writeUnsigned(outputs.requested());
    out.writeUnsigned(outputs.generated());
    out.writeUnsigned(outputs.blocked());
    out.writeUnsigned(outputs.failed());
    out.writeUnsigned(outputs.pending());
    out.writeUnsigned(summary.duplicates());
    out.writeUnsigned(summary.conflicts());
    out.writeUnsigned(summary.unknownTypes());
    out.writeUnsigned(summary.zonelessTimes());
    JsonObject fields = summary.head().fields();
    int present = 0;
    for (int i = 0; i < ExecutionHead.FIELDS.size(); i++) {
      present |= fields.get(ExecutionHead.FIELDS.get(i)).isPresent() ? 1 << i : 0;
    }
    out.writeUnsigned(present);
    for (String name : ExecutionHead.FIELDS) {
      fields.get(name).ifPresent(out::writeValue);
    }
    return out.toBytes();
  }

  static ExecutionSummary unpack(String executionId, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int flags = in.readByte();
    Instant start = (flags & 8) == 0 ? null : readInstant(in);
    Instant end = (flags & 16) == 0 ? null : readInstant(in);
    Instant touched = (flags & 32) == 0 ? null : readInstant(in);
    long mark = ((long) in.readInt32() << 32) | (in.readInt32() & 0xffffffffL);
    long items = in.readUnsigned();
    long outputs = in.readUnsigned();
    long blocked = in.readUnsigned();
    OutputCounts counts =
        new OutputCounts(
            in.readUnsigned(),
            in.readUnsigned(),
            in.readUnsigned(),
            in.readUnsigned(),
            in.readUnsigned());
    long duplicates = in.readUnsigned();
    long conflicts = in.readUnsigned();
    long unknown = in.readUnsigned();
    long zoneless = in.readUnsigned();
    int present = in.readCount();
    JsonObject.Builder fields = JsonObject.builder();
    for (int i = 0; i < ExecutionHead.FIELDS.size(); i++) {
      if ((present & 1 << i) != 0) {
        JsonValue value = in.readValue();
        if (!value.equals(JsonNull.NULL)) {
          fields.put(ExecutionHead.FIELDS.get(i), value);
        }
      }
    }
    return new ExecutionSummary(
        new ExecutionHead(executionId, fields.build(), JsonObject.EMPTY),
        STATUSES.get(flags & 7),
        start,
        end,
        items,
        outputs,
        blocked,
        counts,
        duplicates,
        conflicts,
        unknown,
        zoneless,
        touched,
        mark);
  }

  private static void writeInstant(ByteWriter out, @Nullable Instant instant) {
    if (instant != null) {
      out.writeSigned(instant.getEpochSecond());
      out.writeUnsigned(instant.getNano());
    }
  }

  private static Instant readInstant(ByteReader in) {
    return Instant.ofEpochSecond(in.readSigned(), in.readUnsigned());
  }
}
