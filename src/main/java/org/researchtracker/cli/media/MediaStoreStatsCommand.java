package org.researchtracker.cli.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.output.Facts;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.StoreStats;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker media store stats}. */
@Command(name = "stats", description = "Print what the media store holds")
final class MediaStoreStatsCommand implements Callable<ExitCode> {
  @Option(names = "--format", paramLabel = "table|tsv|json", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  MediaStoreStatsCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    String word = output.format(session, format, Facts.FORMATS, "table", "tsv");
    Path folder = MediaStoreCommand.folder(session);
    JsonObject.Builder facts =
        JsonObject.builder().put("schema_version", 1).put("folder", folder.toString());
    Optional<MediaStore> present = MediaStore.ifPresent(folder);
    facts.put("exists", present.isPresent());
    if (present.isPresent()) {
      try (MediaStore store = present.get()) {
        put(store.stats(), facts);
      }
    } else {
      put(StoreStats.NONE, facts);
    }
    try (Results results = output.open(session.console(), false)) {
      new Facts(facts.build()).write(word, results.writer());
      results.commit();
    }
    return ExitCode.OK;
  }

  private void put(StoreStats stats, JsonObject.Builder facts) {
    Map<String, Long> failures = new TreeMap<>();
    for (Map.Entry<MissingReason, Long> failure : stats.failures().entrySet()) {
      failures.put(failure.getKey().wireName(), failure.getValue());
    }
    JsonObject.Builder reasons = JsonObject.builder();
    failures.forEach(reasons::put);
    facts
        .put("entries", stats.entries())
        .put("kept", stats.kept())
        .put("failed", reasons.build())
        .put("files", stats.content().count())
        .put("bytes", stats.content().bytes())
        .put("partial_files", stats.partial().count())
        .put("partial_bytes", stats.partial().bytes())
        .put("incoming_files", stats.incoming().count())
        .put("incoming_bytes", stats.incoming().bytes())
        .put("oldest", time(stats.oldest()))
        .put("newest", time(stats.newest()));
  }

  private @Nullable String time(Optional<Instant> instant) {
    return instant.map(time -> Timestamps.format(time, session.settings().zone())).orElse(null);
  }
}
