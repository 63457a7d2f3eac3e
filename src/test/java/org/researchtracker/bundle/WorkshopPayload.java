package org.researchtracker.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.IndexEvents;
import org.researchtracker.index.IndexSettings;
import org.researchtracker.index.LogIndex;
import org.researchtracker.media.DataUri;
import org.researchtracker.media.Inspection;
import org.researchtracker.media.MediaInspector;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.PathMap;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;

/** The executions of {@code examples/workshop} with their media, laid into a folder. */
final class WorkshopPayload {
  private static final Path WORKSHOP = Path.of("examples/workshop");

  private WorkshopPayload() {}

  static List<BundledExecution> layInto(Path folder, Path scratch) throws IOException {
    List<ExecutionRecord> records = new ArrayList<>();
    try (LogIndex index =
        LogIndex.open(
            new IndexSettings(
                scratch.resolve("index.db"),
                List.of(WORKSHOP.resolve("logs")),
                PayloadFolder.ZONE,
                false,
                1 << 26),
            IndexEvents.NONE)) {
      index.refresh();
      Catalog catalog = index.catalog();
      catalog.executions(Selection.ALL, 0).forEach(entry -> records.add(catalog.record(entry)));
    }
    records.sort(Comparator.comparing(ExecutionRecord::executionId));
    PathMap map =
        PathMap.parse(
            List.of(
                "/srv/pipeline/exports=" + WORKSHOP.resolve("exports"),
                "/exports=" + WORKSHOP.resolve("exports")),
            Path.of("").toAbsolutePath());
    MediaRoots roots = MediaRoots.besideLogs(List.of(WORKSHOP.resolve("logs"))).with(map);
    MediaResolver resolver = new MediaResolver(roots, map, List.of());
    List<BundledExecution> executions = new ArrayList<>();
    for (ExecutionRecord record : records) {
      String own = "executions/" + record.executionId();
      Map<Long, BundledMedium> media = new TreeMap<>();
      for (ExecutionItem item : record.items()) {
        if (item.isMedium()) {
          media.put(item.sequenceNumber(), medium(item, record, own, folder, resolver));
        }
      }
      executions.add(
          new BundledExecution(record, own, "texts/" + record.executionId() + ".txt", media));
    }
    return executions;
  }

  private static BundledMedium medium(
      ExecutionItem item, ExecutionRecord record, String own, Path folder, MediaResolver resolver)
      throws IOException {
    String path = item.filePath();
    if (path == null) {
      return missing(item, MissingReason.NO_PATH);
    }
    Resolution resolution = resolver.resolve(MediaReference.of(record.executionId(), path));
    Inspection inspection = MediaInspector.inspect(resolution);
    if (!(inspection instanceof Inspection.Typed typed)) {
      return missing(item, ((Resolution.Missing) inspection).reason());
    }
    byte[] bytes = bytes(resolution);
    String name =
        own
            + "/"
            + String.format("%02d_", item.sequenceNumber())
            + item.itemType().name()
            + "."
            + typed.format().extension();
    Files.createDirectories(folder.resolve(own));
    Files.write(folder.resolve(name), bytes);
    return new BundledMedium(
        item.sequenceNumber(),
        Optional.empty(),
        Optional.of(name),
        Optional.of(typed.format().mimeType()),
        OptionalLong.of(bytes.length),
        Optional.of(PayloadFolder.digest("SHA-512", bytes)),
        Optional.of(PayloadFolder.digest("SHA-256", bytes)),
        Optional.ofNullable(originalName(path)),
        Optional.empty(),
        Optional.empty());
  }

  private static @Nullable String originalName(String path) {
    return path.startsWith("data:") ? null : path.substring(path.lastIndexOf('/') + 1);
  }

  private static byte[] bytes(Resolution resolution) {
    try {
      if (resolution instanceof Resolution.Found found) {
        return Files.readAllBytes(found.file());
      }
      DataUri data = ((Resolution.Inline) resolution).data();
      return data.open().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BundledMedium missing(ExecutionItem item, MissingReason reason) {
    return new BundledMedium(
        item.sequenceNumber(),
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(item.filePath()),
        Optional.empty(),
        Optional.empty());
  }
}
