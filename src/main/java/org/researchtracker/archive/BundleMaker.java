package org.researchtracker.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.bundle.BundleGate;
import org.researchtracker.bundle.BundleOrigin;
import org.researchtracker.bundle.BundleProgress;
import org.researchtracker.bundle.BundleResult;
import org.researchtracker.bundle.BundleWriter;
import org.researchtracker.bundle.RecordSource;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.index.SelectedRecords;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.Selection;

/**
 * Makes the bundles of units: the same bytes as an export of the same selection at the same time.
 * Not thread-safe.
 */
final class BundleMaker {
  /** What the texts of an execution take at least, and how often a bundle says a text. */
  private static final long TEXTS = 48 << 10;

  private static final long REPEATED = 4;

  private final Ingredients in;
  private final Room room;

  BundleMaker(Ingredients in, Room room) {
    this.in = in;
    this.room = room;
  }

  /**
   * What came of it.
   *
   * @param result bears a path if the bundle is in place
   * @param media what was found of its media
   */
  record Made(BundleResult result, MediaNote media) {}

  /**
   * Makes a bundle.
   *
   * @param target the file, which is not there
   * @param gate whether it shall be
   * @throws org.researchtracker.model.TrackerException if it cannot be made
   */
  Made make(Unit unit, Selection said, Path target, BundleGate gate) {
    Selection ids = Selection.builder().ids(new HashSet<>(unit.executionIds())).build();
    SelectedRecords records = new SelectedRecords(in.catalog(), ids);
    BundleOrigin origin =
        new BundleOrigin(
            in.version(), in.zone(), in.description(), records.provenance(said, unit.leftOut()));
    Watch watch = new Watch();
    BundleWriter writer = BundleWriter.of(in.resolver(), origin, in.options(), watch);
    BundleResult result = writer.writeTo(target, watch.source(records), in.options(), gate);
    return new Made(result, new MediaNote(watch.missing, watch.files));
  }

  /** Sees records go in and hears what becomes of their media. */
  private final class Watch implements BundleProgress {
    /** Of those that are not found; what is found and then refused is seldom, and read again. */
    private final Map<String, Map<Long, MediaReference>> absent = new HashMap<>();

    private final List<MissingMedium> missing = new ArrayList<>();
    private final Map<String, String> files = new HashMap<>();
    private long needed;

    RecordSource source(SelectedRecords records) {
      return visitor -> {
        records.forEach(
            record -> {
              note(record);
              visitor.visit(record);
            });
        room.require(needed);
      };
    }

    private void note(ExecutionRecord record) {
      needed += TEXTS;
      for (ExecutionItem item : record.items()) {
        String content = item.content();
        needed += content == null ? 0 : REPEATED * content.length();
        if (item.isMedium() && in.options().media()) {
          MediaReference reference = MediaReference.of(record.executionId(), item);
          Resolution resolution = in.resolver().resolve(reference);
          needed += size(resolution);
          if (resolution instanceof Resolution.Found found) {
            files.put(found.file().toString(), FileLook.of(found.file()));
          } else if (resolution instanceof Resolution.Missing) {
            absent
                .computeIfAbsent(record.executionId(), id -> new HashMap<>())
                .put(item.sequenceNumber(), withoutData(reference));
          }
        }
      }
    }

    @Override
    public void missing(String executionId, BundledMedium medium, String detail) {
      MissingReason reason = medium.reason().orElse(MissingReason.NOT_FOUND);
      MediaReference known =
          absent.getOrDefault(executionId, Map.of()).get(medium.sequenceNumber());
      if (known != null) {
        missing.add(MissingMedium.of(known, reason, ""));
      } else {
        read(executionId, medium.sequenceNumber())
            .ifPresent(reference -> missing.add(refused(reference, reason)));
      }
    }
  }

  private Optional<MediaReference> read(String executionId, long number) {
    return in.catalog().execution(executionId).stream()
        .flatMap(entry -> in.catalog().record(entry).items().stream())
        .filter(item -> item.sequenceNumber() == number)
        .map(item -> MediaReference.of(executionId, item))
        .findFirst();
  }

  /** What is no medium, or too large, stays so until it is another file; all else may pass. */
  private MissingMedium refused(MediaReference reference, MissingReason reason) {
    boolean lasting = reason == MissingReason.NOT_MEDIA || reason == MissingReason.TOO_LARGE;
    String look =
        lasting && in.resolver().resolve(reference) instanceof Resolution.Found found
            ? FileLook.of(found.file())
            : "";
    return MissingMedium.of(withoutData(reference), reason, look);
  }

  private static long size(Resolution resolution) {
    if (resolution instanceof Resolution.Found found) {
      return found.size();
    }
    return resolution instanceof Resolution.Inline inline ? inline.data().size() : 0;
  }

  /** Data that stood in the log and was no medium never becomes one. */
  private static MediaReference withoutData(MediaReference reference) {
    Optional<String> path =
        reference.filePath().filter(text -> !text.regionMatches(true, 0, "data:", 0, 5));
    return new MediaReference(
        reference.executionId(),
        reference.sequenceNumber(),
        reference.runId(),
        path,
        reference.promptId(),
        reference.url());
  }
}
