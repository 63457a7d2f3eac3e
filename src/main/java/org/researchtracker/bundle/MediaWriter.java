package org.researchtracker.bundle;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.researchtracker.bundle.MediumCopier.FailedException;
import org.researchtracker.bundle.MediumWriter.NoneException;
import org.researchtracker.bundle.MediumWriter.Written;
import org.researchtracker.bundle.RecordCodec.Verdict;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.bundle.document.PayloadFile;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;

/**
 * Puts the media of all executions into a container and gives the verdict on each, in one pass. Not
 * thread-safe.
 */
final class MediaWriter {
  /** How many executions may wait for their digests: the digesting thread need not rest. */
  private static final int WAITING = 4;

  private final MediumWriter writer;
  private final boolean wanted;
  private final ExecutionSpool spool;
  private final Payload payload;
  private final ContentDigest content;
  private final BundleProgress progress;
  private final Deque<List<Outcome>> pending = new ArrayDeque<>();
  private final Map<MissingReason, Long> missing = new EnumMap<>(MissingReason.class);
  private long included;
  private boolean holdsUploads;

  /**
   * Makes a writer.
   *
   * @param wanted whether media are put in at all
   */
  MediaWriter(
      MediumWriter writer,
      boolean wanted,
      ExecutionSpool spool,
      Payload payload,
      ContentDigest content,
      BundleProgress progress) {
    this.writer = writer;
    this.wanted = wanted;
    this.spool = spool;
    this.payload = payload;
    this.content = content;
    this.progress = progress;
  }

  /** What became of one medium: written, or the verdict that it is missing. */
  private record Outcome(
      Optional<Written> written, Optional<BundledMedium> verdict, Optional<String> originalName) {}

  /** Goes through all executions. */
  void write() throws IOException {
    spool.forEachRecord((record, folder, transcript) -> execution(record, folder));
    while (!pending.isEmpty()) {
      settle(pending.remove());
    }
    spool.endVerdicts();
  }

  private void execution(ExecutionRecord record, String folder) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (ExecutionItem item : record.items()) {
      if (item.isMedium()) {
        outcomes.add(medium(record.executionId(), folder, item));
      }
    }
    pending.add(outcomes);
    if (pending.size() > WAITING) {
      settle(pending.remove());
    }
  }

  private Outcome medium(String executionId, String folder, ExecutionItem item) throws IOException {
    Optional<String> name = MediaFinder.originalName(item);
    if (!wanted) {
      return new Outcome(
          Optional.empty(), Optional.of(verdict(item, name, Optional.empty())), name);
    }
    MediaFinder.Found.None none;
    try {
      Written written = writer.write(executionId, folder, item, OptionalLong.empty());
      holdsUploads |= item.itemType().equals(ItemType.USER_INPUT_IMAGE);
      return new Outcome(Optional.of(written), Optional.empty(), name);
    } catch (NoneException e) {
      none = e.none();
    } catch (FailedException e) {
      none = new MediaFinder.Found.None(e.reason(), e.detail());
    }
    BundledMedium verdict = verdict(item, name, Optional.of(none.reason()));
    missing.merge(none.reason(), 1L, Long::sum);
    progress.missing(executionId, verdict, none.detail());
    return new Outcome(Optional.empty(), Optional.of(verdict), name);
  }

  private static BundledMedium verdict(
      ExecutionItem item, Optional<String> originalName, Optional<MissingReason> reason) {
    return new BundledMedium(
        item.sequenceNumber(),
        reason,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        originalName,
        Optional.empty(),
        Optional.empty());
  }

  /** Waits for the digests of an execution and puts down its verdicts. */
  private void settle(List<Outcome> outcomes) throws IOException {
    Map<Long, Verdict> verdicts = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      Verdict verdict =
          outcome.written().isPresent()
              ? settle(outcome.written().get(), outcome.originalName())
              : new Verdict(outcome.verdict().orElseThrow(), 0);
      verdicts.put(verdict.medium().sequenceNumber(), verdict);
    }
    spool.addVerdicts(verdicts);
  }

  private Verdict settle(Written written, Optional<String> originalName) throws IOException {
    String sha512 = SideThread.await(written.copied().sums().sha512());
    String sha256 = SideThread.await(written.copied().sums().sha256());
    PayloadFile file = new PayloadFile(written.path(), written.copied().size(), sha512, sha256);
    payload.list(file);
    content.add(sha512, written.path());
    if (written.graph().isPresent()) {
      payload.list(written.graph().get());
    }
    included++;
    BundledMedium medium =
        new BundledMedium(
            written.sequenceNumber(),
            Optional.empty(),
            Optional.of(written.path()),
            Optional.of(written.format().mimeType()),
            OptionalLong.of(file.size()),
            Optional.of(sha512),
            Optional.of(file.sha256()),
            originalName,
            written.originalSha512(),
            written.graph().map(PayloadFile::path));
    return new Verdict(medium, written.copied().crc());
  }

  /** Returns how many media are in the container. */
  long included() {
    return included;
  }

  /** Returns whether a picture that a user gave is in the container. */
  boolean holdsUploads() {
    return holdsUploads;
  }

  /** Returns how many media are missing, by reason. */
  Map<MissingReason, Long> missing() {
    return missing;
  }
}
