package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.BundleReport.Contents;
import org.researchtracker.bundle.check.Fault.Kind;

/** Checks what only bundles of this program have: records, their copies, tables and media. */
final class ContentCheck {
  private static final int MOST_ITEMS = 4_000_000;
  private static final String RECORD = "/record.json";

  private final BagTree tree;
  private final String payload;
  private final FaultLog log;
  private final MediaCheck media;
  private final Map<String, RecordFacts> records = new LinkedHashMap<>();
  private long items;

  /** Begins with a tree whose files have all been read. */
  ContentCheck(BagTree tree, String payload, FaultLog log) {
    this.tree = tree;
    this.payload = payload;
    this.log = log;
    this.media = new MediaCheck(tree, payload, log);
  }

  /**
   * Checks all.
   *
   * @param declared the content digest that the bag bears, if it does
   * @return what the records hold, if they can be read
   */
  Optional<Contents> check(Optional<String> declared) {
    String path = payload + BagBase.RECORDS;
    Optional<BagFile> file = tree.get(path);
    if (file.isEmpty()) {
      log.fault(Kind.MISSING, path, "a bundle of this program has it");
      return Optional.empty();
    }
    if (!file.get().isReadable() || !readRecords(file.get(), path)) {
      return Optional.empty();
    }
    media.checkOthers();
    checkCopies();
    new TableCheck(tree, payload, records, log).check();
    String digest = digest(file.get());
    String ours = "sha256:" + digest;
    if (declared.isPresent() && !declared.get().equals(ours)) {
      log.fault(
          Kind.CONTRADICTION,
          BagInfo.NAME,
          "Content-Digest is " + declared.get() + ", the content has " + ours);
    }
    return Optional.of(
        new Contents(records.size(), items, media.included(), media.missing(), digest));
  }

  private boolean readRecords(BagFile file, String path) {
    try (RecordStream lines = new RecordStream(file.open())) {
      while (lines.next()) {
        if (lines.isTooLong()) {
          log.fault(Kind.LIMIT, path, "line " + lines.number() + " is too long to be read");
        } else if (!lines.isBlank()) {
          record(lines, path);
        }
        if (items > MOST_ITEMS || records.size() > ZipDirectory.MOST) {
          log.fault(Kind.LIMIT, path, "more items than are compared: " + MOST_ITEMS);
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      log.fault(Kind.DAMAGED, path, "cannot be read");
      return false;
    }
  }

  private void record(RecordStream lines, String path) {
    RecordFacts record = RecordParser.read(lines.line(), lines.length(), media);
    if (record == null) {
      log.fault(Kind.MALFORMED, path, "line " + lines.number() + " is no record");
      return;
    }
    items += record.items();
    for (int item = 1; item < record.items(); item++) {
      if (record.sequence(item) == record.sequence(item - 1)) {
        log.fault(
            Kind.DUPLICATE,
            path,
            "line " + lines.number() + ": item " + record.sequence(item) + " is there twice");
      }
    }
    if (records.putIfAbsent(record.id(), record) != null) {
      log.fault(
          Kind.DUPLICATE, path, "line " + lines.number() + ": " + record.id() + " is there twice");
    }
  }

  /** Holds each execution's own file against its line. */
  private void checkCopies() {
    for (BagFile file : tree.under(payload + "executions/")) {
      String path = tree.relative(file);
      if (path.endsWith(RECORD) && file.isReadable()) {
        checkCopy(file, path);
      }
    }
    for (RecordFacts record : records.values()) {
      if (!record.isInFolder()) {
        log.fault(
            Kind.MISSING,
            payload + "executions",
            "no record.json of " + record.id() + ", which is in records.jsonl");
      }
    }
  }

  private void checkCopy(BagFile file, String path) {
    if (file.size() > RecordStream.LONGEST) {
      log.fault(Kind.LIMIT, path, "is too long to be read");
      return;
    }
    @Nullable RecordFacts copy = null;
    try (var in = file.open()) {
      byte[] bytes = in.readNBytes((int) file.size());
      copy = RecordParser.read(bytes, bytes.length, (execution, number, fields) -> {});
    } catch (IOException e) {
      log.fault(Kind.DAMAGED, path, "cannot be read");
      return;
    }
    RecordFacts record = copy == null ? null : records.get(copy.id());
    if (copy == null) {
      log.fault(Kind.MALFORMED, path, "is no record");
    } else if (record == null) {
      log.fault(Kind.CONTRADICTION, path, "is of " + copy.id() + ", which is not in records.jsonl");
    } else if (!record.markFolder()) {
      log.fault(Kind.DUPLICATE, path, "another folder has the record of " + copy.id() + " too");
    } else if (!record.digest().equals(copy.digest())) {
      log.fault(Kind.CONTRADICTION, path, "is not the same as its line in records.jsonl");
    }
  }

  /** Computes the content digest: over the records and the media that are there. */
  private String digest(BagFile recordsFile) {
    List<String> lines = new ArrayList<>();
    lines.add(recordsFile.sha512() + "  " + BagBase.RECORDS);
    for (BagFile file : tree.under(payload + "executions/")) {
      if (file.isMedium() && file.isReadable()) {
        lines.add(file.sha512() + "  " + tree.relative(file).substring(payload.length()));
      }
    }
    lines.sort(null);
    MessageDigest sha256 = Digests.newSha256();
    lines.forEach(line -> sha256.update((line + "\n").getBytes(UTF_8)));
    return Digests.hex(sha256.digest());
  }
}
