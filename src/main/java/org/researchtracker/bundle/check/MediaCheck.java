package org.researchtracker.bundle.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.bundle.check.Fault.Kind;

/** Holds the verdicts on media in the records against the files that are there. */
final class MediaCheck implements RecordParser.Media {
  private static final String FOLDER = "executions/";

  private final BagTree tree;
  private final String payload;
  private final FaultLog log;
  private final Set<String> told = new HashSet<>();
  private long included;
  private long missing;

  MediaCheck(BagTree tree, String payload, FaultLog log) {
    this.tree = tree;
    this.payload = payload;
    this.log = log;
  }

  long included() {
    return included;
  }

  long missing() {
    return missing;
  }

  @Override
  public void item(String execution, long number, Map<String, String> fields) {
    String status = fields.getOrDefault("media_status", "");
    String path = fields.getOrDefault("media_path", "");
    switch (status) {
      case "included" -> {
        included++;
        included(execution, number, path, fields);
      }
      case "missing", "" -> {
        missing += status.isEmpty() ? 0 : 1;
        if (!path.isEmpty()) {
          contradict(execution, number, "media_path stands beside media_status '" + status + "'");
        }
      }
      default -> contradict(execution, number, "media_status '" + status + "' is none");
    }
  }

  private void included(String execution, long number, String path, Map<String, String> fields) {
    if (EntryNames.danger(path).isPresent() || !path.startsWith(FOLDER)) {
      contradict(execution, number, "media_path '" + path + "' is not below " + FOLDER);
      return;
    }
    Optional<BagFile> found = tree.get(payload + path);
    if (found.isEmpty()) {
      if (told.add(path)) {
        log.fault(
            Kind.MISSING,
            payload + path,
            "records.jsonl says that it is included: " + item(execution, number));
      }
      return;
    }
    BagFile file = found.get();
    file.markMedium();
    if (!file.isReadable()) {
      return;
    }
    String size = fields.getOrDefault("media_size", "");
    if (!size.equals(Long.toString(file.size()))) {
      contradict(
          execution, number, "media_size is '" + size + "', " + path + " has " + file.size());
    }
    if (!fields.getOrDefault("media_sha512", "").equals(file.sha512())) {
      contradict(execution, number, "media_sha512 is not that of " + path);
    }
  }

  private static String item(String execution, long number) {
    return execution + " item " + number;
  }

  private void contradict(String execution, long number, String what) {
    log.fault(Kind.CONTRADICTION, payload + BagBase.RECORDS, item(execution, number) + ": " + what);
  }

  /** Names the files beside executions that no item names. */
  void checkOthers() {
    for (BagFile file : tree.under(payload + FOLDER)) {
      String path = tree.relative(file);
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean known =
          name.equals("record.json") || name.equals("journey.txt") || name.endsWith(".comfy.json");
      if (!known && !file.isMedium() && EntryNames.leftBy(path).isEmpty()) {
        log.fault(Kind.EXTRA, path, "no item of records.jsonl names it");
      }
    }
  }
}
