package org.researchtracker.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;
import org.researchtracker.archive.LedgerEvent.Ran;
import org.researchtracker.archive.LedgerEvent.Unknown;
import org.researchtracker.index.ByteReader;
import org.researchtracker.index.ByteWriter;
import org.researchtracker.media.MediaReference;

/** Packs what lines of the ledger say into bytes that are read back faster than JSON. */
final class EventCodec {
  private static final List<Per> PERS = List.of(Per.values());
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private EventCodec() {}

  static void write(ByteWriter out, LedgerEvent event) {
    if (event instanceof Bundled bundle) {
      out.writeByte('b');
      write(out, bundle.unit());
      write(out, bundle.name());
      write(out, bundle.facts());
      write(out, bundle.basis());
      write(out, bundle.media());
      out.writeByte(bundle.found() ? 1 : 0);
    } else if (event instanceof Checked check) {
      out.writeByte('c');
      write(out, check.unit());
      out.writeByte(VERDICTS.indexOf(check.verdict()));
      write(out, check.basis());
      write(out, check.media());
    } else if (event instanceof Pruned pruning) {
      out.writeByte('p');
      write(out, pruning.unit());
      write(out, pruning.name());
      out.writeString(pruning.heldBy());
    } else if (event instanceof Ran run) {
      out.writeByte('r');
      out.writeString(run.command());
      out.writeString(run.began().toString());
      out.writeString(run.ended().toString());
      out.writeUnsigned(run.exit());
      out.writeObject(run.counts());
    } else {
      out.writeByte('u');
    }
  }

  static LedgerEvent read(ByteReader in) {
    int kind = in.readByte();
    return switch (kind) {
      case 'b' ->
          new Bundled(unit(in), name(in), facts(in), basis(in), media(in), in.readByte() == 1);
      case 'c' -> new Checked(unit(in), VERDICTS.get(in.readByte()), basis(in), media(in));
      case 'p' -> new Pruned(unit(in), name(in), in.readString());
      case 'r' ->
          new Ran(
              in.readString(),
              Instant.parse(in.readString()),
              Instant.parse(in.readString()),
              in.readCount(),
              in.readObject());
      default -> new Unknown();
    };
  }

  private static void write(ByteWriter out, UnitKey unit) {
    LocalDate day = unit.day();
    out.writeByte(PERS.indexOf(unit.per()));
    writeOptional(out, day == null ? null : day.toString());
    writeOptional(out, unit.id());
    out.writeString(unit.filter());
  }

  private static UnitKey unit(ByteReader in) {
    Per per = PERS.get(in.readByte());
    String day = readOptional(in);
    return new UnitKey(
        per, day == null ? null : LocalDate.parse(day), readOptional(in), in.readString());
  }

  private static void write(ByteWriter out, VersionName name) {
    out.writeString(name.base());
    out.writeUnsigned(name.version());
  }

  private static VersionName name(ByteReader in) {
    return new VersionName(in.readString(), in.readCount());
  }

  private static void write(ByteWriter out, Facts facts) {
    out.writeUnsigned(facts.bytes());
    out.writeString(facts.sha256());
    out.writeString(facts.content());
    out.writeUnsigned(facts.executions());
    out.writeUnsigned(facts.items());
    out.writeUnsigned(facts.media());
  }

  private static Facts facts(ByteReader in) {
    return new Facts(
        in.readUnsigned(),
        in.readString(),
        in.readString(),
        in.readUnsigned(),
        in.readUnsigned(),
        in.readUnsigned());
  }

  private static void write(ByteWriter out, Basis basis) {
    out.writeString(basis.mark());
    out.writeString(basis.media());
    out.writeString(basis.source());
  }

  private static Basis basis(ByteReader in) {
    // All lines say the same few words.
    return new Basis(in.readString(), in.readString().intern(), in.readString().intern());
  }

  private static void write(ByteWriter out, MediaNote media) {
    out.writeUnsigned(media.missing().size());
    for (MissingMedium medium : media.missing()) {
      MediaReference reference = medium.reference();
      out.writeString(reference.executionId());
      out.writeUnsigned(reference.sequenceNumber());
      writeOptional(out, reference.runId().orElse(null));
      writeOptional(out, reference.filePath().orElse(null));
      writeOptional(out, reference.promptId().orElse(null));
      writeOptional(out, reference.url().orElse(null));
      out.writeString(medium.reason());
      out.writeString(medium.look());
    }
    out.writeUnsigned(media.files().size());
    for (Map.Entry<String, String> file : media.files().entrySet()) {
      out.writeString(file.getKey());
      out.writeString(file.getValue());
    }
  }

  private static MediaNote media(ByteReader in) {
    int count = in.readCount();
    List<MissingMedium> missing = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MediaReference reference =
          new MediaReference(
              in.readString(),
              in.readUnsigned(),
              Optional.ofNullable(readOptional(in)),
              Optional.ofNullable(readOptional(in)),
              Optional.ofNullable(readOptional(in)),
              Optional.ofNullable(readOptional(in)));
      missing.add(new MissingMedium(reference, in.readString(), in.readString()));
    }
    int known = in.readCount();
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < known; i++) {
      files.put(in.readString(), in.readString());
    }
    return new MediaNote(missing, files);
  }

  private static void writeOptional(ByteWriter out, @Nullable String text) {
    out.writeByte(text == null ? 0 : 1);
    if (text != null) {
      out.writeString(text);
    }
  }

  private static @Nullable String readOptional(ByteReader in) {
    return in.readByte() == 0 ? null : in.readString();
  }
}
