package org.researchtracker.bundle;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;
import org.researchtracker.bundle.MediumCopier.Copied;
import org.researchtracker.bundle.MediumCopier.FailedException;
import org.researchtracker.bundle.MediumCopier.Opened;
import org.researchtracker.bundle.document.PayloadFile;
import org.researchtracker.media.Inspection;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MetadataStripper;
import org.researchtracker.media.PngTexts;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;

/** Puts one medium into a container, and beside it what was in it. Not thread-safe. */
final class MediumWriter {
  private final MediaFinder finder;
  private final BundleOptions options;
  private final Payload payload;
  private final MediumCopier copier;
  private final SpillFolder spills;

  MediumWriter(
      MediaFinder finder,
      BundleOptions options,
      Payload payload,
      MediumCopier copier,
      SpillFolder spills) {
    this.finder = finder;
    this.options = options;
    this.payload = payload;
    this.copier = copier;
    this.spills = spills;
  }

  /**
   * What was written.
   *
   * @param path relative to the payload folder
   * @param originalSha512 of the bytes as they were found, if something was taken out
   * @param graph the ComfyUI graph, if there is one
   */
  record Written(
      long sequenceNumber,
      String path,
      MediaFormat format,
      Copied copied,
      Optional<String> originalSha512,
      Optional<PayloadFile> graph) {

    Written madeFrom(MediumFile file) {
      return new Written(sequenceNumber, path, format, copied, file.originalSha512(), graph);
    }
  }

  /** There is no medium to be written. */
  static final class NoneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient MediaFinder.Found.None none;

    NoneException(MediaFinder.Found.None none) {
      super(none.reason().wireName());
      this.none = none;
    }

    MediaFinder.Found.None none() {
      return none;
    }
  }

  /**
   * Looks for a medium and writes it.
   *
   * @param folder the execution's, relative to the payload folder
   * @param crc the checksum, where the container must know it first
   * @throws NoneException if it is not there or no medium
   * @throws FailedException if it cannot be copied as it is
   */
  Written write(String executionId, String folder, ExecutionItem item, OptionalLong crc)
      throws IOException, NoneException, FailedException {
    MediaFinder.Found found = finder.find(executionId, item);
    if (found instanceof MediaFinder.Found.None none) {
      throw new NoneException(none);
    }
    MediumFile file = ((MediaFinder.Found.Medium) found).file();
    try (Opened opened = copier.open(file)) {
      if (opened.inspect() instanceof Inspection.Typed typed) {
        MediaFormat format = typed.format();
        String path = folder + "/" + BundleNames.medium(item, format.extension());
        boolean strip = options.mediaMetadata() == MediaMetadata.STRIP;
        return strip && MetadataStripper.handles(format)
            ? stripped(item.sequenceNumber(), path, format, file, crc)
            : copy(item.sequenceNumber(), path, format, opened, crc).madeFrom(file);
      }
      Resolution.Missing none = (Resolution.Missing) opened.inspect();
      throw new NoneException(new MediaFinder.Found.None(none.reason(), none.detail()));
    }
  }

  private Written stripped(
      long number, String path, MediaFormat format, MediumFile file, OptionalLong crc)
      throws IOException, FailedException {
    try (StrippedMedium stripped = StrippedMedium.of(file, format, spills);
        Opened opened = copier.open(stripped)) {
      return copy(number, path, format, opened, crc).madeFrom(stripped);
    }
  }

  private Written copy(
      long number, String path, MediaFormat format, Opened opened, OptionalLong crc)
      throws IOException, FailedException {
    boolean extract = options.mediaMetadata() == MediaMetadata.EXTRACT && format == MediaFormat.PNG;
    PngTexts texts = new PngTexts();
    ByteTarget listener = extract ? texts::accept : (bytes, offset, length) -> {};
    payload.settle();
    Copied copied = copier.copy(opened, payload.inRoot(path), crc, listener);
    payload.mediumWritten(path, copied.size());
    Optional<Payload.Text> graph = ComfyGraph.of(texts);
    Optional<PayloadFile> written =
        graph.isEmpty()
            ? Optional.empty()
            : Optional.of(payload.textNotListed(BundleNames.graph(path), graph.get()));
    return new Written(number, path, format, copied, Optional.empty(), written);
  }
}
