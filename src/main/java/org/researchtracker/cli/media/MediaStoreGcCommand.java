package org.researchtracker.cli.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.index.Catalog;
import org.researchtracker.log.ProblemKind;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.model.Count;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker media store gc}. */
@Command(
    name = "gc",
    description = {
      "Remove from the media store what nobody needs",
      "That is: bytes that no entry of the catalogue names, what processes that were killed have left, and downloads that broke off a month ago. Bytes that an entry names stay, but for --unlogged."
    })
final class MediaStoreGcCommand implements Callable<ExitCode> {
  /** The problems behind which an item may stand that then seems not to be logged. */
  private static final Set<ProblemKind> HIDING =
      EnumSet.of(
          ProblemKind.UNREADABLE_LINE,
          ProblemKind.OVERSIZED_LINE,
          ProblemKind.TORN_LINE,
          ProblemKind.UNREADABLE_FILE);

  @Option(names = "--dry-run", description = OutputOptions.DRY_RUN)
  private boolean dryRun;

  @Option(
      names = "--unlogged",
      description =
          "Also remove media whose items none of the logs has; wants --logs with the logs of all media that are kept")
  private boolean unlogged;

  @Option(names = "--format", paramLabel = "text|json", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  MediaStoreGcCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    boolean json =
        output
            .format(session, format, MediaStoreVerifyCommand.FORMATS, "text", "text")
            .equals("json");
    Path folder = MediaStoreCommand.folder(session);
    Instant now = session.console().clock().instant();
    try (Results results = output.open(session.console(), false)) {
      StoreFindings findings = new StoreFindings(results.writer(), json, dryRun);
      findings.begin(
          "removed",
          JsonObject.builder()
              .put("schema_version", 1)
              .put("folder", folder.toString())
              .put("dry_run", dryRun)
              .build());
      if (unlogged) {
        sweepWithLogs(folder, now, findings);
      } else {
        sweep(folder, Optional.empty(), now, findings);
      }
      findings.end(
          JsonObject.builder()
              .put("count", findings.others())
              .put("bytes", findings.bytes())
              .build());
      results.commit();
      session.notices().say(summary(findings));
      return ExitCode.OK;
    }
  }

  private String summary(StoreFindings findings) {
    String did = dryRun ? "would remove " : "removed ";
    return findings.others() == 0
        ? did + "nothing"
        : did + Count.of(findings.others(), "piece") + ", " + ByteSize.format(findings.bytes());
  }

  private void sweep(
      Path folder,
      Optional<Consumer<Consumer<MediaReference>>> logged,
      Instant now,
      StoreFindings findings)
      throws IOException {
    Optional<MediaStore> present = MediaStore.ifPresent(folder);
    if (present.isPresent()) {
      try (MediaStore store = present.get()) {
        store.sweep(
            logged,
            dryRun,
            now,
            finding -> findings.add(dryRun ? "would remove " : "removed ", finding));
      }
    }
  }

  private void sweepWithLogs(Path folder, Instant now, StoreFindings findings) throws IOException {
    if (session.settings().of(Setting.LOGS).values().isEmpty()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--unlogged wants to be told which logs",
          "one store serves all logs of a user: name every folder with logs whose media it keeps, with --logs");
    }
    if (session.globals().noRefresh()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--unlogged and --no-refresh exclude each other",
          "an index that is behind the logs, or not made yet, lacks items whose media would go");
    }
    try (Reading reading = Reading.openQuietly(session)) {
      Catalog catalog = reading.catalog();
      long unread =
          catalog.problems().stream().filter(problem -> HIDING.contains(problem.kind())).count();
      if (unread > 0) {
        throw TrackerException.failed(
            Count.of(unread, "line")
                + " or file"
                + (unread == 1 ? "" : "s")
                + " of the logs cannot be read, which may hold items of media",
            "'tracker doctor' names them; nothing was removed");
      }
      sweep(folder, Optional.of(media -> give(catalog, media)), now, findings);
    }
  }

  /** Gives the media of all executions, those that are left out as well: they are logged. */
  private static void give(Catalog catalog, Consumer<MediaReference> media) {
    catalog
        .executions(Selection.builder().build(), 0)
        .forEach(
            entry -> {
              for (ExecutionItem item : catalog.media(entry)) {
                media.accept(MediaReference.of(entry.executionId(), item));
              }
            });
  }
}
