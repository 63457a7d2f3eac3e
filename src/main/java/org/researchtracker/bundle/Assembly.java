package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.bundle.BundleOptions.Layout;
import org.researchtracker.media.MissingReason;
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
  private final BundleOrigin origin;
  private final List<BundleDocument> documents;
  private final BundleOptions options;
  private final ExecutionSpool spool;
  private final Gathered gathered;
  private final Instant date;
  private final BundleProgress progress;
  private final Payload payload;
  private final ContentDigest content;
  private final DigestThread digests = new DigestThread();
  private final MediumWriter mediumWriter;
  private final FactsBuilder facts;
  private final ShowOptions show;

  Assembly(
      Container container,
      String root,
      MediaFinder finder,
      BundleOrigin origin,
      List<BundleDocument> documents,
      BundleOptions options,
      ExecutionSpool spool,
      Gathered gathered,
      Instant date,
      BundleProgress progress,
      SpillFolder spills) {
    this.origin = origin;
    this.documents = documents;
    this.options = options;
    this.spool = spool;
    this.gathered = gathered;
    this.date = date;
    this.progress = progress;
    this.payload = new Payload(container, prefix(options), root, spills, progress);
    this.content = new ContentDigest(spills);
    this.mediumWriter =
        new MediumWriter(finder, options, payload, new MediumCopier(container, digests, progress));
    this.facts = new FactsBuilder(origin, options, gathered, date);
    this.show = ShowOptions.plain(origin.zone());
  }

  private static String prefix(BundleOptions options) {
    return options.layout() == Layout.BAG ? "data/" : "";
  }

  private boolean isBag() {
    return options.layout() == Layout.BAG;
  }

  /** Writes what says that this is a bag. */
  void begin() throws IOException {
    if (isBag()) {
      payload.tag("bagit.txt", BagFiles::declaration);
    }
  }

  /** Looks for all media, writes them and settles the verdicts. */
  void media() throws IOException {
    progress.begin(BundleProgress.Phase.MEDIA, 0);
    MediaWriter writer =
        new MediaWriter(mediumWriter, options.media(), spool, payload, content, progress);
    writer.write();
    facts.media(writer.included(), writer.missing(), writer.holdsUploads());
  }

  /** Writes all media by verdicts that were settled before. */
  void mediaAgain(BundleFacts known) throws IOException {
    progress.begin(BundleProgress.Phase.MEDIA, 0);
    new MediaStreamer(mediumWriter, spool, payload).write();
    facts.media(known.mediaIncluded(), known.mediaMissing(), known.holdsUploads());
  }

  /** Writes the records, which belong to the content. */
  void records() throws IOException {
    progress.begin(BundleProgress.Phase.TEXTS, 0);
    PayloadFile file =
        payload.text(
            "records.jsonl",
            out ->
                spool.forEach(
                    execution ->
                        out.append(JsonText.compact(MediaFields.record(execution))).append('\n')));
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
    spool.forEach(this::execution);
    Tables tables = new Tables(spool, origin.zone(), options);
    payload.text("tables/executions.csv", tables::writeExecutions);
    payload.text("tables/items.csv", tables::writeItems);
    payload.text("tables/outputs.csv", tables::writeOutputs);
    BundleDocument.Material material = new BundleDocument.Material(spool, known, payload);
    for (BundleDocument document : documents) {
      if (document.isPayload()) {
        payload.text(document.path(), out -> document.write(material, out));
      }
    }
    if (isBag()) {
      bag(known, material);
    }
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
    for (BundleDocument document : documents) {
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
  long bytes() {
    return payload.allBytes();
  }

  BundleResult result(Optional<Path> path, BundleFacts known, boolean skipped, long bytes) {
    Map<MissingReason, Long> missing = known.mediaMissing();
    return new BundleResult(
        path,
        known.name(),
        skipped,
        gathered.executions(),
        gathered.items(),
        known.mediaIncluded(),
        missing,
        known.mediaLeftOut(),
        payload.entries(),
        bytes,
        known.contentDigest());
  }

  @Override
  public void close() throws IOException {
    digests.close();
    payload.close();
    content.close();
  }
}
