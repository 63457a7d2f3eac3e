package org.researchtracker.cli.bundling;

import java.util.Map;
import java.util.stream.Collectors;
import org.researchtracker.bundle.BundleProgress;
import org.researchtracker.bundle.BundleResult;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.Progress;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.Count;
import org.researchtracker.view.SafeText;

/** Tells of a bundle while it is written and when it is done. */
final class ExportReport implements BundleProgress {
  private final Session session;
  private final boolean plan;
  private Progress bar;
  private long done;
  private long total;

  ExportReport(Session session, boolean plan) {
    this.session = session;
    this.plan = plan;
    this.bar = session.progress("exporting");
  }

  @Override
  public boolean wantsTotals() {
    return bar.isShown();
  }

  @Override
  public void begin(Phase phase, long bytes) {
    bar.clear();
    bar =
        session.progress(
            switch (phase) {
              case RECORDS -> "gathering records";
              case DIGESTS -> "hashing media";
              case MEDIA -> "writing media";
              case TEXTS -> "writing texts";
            });
    done = 0;
    total = bytes;
  }

  @Override
  public void bytes(long count) {
    done += count;
    bar.at(done, total);
  }

  @Override
  public void entry(String path, long size) {
    if (plan) {
      bar.clear();
      session.console().out().println(size + "\t" + SafeText.line(path));
    }
  }

  @Override
  public void missing(String executionId, BundledMedium medium, String detail) {
    String reason = medium.reason().map(MissingReason::wireName).orElse("");
    String line =
        "missing: item "
            + medium.sequenceNumber()
            + " of "
            + executionId
            + ": "
            + reason
            + (detail.isEmpty() ? "" : " (" + detail + ")");
    if (plan) {
      bar.clear();
      session.console().out().println(SafeText.line(line));
    } else {
      session.notices().detail(line);
    }
  }

  /** Prints the path and the summary; returns the exit code. */
  ExitCode end(BundleResult result, boolean toStdout) {
    bar.clear();
    if (!toStdout && !plan) {
      result.path().ifPresent(path -> session.console().out().println(path));
    }
    session.notices().say(summary(result));
    return result.missing() > 0 ? ExitCode.PARTIAL : ExitCode.OK;
  }

  private String summary(BundleResult result) {
    String media =
        result.mediaLeftOut()
            ? "media left out"
            : result.mediaIncluded() + " media" + missing(result.mediaMissing());
    String did =
        plan ? "would write " : result.skipped() ? "kept, has the same content: " : "wrote ";
    return did
        + Count.of(result.executions(), "execution")
        + ", "
        + Count.of(result.items(), "item")
        + ", "
        + media
        + ", "
        + ByteSize.format(result.bytes())
        + ", content sha256 "
        + result.contentDigest()
        + result.path().map(path -> ", " + path).orElse("");
  }

  private static String missing(Map<MissingReason, Long> missing) {
    if (missing.isEmpty()) {
      return "";
    }
    long sum = missing.values().stream().mapToLong(Long::longValue).sum();
    String reasons =
        missing.entrySet().stream()
            .map(reason -> reason.getValue() + " " + reason.getKey().wireName())
            .collect(Collectors.joining(", "));
    return " (" + sum + " missing: " + reasons + ")";
  }
}
