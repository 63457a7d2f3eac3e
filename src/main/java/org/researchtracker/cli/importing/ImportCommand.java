package org.researchtracker.cli.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.output.FileResults;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import org.researchtracker.importer.ImportSettings;
import org.researchtracker.importer.Importer;
import org.researchtracker.importer.LineTarget;
import org.researchtracker.index.Matches;
import org.researchtracker.model.Count;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.Row;
import org.researchtracker.view.Shapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker import}. */
@Command(
    name = "import",
    description = {
      "Turn older forms on disk, and bundles, into log lines",
      "Importing again adds nothing; what has grown adds what is new. Every file is accounted for."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "What would come in, and what would not:",
      "  tracker import exports --dry-run --report account.json",
      "Import, then export with the media where they lie:",
      "  tracker import exports --into logs",
      "  tracker export --all --media-root exports"
    })
public final class ImportCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "DIR|ZIP",
      arity = "1..*",
      description = "Folders, of any depth, and bundles")
  private List<String> sources = List.of();

  @Option(
      names = "--into",
      paramLabel = "LOGROOT",
      description = "Folder for the log lines (default: the log root in force)")
  private @Nullable String into;

  @Option(names = "--dry-run", description = OutputOptions.DRY_RUN)
  private boolean dryRun;

  @Option(
      names = "--copy-media",
      description = "Keep copies of media in the media store; those of bundles always are")
  private boolean copyMedia;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write an account of every file, as JSON")
  private @Nullable String report;

  @Mixin private final ListingOutput output = new ListingOutput();
  private final Session session;

  /** Makes the command for a run of the program. */
  public ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    output.check(session, Shapes.IMPORTED);
    List<Path> named = new ArrayList<>();
    for (String source : sources) {
      named.add(source(source));
    }
    ImportRoot root = ImportRoot.of(session, into, dryRun);
    try (Results account = report == null ? null : FileResults.open(path(report, "--report"));
        ImportReport listener =
            new ImportReport(session.progress("importing"), total(named), account)) {
      boolean damaged = run(named, root, listener);
      ExitCode exit = end(listener, root);
      return damaged ? ExitCode.DAMAGED : exit;
    }
  }

  private boolean run(List<Path> named, ImportRoot root, ImportReport listener) throws IOException {
    ImportBundles bundles = new ImportBundles(session, root.path(), dryRun);
    try (ImportLock lock = dryRun ? ImportLock.none() : ImportLock.of(root.path());
        ImportIndex logged = root.openIndex(session);
        ImportKeeper keeper = new ImportKeeper(session, dryRun);
        LineTarget log = dryRun ? new ImportLog.Nowhere() : ImportLog.of(session, root.path())) {
      Objects.requireNonNull(lock);
      ImportSettings settings =
          ImportSettings.of(
              session.settings().zone(), new ImportMedia(), keeper, copyMedia, bundles);
      Importer importer = new Importer(settings, logged, log, listener, session.console().clock());
      for (int i = 0; i < named.size(); i++) {
        listener.root(sources.get(i));
        importer.place(named.get(i));
      }
      return bundles.anyDamaged();
    } finally {
      session.clearProgress();
    }
  }

  private Path source(String name) {
    Path path = path(name, name);
    if (!Files.exists(path)) {
      throw TrackerException.failed(
          "cannot import " + name + ": no such file or folder", "name a folder, or a bundle");
    }
    return path;
  }

  private Path path(String name, String what) {
    try {
      return session.console().cwd().resolve(name);
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, what + ": '" + name + "' is no path on this system", "", e);
    }
  }

  /** Returns how many bytes lie there, where somebody watches how far they are read. */
  private long total(List<Path> named) throws IOException {
    return session.console().terminal().err() ? TreeSize.of(named) : 0;
  }

  private ExitCode end(ImportReport listener, ImportRoot root) throws IOException {
    List<JsonObject> forms = new ArrayList<>();
    long refused = 0;
    for (var entry : listener.tallies().entrySet()) {
      ImportTally tally = entry.getValue();
      refused += tally.refused;
      if (tally.files + tally.runs + tally.skipped > 0) {
        forms.add(tally.toJson(entry.getKey()));
      }
    }
    listener.end(
        JsonObject.builder()
            .put("log_root", root.path().toString())
            .put("dry_run", dryRun)
            .put("forms", new JsonValue.JsonArray(new ArrayList<JsonValue>(forms)))
            .build());
    session.clearProgress();
    output.write(session, Shapes.IMPORTED, Optional.empty(), Matches.of(forms, 0).map(Row::of));
    if (refused == 0) {
      return ExitCode.OK;
    }
    session
        .notices()
        .say(
            Count.of(refused, "file")
                + " not imported, or not whole"
                + (report == null ? " (--report FILE lists every file)" : ""));
    listener.refused().forEach(line -> session.notices().say(line));
    return ExitCode.PARTIAL;
  }
}
