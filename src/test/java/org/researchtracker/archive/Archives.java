package org.researchtracker.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.LogIndex;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.PathMap;
import org.researchtracker.model.Selection;

/** Logs, media and an archive in a folder, with a clock that a test sets. */
final class Archives {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final Path logs;
  final Path exports;
  final Path to;
  final List<String> told = new ArrayList<>();
  private final Path folder;
  Instant now = Instant.parse("2025-11-10T12:00:00Z");
  ZoneId zone = BERLIN;
  BundleOptions options = BundleOptions.DEFAULT;
  String source = "s";

  /** Where runs keep what the ledger says, if they do. */
  @Nullable Path cache;

  Archives(Path folder) throws IOException {
    this.folder = folder;
    this.logs = Files.createDirectories(folder.resolve("logs"));
    this.exports = Files.createDirectories(folder.resolve("exports"));
    this.to = folder.resolve("archive");
  }

  /**
   * Begins with an execution of one day that has its picture, and one of the next that lacks it.
   */
  static Archives ofTwoDays(Path folder) throws IOException {
    return new Archives(folder)
        .picture("one.png", 1)
        .execution("e1", "2025-11-03T10:00:00+01:00", "one.png")
        .execution("e2", "2025-11-04T10:00:00+01:00", "two.png");
  }

  /** Adds lines to a log. */
  Archives log(String name, String... lines) throws IOException {
    Files.writeString(
        logs.resolve(name),
        String.join("\n", lines) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return this;
  }

  /** Returns a line that gives an item. */
  static String item(String id, int number, String type, String time, String more) {
    return "{\"execution_id\":\""
        + id
        + "\",\"sequence_number\":"
        + number
        + ",\"item_type\":\""
        + type
        + "\",\"timestamp\":\""
        + time
        + "\""
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  /** Adds an execution that has ended: an input, an output with a picture, an end. */
  Archives execution(String id, String time, String picture) throws IOException {
    return log(
        "a.jsonl",
        "{\"execution_id\":\"" + id + "\",\"config_name\":\"dada\",\"timestamp\":\"" + time + "\"}",
        item(id, 1, "user_input_text", time, "\"content\":\"Eule " + id + "\""),
        item(id, 2, "output_image", time, "\"file_path\":\"" + picture + "\""),
        item(id, 3, "pipeline_complete", time, ""));
  }

  /** Makes a picture of one point, whose colour is its own. */
  Archives picture(String name, int seed) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(png, "IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0});
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(new byte[] {0, (byte) seed});
    }
    chunk(png, "IDAT", packed.toByteArray());
    chunk(png, "IEND", new byte[0]);
    Path file = exports.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, png.toByteArray());
    return this;
  }

  /** Has a file seem to be written to just now, whatever the clock of the disk can tell apart. */
  Archives touch(String name) throws IOException {
    Files.setLastModifiedTime(
        exports.resolve(name), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    return this;
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] body = new byte[4 + data.length];
    System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, body, 0, 4);
    System.arraycopy(data, 0, body, 4, data.length);
    CRC32 crc = new CRC32();
    crc.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  ArchiveReport archive(Per per) throws IOException {
    return archive(per, request -> request);
  }

  ArchiveReport archive(Per per, UnaryOperator<ArchiveRequest> change) throws IOException {
    return run(
        (run, in) ->
            run.archive(
                change.apply(
                    new ArchiveRequest(
                        per,
                        NameTemplate.parse(per.template(), "--name-template"),
                        Duration.ofHours(1),
                        Duration.ofMinutes(30),
                        Selection.ALL,
                        0,
                        Optional.empty(),
                        0,
                        true,
                        false)),
                in));
  }

  ArchiveReport retry() throws IOException {
    return run((run, in) -> run.retry(in, Set.of(), 0));
  }

  PruneReport prune(int keep, boolean plan) throws IOException {
    told.clear();
    try (ArchiveRun run = ArchiveRun.begin(to, "prune", Duration.ZERO, clock(), told::add)) {
      remember(run);
      return run.prune(keep, plan);
    }
  }

  VerifyReport verify(double share) {
    told.clear();
    return ArchiveRun.verify(to, share, clock(), told::add);
  }

  /** What a run does. */
  interface Work {
    ArchiveReport with(ArchiveRun run, Ingredients in);
  }

  private ArchiveReport run(Work work) throws IOException {
    told.clear();
    IndexSettings settings =
        new IndexSettings(folder.resolve("index.db"), List.of(logs), zone, false, 1 << 26);
    try (ArchiveRun run = ArchiveRun.begin(to, "archive", Duration.ZERO, clock(), told::add);
        LogIndex index = LogIndex.open(settings, IndexEvents.NONE)) {
      remember(run);
      index.refresh();
      MediaResolver resolver =
          new MediaResolver(MediaRoots.of(List.of(exports)), PathMap.none(), List.of());
      return work.with(
          run,
          new Ingredients(
              index.catalog(), resolver, options, BundleDescription.NONE, "test", zone, source));
    }
  }

  private void remember(ArchiveRun run) {
    if (cache != null) {
      run.remember(new LedgerCache(cache, 1));
    }
  }

  Clock clock() {
    return Clock.fixed(now, zone);
  }

  Archives at(String instant) {
    now = Instant.parse(instant);
    return this;
  }

  /** Returns the names of the bundles. */
  Set<String> bundles() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(to)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".zip"))
          .forEach(names::add);
    }
    return names;
  }

  Path ledger() {
    return to.resolve(".tracker-archive.ledger");
  }

  /** Changes a sound file in one byte. */
  static void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  /** Returns a request for other executions. */
  static ArchiveRequest with(ArchiveRequest request, Selection selection) {
    return with(request, selection, request.since(), 0, false);
  }

  /** Returns a request that differs from another one in what is given here. */
  static ArchiveRequest with(
      ArchiveRequest request,
      Selection selection,
      Optional<Bookmark> since,
      long minFree,
      boolean logsExpire) {
    return new ArchiveRequest(
        request.per(),
        request.template(),
        request.settle(),
        request.idle(),
        selection,
        0,
        since,
        minFree,
        true,
        logsExpire);
  }

  /** Returns what a bundle holds. */
  BundleHoldings held(String bundle) {
    return BundleHoldings.read(to.resolve(bundle), head -> false).orElseThrow();
  }
}
