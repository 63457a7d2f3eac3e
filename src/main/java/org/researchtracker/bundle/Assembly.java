package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.researchtracker.bundle.BundleOptions.Layout;
import org.researchtracker.bundle.check.MediaFields;
import org.researchtracker.bundle.document.BundleDocument;
import org.researchtracker.bundle.document.BundleFacts;
import org.researchtracker.bundle.document.BundledExecution;
import org.researchtracker.bundle.document.PayloadFile;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonText;
import org.researchtracker.view.ShowFormat;
import org.researchtracker.view.ShowOptions;
import org.researchtracker.view.ViewKind;

/**
 * Puts the parts of a bundle into a container, in the order that makes it the same to a file and to
 * a stream: declaration, media, records, texts, tables, documents, manifests. Call {@link #begin},
 * {@link #media} or {@link #mediaAgain}, {@link #records}, {@link #facts}, {@link #texts}. Not
 * thread-safe.
 */
final class Assembly implements Closeable {
  private final Job job;
  private final Payload payload;
  private final ContentDigest content;
  private final SecondCore core;
  private final MediumWriter mediumWriter;
  private final FactsBuilder facts;
  private final BundleProgress progress;
  private final ShowOptions show;

  /**
   * What all containers of one bundle have in common.
   *
   * @param date of the bundle
   */
  record Job(
      MediaFinder finder,
      BundleOrigin origin,
      List<BundleDocument> documents,
      BundleOptions options,
      ExecutionSpool spool,
      Gathered gathered,
      Instant date) {}

  Assembly(
      Job job,
      Container container,
      String root,
      SecondCore core,
      SpillFolder spills,
      BundleProgress progress) {
    this.core = core;
    this.job = job;
    this.progress = progress;
    String prefix = isBag() ? "data/" : "";
    this.payload = new Payload(container, prefix, root, spills, core, progress);
    this.content = new ContentDigest(spills);
    this.mediumWriter =
        new MediumWriter(
            job.finder(),
            job.options(),
            payload,
            new MediumCopier(container, core, progress),
            spills);
    this.facts = new FactsBuilder(job.origin(), job.options(), job.gathered(), job.date());
    this.show = ShowOptions.plain(job.origin().zone());
  }

  private boolean isBag() {
    return job.options().layout() == Layout.BAG;
  }

  /** Writes what says that this is a bag. */
  void begin() throws IOException {
    if (isBag()) {
      payload.tag("bagit.txt", BagFiles::declaration);
    }
  }

  /** Looks for all media, writes them and settles the verdicts. */
  void media() throws IOException {
    boolean counted = job.options().media() && progress.wantsTotals();
    progress.begin(BundleProgress.Phase.MEDIA, counted ? mediaBytes() : 0);
    MediaWriter writer =
        new MediaWriter(
            mediumWriter, job.options().media(), job.spool(), payload, content, progress);
    writer.write();
    facts.media(writer.included(), writer.missing(), writer.holdsUploads());
  }

  /** Looks for all media, and adds up their sizes. */
  private long mediaBytes() throws IOException {
    LongAdder sum = new LongAdder();
    job.spool()
        .forEachRecord(
            (record, folder, transcript) -> {
              for (ExecutionItem item : record.items()) {
                if (item.isMedium()) {
                  sum.add(job.finder().size(record.executionId(), item));
                }
              }
            });
    return sum.sum();
  }

  /** Adds up the sizes of the media that have a good verdict. */
  private long writtenBytes() throws IOException {
    LongAdder sum = new LongAdder();
    job.spool()
        .forEach(
            execution ->
                execution.media().values().forEach(medium -> sum.add(medium.size().orElse(0))));
    return sum.sum();
  }

  /** Writes all media by verdicts that were settled before. */
  void mediaAgain(BundleFacts known) throws IOException {
    progress.begin(BundleProgress.Phase.MEDIA, writtenBytes());
    new MediaStreamer(mediumWriter, job.spool(), payload).write();
    facts.media(known.mediaIncluded(), known.mediaMissing(), known.holdsUploads());
  }

  /** Writes the records, which belong to the content. */
  void records() throws IOException {
    progress.begin(BundleProgress.Phase.TEXTS, 0);
    PayloadFile file =
        payload.textNow(
            "records.jsonl",
            out ->
                job.spool()
                    .forEach(
                        execution ->
                            out.append(JsonText.compact(MediaFields.record(execution)))
                                .append('\n')));
    content.add(file.sha512(), file.path());
  }

  /**
   * Returns what is known now that the content is.
   *
   * @param name the root folder; nothing if the content gives it
   */
  BundleFacts facts(Optional<String> name) throws IOException {
    return facts.build(name, content.end());
  }

  /** Writes everything else. */
  void texts(BundleFacts known) throws IOException {
    payload.setRoot(known.name());
    job.spool().forEach(this::execution);
    Tables tables = new Tables(job.spool(), job.origin().zone(), job.options());
    payload.text("tables/executions.csv", tables::writeExecutions);
    payload.text("tables/items.csv", tables::writeItems);
    payload.text("tables/outputs.csv", tables::writeOutputs);
    BundleDocument.Material material = new BundleDocument.Material(job.spool(), known, payload);
    for (BundleDocument document : job.documents()) {
      if (document.isPayload()) {
        payload.text(document.path(), out -> document.write(material, out));
      }
    }
    if (isBag()) {
      bag(known, material);
    }
    payload.settle();
  }

  private void execution(BundledExecution execution) throws IOException {
    payload.text(
        execution.folder() + "/record.json",
        out -> out.append(JsonText.pretty(MediaFields.record(execution))).append('\n'));
    payload.text(
        execution.folder() + "/journey.txt",
        out -> {
          ShowFormat.TREE.write(execution.record(), ViewKind.RESEARCHER, show, out);
          out.append('\n');
          ShowFormat.TREE.write(execution.record(), ViewKind.TRANSCRIPT, show.withHead(false), out);
        });
    payload.text(
        execution.transcript(),
        out -> ShowFormat.TREE.write(execution.record(), ViewKind.TRANSCRIPT, show, out));
  }

  /** What stands beside the payload; where there is no bag, nothing does. */
  private void bag(BundleFacts known, BundleDocument.Material material) throws IOException {
    for (BundleDocument document : job.documents()) {
      if (!document.isPayload()) {
        payload.tag(document.path(), out -> document.write(material, out));
      }
    }
    payload.tag("bag-info.txt", out -> BagFiles.info(known, payload.bytes(), payload.count(), out));
    payload.tag("manifest-sha512.txt", out -> BagFiles.manifest(payload, "data/", out));
    payload.unlisted(
        "tagmanifest-sha512.txt", out -> BagFiles.manifest(payload::forEachTag, "", out));
  }

  /** Returns how many media are missing. */
  long missing() {
    return facts.missing();
  }

  /** Returns the bytes of all files. */
  long bytes() throws IOException {
    return payload.allBytes();
  }

  BundleResult result(Optional<Path> path, BundleFacts known, boolean skipped, long bytes)
      throws IOException {
    Map<MissingReason, Long> missing = known.mediaMissing();
    return new BundleResult(
        path,
        known.name(),
        skipped,
        job.gathered().executions(),
        job.gathered().items(),
        known.mediaIncluded(),
        missing,
        known.mediaLeftOut(),
        payload.entries(),
        bytes,
        known.contentDigest());
  }

  @Override
  public void close() throws IOException {
    // Before what it works on is closed.
    core.close();
    payload.close();
    content.close();
  }
}
