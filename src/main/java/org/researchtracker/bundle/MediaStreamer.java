package org.researchtracker.bundle;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.bundle.MediumCopier.FailedException;
import org.researchtracker.bundle.MediumWriter.NoneException;
import org.researchtracker.bundle.MediumWriter.Written;
import org.researchtracker.bundle.RecordCodec.Verdict;
import org.researchtracker.bundle.document.BundledExecution;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.bundle.document.PayloadFile;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.TrackerException;

/**
 * Puts media into a container that can take nothing back, by verdicts that were given before. A
 * medium that is not what it was then ends the bundle. Not thread-safe.
 */
final class MediaStreamer {
  private static final int WAITING = 16;

  private final MediumWriter writer;
  private final ExecutionSpool spool;
  private final Payload payload;
  private final Deque<Sent> pending = new ArrayDeque<>();

  MediaStreamer(MediumWriter writer, ExecutionSpool spool, Payload payload) {
    this.writer = writer;
    this.spool = spool;
    this.payload = payload;
  }

  private record Sent(Written written, BundledMedium promised) {}

  /**
   * Goes through all executions.
   *
   * @throws TrackerException if a medium is not as it was
   */
  void write() throws IOException {
    spool.forEachWithVerdicts(this::execution);
    while (!pending.isEmpty()) {
      settle(pending.remove());
    }
  }

  private void execution(BundledExecution execution, Map<Long, Verdict> verdicts)
      throws IOException {
    for (ExecutionItem item : execution.record().items()) {
      Verdict verdict = verdicts.get(item.sequenceNumber());
      if (verdict == null || !verdict.medium().isIncluded()) {
        continue;
      }
      String id = execution.record().executionId();
      try {
        Written written =
            writer.write(id, execution.folder(), item, OptionalLong.of(verdict.crc()));
        pending.add(new Sent(written, verdict.medium()));
      } catch (NoneException e) {
        throw changed(verdict.medium(), e.none().reason());
      } catch (FailedException e) {
        throw changed(verdict.medium(), e.reason());
      }
      if (pending.size() > WAITING) {
        settle(pending.remove());
      }
    }
  }

  private void settle(Sent sent) throws IOException {
    Written written = sent.written();
    BundledMedium promised = sent.promised();
    String sha512 = SideThread.await(written.copied().sums().sha512());
    if (!promised.sha512().equals(Optional.of(sha512))
        || !promised.path().equals(Optional.of(written.path()))
        || !promised.graphPath().equals(written.graph().map(PayloadFile::path))) {
      throw changed(promised, MissingReason.CHANGED);
    }
    payload.list(
        new PayloadFile(
            written.path(),
            written.copied().size(),
            sha512,
            SideThread.await(written.copied().sums().sha256())));
    if (written.graph().isPresent()) {
      payload.list(written.graph().get());
    }
  }

  private static TrackerException changed(BundledMedium medium, MissingReason reason) {
    String what =
        reason == MissingReason.CHANGED ? "changed" : "went away (" + reason.wireName() + ")";
    return TrackerException.failed(
        medium.path().orElse("a medium") + " " + what + " while it was written to a stream",
        "the output is incomplete: delete it; written to a file, such a bundle is completed without"
            + " that medium");
  }
}
