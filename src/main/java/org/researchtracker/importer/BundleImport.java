package org.researchtracker.importer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.researchtracker.importer.ExecutionVerdict.Outcome;
import org.researchtracker.log.JsonReader;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Brings the records of a bundle back as lines, and its media into the store. Nothing is added to a
 * record, so that exporting it again gives the same content; where it came from is said by the name
 * of the log that the lines go to. For one bundle.
 */
final class BundleImport {
  private static final int LONGEST = 64 << 20;

  private final ImportSettings settings;
  private final Importer importer;
  private final ImportListener listener;
  private final LineTarget target;
  private final BundleSource source;
  private final String name;
  private final List<String> faults = new ArrayList<>();

  /**
   * Prepares to import.
   *
   * @param name of the bundle, relative to the folder that was named
   */
  BundleImport(
      ImportSettings settings,
      Importer importer,
      ImportListener listener,
      LineTarget target,
      BundleSource source,
      String name) {
    this.settings = settings;
    this.importer = importer;
    this.listener = listener;
    this.target = target;
    this.source = source;
    this.name = name;
  }

  /** Imports all; returns what of it could not be brought into the log. */
  List<String> run() throws IOException {
    try (InputStream in = new BufferedInputStream(source.records(), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      for (int c = in.read(); ; c = in.read()) {
        if (c >= 0 && c != '\n') {
          if (line.size() <= LONGEST) {
            line.write(c);
          }
          continue;
        }
        if (line.size() > 0) {
          line(line, number);
        }
        line.reset();
        number++;
        if (c < 0) {
          break;
        }
      }
    }
    return faults;
  }

  private void line(ByteArrayOutputStream line, long number) throws IOException {
    Optional<BundledRecord> record =
        line.size() > LONGEST
            ? Optional.empty()
            : JsonReader.read(line.toString(StandardCharsets.UTF_8))
                .filter(JsonObject.class::isInstance)
                .flatMap(value -> BundledRecord.of((JsonObject) value));
    if (record.isPresent()) {
      record(record.get());
    } else {
      faults.add("records.jsonl, line " + number + ": no record");
    }
  }

  private void record(BundledRecord record) throws IOException {
    Map<Long, ExecutionItem> items = new TreeMap<>();
    for (Map.Entry<Long, JsonObject> item : record.items().entrySet()) {
      try {
        items.put(item.getKey(), ItemLines.read(record.executionId(), item.getValue()));
      } catch (UnreadableLineException e) {
        faults.add(record.executionId() + ", item " + item.getKey() + ": " + e.getMessage());
      }
    }
    Optional<ExecutionRecord> logged = importer.logged(record.executionId());
    Map<Long, ExecutionItem> there = new HashMap<>();
    logged.ifPresent(
        found -> found.items().forEach(each -> there.putIfAbsent(each.sequenceNumber(), each)));
    SortedMap<Long, JsonObject> news = new TreeMap<>();
    int known = 0;
    for (Map.Entry<Long, ExecutionItem> item : items.entrySet()) {
      ExecutionItem same = there.get(item.getKey());
      if (same == null) {
        news.put(item.getKey(), record.items().getOrDefault(item.getKey(), JsonObject.EMPTY));
      } else if (same.equals(item.getValue())) {
        known++;
      } else {
        faults.add(record.executionId() + ", item " + item.getKey() + ": the log has another one");
      }
    }
    JsonObject head = logged.isEmpty() ? record.head() : newHead(record, logged.get());
    boolean isNew = logged.isEmpty();
    if (isNew || !news.isEmpty() || !head.isEmpty()) {
      write(record.executionId(), isNew, head, news);
    }
    int media = media(record, items, news.keySet());
    Outcome outcome =
        isNew ? Outcome.IMPORTED : news.isEmpty() && head.isEmpty() ? Outcome.KNOWN : Outcome.GROWN;
    listener.execution(
        new ExecutionVerdict(
            record.executionId(),
            SourceForm.BUNDLE,
            name,
            outcome,
            news.size(),
            known,
            media,
            List.of()));
  }

  /** Head fields that the log does not have; those that it has may be newer. */
  private static JsonObject newHead(BundledRecord record, ExecutionRecord logged) {
    JsonObject.Builder head = JsonObject.builder();
    record
        .head()
        .forEach(
            (field, value) -> {
              if (logged.head().fields().value(field).isEmpty()
                  && logged.head().extra().get(field).isEmpty()) {
                head.put(field, value);
              }
            });
    return head.build();
  }

  private void write(String id, boolean isNew, JsonObject head, SortedMap<Long, JsonObject> items)
      throws IOException {
    List<String> lines = new ArrayList<>();
    JsonObject.Builder record = JsonObject.builder().put("execution_id", id).putAll(head);
    String whole =
        record
            .put("items", new JsonArray(new ArrayList<JsonValue>(items.values())))
            .build()
            .toJson();
    if (whole.length() < LONGEST / 4) {
      lines.add(whole);
    } else {
      lines.add(JsonObject.builder().put("execution_id", id).putAll(head).build().toJson());
      items.values().forEach(item -> lines.add(ItemLines.line(id, item)));
    }
    long highest = items.isEmpty() ? 0 : items.lastKey();
    importer.append(target, new LineTarget.Lines(id, isNew, highest, lines));
  }

  /** Keeps media; returns how many are new, by their items or in the store. */
  private int media(BundledRecord record, Map<Long, ExecutionItem> items, Set<Long> news) {
    int brought = 0;
    for (Map.Entry<Long, ExecutionItem> item : items.entrySet()) {
      JsonObject medium = record.media().getOrDefault(item.getKey(), JsonObject.EMPTY);
      Optional<String> path = medium.string("media_path");
      Optional<String> reason = medium.string("media_reason");
      try {
        if (path.isPresent()) {
          boolean kept = keep(record.executionId(), item.getValue(), path.get(), medium);
          brought += kept || news.contains(item.getKey()) ? 1 : 0;
        } else if (reason.isPresent()) {
          settings.keeper().missing(record.executionId(), item.getValue(), reason.get(), name);
        }
      } catch (IOException e) {
        faults.add(path.orElse("") + ": not kept: " + FolderListing.reason(e));
      }
    }
    return brought;
  }

  private boolean keep(String id, ExecutionItem item, String path, JsonObject medium)
      throws IOException {
    String sha512 = medium.string("media_sha512").orElse("");
    return settings
        .keeper()
        .keep(
            id,
            item,
            () -> {
              InputStream bytes =
                  source
                      .medium(path)
                      .orElseThrow(() -> new IOException("the bundle does not have it"));
              return new Checked(bytes, sha512);
            },
            name + "/" + path,
            path.substring(path.lastIndexOf('/') + 1),
            medium.string("media_original_sha512"));
  }

  /** Breaks off at its end where the bytes are not those that the record names. */
  private static final class Checked extends FilterInputStream {
    private final MessageDigest digest;
    private final String expected;

    Checked(InputStream in, String expected) {
      super(in);
      this.expected = expected;
      try {
        digest = MessageDigest.getInstance("SHA-512");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        digest.update(bytes, offset, count);
      } else if (count < 0 && !expected.isEmpty()) {
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(expected)) {
          throw new IOException("its bytes are not those that the record names");
        }
      }
      return count;
    }
  }
}
