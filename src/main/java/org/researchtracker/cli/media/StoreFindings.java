package org.researchtracker.cli.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.media.store.StoreFinding;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.SafeText;

/** Writes what was found in the media store, one by one: lines, or one JSON object. */
final class StoreFindings {
  private final Writer out;
  private final boolean json;
  private final boolean entries;
  private String before = "";
  private long faults;
  private long others;
  private long bytes;

  /**
   * Writes findings.
   *
   * @param entries whether the bytes of entries count; where entries are removed, their bytes are
   *     found again as files that nobody names
   */
  StoreFindings(Writer out, boolean json, boolean entries) {
    this.out = out;
    this.json = json;
    this.entries = entries;
  }

  /**
   * Begins.
   *
   * @param array the name of the array in JSON
   * @param facts what stands before it
   */
  void begin(String array, JsonObject facts) {
    if (json) {
      String head = JsonText.compact(facts);
      write(head.substring(0, head.length() - 1) + ",\"" + array + "\":[");
    }
  }

  /** Takes a finding; {@code prefix} stands before it in a line. */
  void add(String prefix, StoreFinding finding) {
    if (finding.kind().isFault()) {
      faults++;
    } else {
      others++;
      bytes += entries || !finding.file().isEmpty() ? finding.bytes() : 0;
    }
    if (json) {
      write(before + "\n" + JsonText.compact(json(finding)));
      before = ",";
    } else {
      write(prefix + SafeText.line(words(finding)) + "\n");
    }
  }

  /** Ends with these facts behind the array. */
  void end(JsonObject facts) {
    if (json) {
      write("\n]," + JsonText.compact(facts).substring(1) + "\n");
    }
  }

  /** Writes a line for people. */
  void line(String text) {
    if (!json) {
      write(SafeText.line(text) + "\n");
    }
  }

  long faults() {
    return faults;
  }

  long others() {
    return others;
  }

  /** Returns the bytes of all that is no fault. */
  long bytes() {
    return bytes;
  }

  private static String words(StoreFinding finding) {
    List<String> items = new ArrayList<>();
    for (StoreFinding.Item item : finding.items()) {
      items.add("item " + item.sequenceNumber() + " of " + item.executionId());
    }
    String what = finding.file().isEmpty() ? finding.sha256().orElse("no bytes") : finding.file();
    return finding.kind().word()
        + ": "
        + what
        + (items.isEmpty() ? "" : " (" + String.join(", ", items) + ")");
  }

  private static JsonObject json(StoreFinding finding) {
    List<JsonValue> items = new ArrayList<>();
    for (StoreFinding.Item item : finding.items()) {
      items.add(
          JsonObject.builder()
              .put("execution_id", item.executionId())
              .put("sequence_number", item.sequenceNumber())
              .build());
    }
    return JsonObject.builder()
        .put("kind", finding.kind().word())
        .put("severity", finding.kind().isFault() ? "fault" : "warning")
        .put("file", finding.file().isEmpty() ? null : finding.file())
        .put("sha256", finding.sha256().orElse(null))
        .put("bytes", finding.bytes())
        .put("items", new JsonArray(items))
        .build();
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
