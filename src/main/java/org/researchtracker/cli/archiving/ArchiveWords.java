package org.researchtracker.cli.archiving;

import org.researchtracker.archive.ArchiveReport;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.model.Count;

/** What a run of the archive came to, in words and as an exit code. */
final class ArchiveWords {
  private ArchiveWords() {}

  /**
   * Says what a run came to, if somebody wants to know.
   *
   * @param plain the code of a run that went well
   */
  static ExitCode end(Session session, ArchiveReport report, ExitCode plain) {
    session.clearProgress();
    session.notices().detail(summary(report));
    if (report.stopped().isPresent()) {
      throw report.stopped().get();
    }
    if (report.hasFailed()) {
      return ExitCode.FAILED;
    }
    return report.isPartial() ? ExitCode.PARTIAL : plain;
  }

  private static String summary(ArchiveReport report) {
    StringBuilder out = new StringBuilder("archived ");
    out.append(Count.of(report.bundles(), "bundle"));
    if (report.bundles() > 0) {
      out.append(" (").append(Count.of(report.executions(), "execution")).append(", ");
      out.append(Count.of(report.items(), "item")).append(", ").append(report.media());
      out.append(" media, ").append(report.missing()).append(" missing, ");
      out.append(ByteSize.format(report.bytes())).append(")");
    }
    out.append(", ").append(report.unchanged()).append(" unchanged, ");
    out.append(report.waiting()).append(" not ready");
    if (report.smaller() > 0) {
      out.append(", ").append(report.smaller()).append(" smaller than archived");
    }
    if (!report.failed().isEmpty()) {
      out.append(", ").append(Count.of(report.failed().size(), "execution")).append(" failed");
    }
    return out.toString();
  }
}
