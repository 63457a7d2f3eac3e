package org.researchtracker.cli.archiving;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.archive.PruneReport;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.model.Count;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker archive prune}. */
@Command(
    name = "prune",
    description = {
      "Remove versions whose last successor holds all that they hold",
      "The successor is read and verified first, and what the two hold is compared item by item and"
          + " medium by medium. Nothing else is ever removed."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {"What would go:", "  tracker archive prune --to /srv/archive --superseded --dry-run"})
final class ArchivePruneCommand implements Callable<ExitCode> {
  @Option(
      names = "--superseded",
      description = "Remove superseded versions; wanted, for there is nothing else to remove")
  private boolean superseded;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      description = "Leave so many of the last versions in any case (default: 1)")
  private String keepVersions = "1";

  @Option(names = "--dry-run", description = OutputOptions.DRY_RUN)
  private boolean dryRun;

  @Mixin private final ArchivePlace place;
  @Mixin private final ArchiveOptions archive = new ArchiveOptions();
  private final Session session;

  ArchivePruneCommand(Session session, ArchivePlace group) {
    this.session = session;
    this.place = new ArchivePlace(group);
  }

  @Override
  public ExitCode call() throws IOException {
    if (!superseded) {
      throw usage("prune wants --superseded", "--dry-run says what would be removed");
    }
    if (!keepVersions.matches("[1-9]\\d{0,5}")) {
      throw usage("--keep-versions '" + keepVersions + "' is no number from 1 on", "");
    }
    try (ArchiveRun run = archive.beginExisting(session, place.folder(session), "prune")) {
      PruneReport report = run.prune(Integer.parseInt(keepVersions), dryRun);
      if (dryRun) {
        for (PruneReport.Removal each : report.removals()) {
          session
              .console()
              .out()
              .println(SafeText.line(each.file()) + "\t" + SafeText.line(each.heldBy()));
        }
      }
      session
          .notices()
          .detail(
              (dryRun ? "would remove " : "removed ")
                  + Count.of(report.removals().size(), "superseded version")
                  + ", "
                  + ByteSize.format(report.bytes())
                  + "; "
                  + report.kept()
                  + " kept that hold something of their own");
      return ExitCode.OK;
    }
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
