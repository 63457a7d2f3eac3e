package org.researchtracker.bundle;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.researchtracker.bundle.MediumCopier.Copied;
import org.researchtracker.bundle.MediumCopier.FailedException;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.PngTexts;
import org.researchtracker.model.ExecutionItem;

/** Puts one medium into a container, and beside it what was in it. Not thread-safe. */
final class MediumWriter {
  private final MediaFinder finder;
  private final BundleOptions options;
  private final Payload payload;
  private final MediumCopier copier;

  MediumWriter(MediaFinder finder, BundleOptions options, Payload payload, MediumCopier copier) {
    this.finder = finder;
    this.options = options;
    this.payload = payload;
    this.copier = copier;
  }

  /**
   * What was written.
   *
   * @param path relative to the payload folder
   * @param graph the ComfyUI graph, if there is one
   */
  record Written(
      long sequenceNumber,
      String path,
      MediaFormat format,
      Copied copied,
      Optional<PayloadFile> graph) {}

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
    MediaFinder.Found.Medium medium = (MediaFinder.Found.Medium) found;
    String path = folder + "/" + BundleNames.medium(item, medium.format().extension());
    PngTexts texts = new PngTexts();
    boolean extract =
        options.mediaMetadata() == BundleOptions.MediaMetadata.EXTRACT
            && medium.format() == MediaFormat.PNG;
    ByteTarget listener = extract ? texts::accept : (bytes, offset, length) -> {};
    Copied copied = copier.copy(medium.file(), payload.inRoot(path), crc, listener);
    payload.mediumWritten(path, copied.size());
    Optional<Payload.Text> graph = ComfyGraph.of(texts);
    return new Written(
        item.sequenceNumber(),
        path,
        medium.format(),
        copied,
        graph.isEmpty()
            ? Optional.empty()
            : Optional.of(payload.textNotListed(BundleNames.graph(path), graph.get())));
  }
}
