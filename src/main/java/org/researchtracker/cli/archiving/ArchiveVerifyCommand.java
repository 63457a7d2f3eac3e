package org.researchtracker.cli.archiving;

import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.archive.VerifyReport;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.model.Count;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker archive verify}. */
@Command(
    name = "verify",
    description = {
      "Read an archive again: its ledger and its bundles, byte by byte",
      "Needs no logs. The samples of one run after another add up to all bundles."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Each week a tenth, so that all are read within ten weeks:",
      "  tracker archive verify --to /srv/archive --sample 10%%"
    })
final class ArchiveVerifyCommand implements Callable<ExitCode> {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");

  @Option(
      names = "--sample",
      paramLabel = "N%",
      description = "Read this share of the bundles, another one each time (default: 100%)")
  private String sample = "100%";

  @Mixin private final ArchivePlace place;
  private final Session session;

  ArchiveVerifyCommand(Session session, ArchivePlace group) {
    this.session = session;
    this.place = new ArchivePlace(group);
  }

  @Override
  public ExitCode call() {
    double share = share();
    VerifyReport report =
        ArchiveRun.verify(
            place.folder(session),
            share,
            session.console().clock(),
            ArchiveOptions.events(session, "verifying"));
    session.clearProgress();
    session
        .notices()
        .detail(
            "read "
                + report.read()
                + " of "
                + Count.of(report.bundles(), "bundle")
                + ", "
                + ByteSize.format(report.bytes())
                + ", and "
                + Count.of(report.lines(), "line")
                + " of the ledger: "
                + (report.isSound() ? "sound" : Count.of(report.faults(), "fault")));
    return report.isSound() ? ExitCode.OK : ExitCode.DAMAGED;
  }

  private double share() {
    Matcher percent = PERCENT.matcher(sample.strip());
    double value = percent.matches() ? Double.parseDouble(percent.group(1)) : 0;
    if (value <= 0 || value > 100) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--sample '" + sample + "' is no share of the bundles",
          "a share looks like 10%");
    }
    return value / 100;
  }
}
