package org.researchtracker.cli.bundling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOrigin;
import org.researchtracker.bundle.BundleResult;
import org.researchtracker.bundle.BundleWriter;
import org.researchtracker.bundle.DescriptionReader;
import org.researchtracker.bundle.RecordSource;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.media.FetchOptions;
import org.researchtracker.cli.media.Fetching;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.SelectedRecords;
import org.researchtracker.media.fetch.FetchSettings;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeExpressions;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker export}. */
@Command(
    name = "export",
    description = {
      "Write one bundle of executions with their media",
      "The bundle is a ZIP, or a folder, that needs no tracker to be read: a page for the browser, tables, texts, records and the media, in a BagIt bag. Every medium that is missing is named with the reason.",
      "It is written beside its target and put in its place when it is whole; the path of the bundle is printed."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Everything:",
      "  tracker export --all -o workshop.zip",
      "What would be in it, and what is missing:",
      "  tracker export --session session-11-03-a --dry-run",
      "With what is elsewhere, while it can still be had:",
      "  tracker export --all --fetch --comfyui http://localhost:8188 -o workshop.zip",
      "One day, for others: without the places where photos were taken, with title and licence:",
      "  tracker export --on 2025-11-03 --media-metadata strip --describe about.yaml -o day.zip"
    })
public final class ExportCommand implements PlainCommand {
  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Select everything; wanted where nothing else selects")
  private boolean all;

  @Option(names = "--dry-run", description = OutputOptions.DRY_RUN)
  private boolean dryRun;

  @Option(
      names = "--describe-template",
      description = "Print a file for --describe, to be filled in")
  private boolean describeTemplate;

  @Option(names = "--fetch", description = FetchOptions.FETCH)
  private boolean fetching;

  @Mixin private final FetchOptions fetch = new FetchOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final ExportOptions export = new ExportOptions();
  private final Session session;

  /** Makes the command for a run of the program. */
  public ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    all = line.flag("--all");
    dryRun = line.flag("--dry-run");
    describeTemplate = line.flag("--describe-template");
    fetching = line.flag("--fetch");
    fetch.take(line);
    selection.take(line);
    export.take(line);
    ids = line.rest();
  }

  @Override
  public ExitCode call() throws IOException {
    if (describeTemplate) {
      session.console().out().print(DescriptionReader.template());
      return ExitCode.OK;
    }
    TimeExpressions times =
        new TimeExpressions(session.console().clock(), session.settings().zone());
    BundleOptions options = export.toOptions(times, session.globals().strict());
    Optional<FetchSettings> fetched = fetch.toSettings(fetching);
    refuseVainFetching(options);
    refuseTerminal();
    try (Reading reading = Reading.open(session, selection);
        // Opened by the first who asks: what is fetched before is seen.
        Whereabouts whereabouts = Whereabouts.of(session.settings())) {
      Selection chosen = selected(reading);
      if (fetched.isPresent()) {
        fetch(fetched.get(), reading, chosen);
      }
      SelectedRecords records =
          SelectedRecords.newest(reading.catalog(), chosen, selection.limit().orElse(0));
      BundleOrigin origin =
          new BundleOrigin(
              Version.number(), reading.zone(), export.description(session), records.provenance());
      ExportReport report = new ExportReport(session, dryRun);
      BundleWriter writer = BundleWriter.of(whereabouts.resolver(), origin, options, report);
      BundleResult result = write(writer, visitor -> records.forEach(visitor::visit), options);
      return report.end(result, export.toStdout());
    }
  }

  private void refuseVainFetching(BundleOptions options) {
    if (fetching && (dryRun || !options.media())) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--fetch is of no use with " + (dryRun ? "--dry-run" : "--no-media"),
          "'tracker media at-risk' says what could be fetched, 'tracker media fetch' fetches");
    }
  }

  private void refuseTerminal() {
    if (export.toStdout() && !dryRun && session.console().terminal().out()) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "a bundle is not written to a terminal",
          "send it on, as in 'tracker export --all -o - > FILE', or name a file with -o");
    }
  }

  /** The bundle is then made from the store, and so the same as one that is made later. */
  private void fetch(FetchSettings settings, Reading reading, Selection chosen) throws IOException {
    Fetching.run(
            session,
            settings,
            reading.catalog(),
            reading.catalog().executions(chosen, selection.limit().orElse(0)))
        .end();
  }

  private Selection selected(Reading reading) {
    Selection chosen = reading.select(selection, ids);
    if (chosen.isAll() && selection.limit().isEmpty() && !all) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "export wants a selection",
          "--all selects everything; 'tracker export --help' lists the options that select");
    }
    return chosen;
  }

  private BundleResult write(BundleWriter writer, RecordSource source, BundleOptions options)
      throws IOException {
    Path cwd = session.console().cwd();
    Optional<Path> target = export.toStdout() ? Optional.empty() : export.target(session);
    if (dryRun) {
      return writer.plan(target, temporary(), source, options);
    }
    if (export.toStdout()) {
      return writer.writeTo(session.console().bytes(), temporary(), source, options);
    }
    return target.isPresent()
        ? writer.writeTo(target.get(), source, options)
        : writer.writeInto(cwd, source, options);
  }

  /** Returns a folder for what memory shall not hold while a bundle goes to a stream. */
  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }
}
