package org.researchtracker.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.document.BundleDocument;
import org.researchtracker.bundle.document.BundleDocuments;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.CsvStyle;

/**
 * Writes bundles: the selected executions with their media, whole or not at all.
 *
 * <p>The same records, media, options, zone and version give the same bytes, whatever the locale
 * and the machine's own zone, to a file and to a stream. A missing medium never fails; the result
 * counts it. An instance may be used for any number of bundles, by one thread at a time; a thread
 * of its own helps with digests while one is written. Interrupting the calling thread ends a
 * bundle, as a signal does, and leaves nothing half written.
 */
public final class BundleWriter {
  private final MediaResolver resolver;
  private final BundleOrigin origin;
  private final List<BundleDocument> documents;
  private final BundleProgress progress;

  /**
   * Makes a writer.
   *
   * @param resolver finds media
   * @param origin where the bundles come from
   * @param documents what is written beside records, texts, tables and media, in order
   */
  public BundleWriter(
      MediaResolver resolver,
      BundleOrigin origin,
      List<BundleDocument> documents,
      BundleProgress progress) {
    this.resolver = resolver;
    this.origin = origin;
    this.documents = List.copyOf(documents);
    this.progress = progress;
  }

  /**
   * Returns a writer of whole bundles with all their documents.
   *
   * @param options say in which style the tables are
   */
  public static BundleWriter of(
      MediaResolver resolver, BundleOrigin origin, BundleOptions options, BundleProgress progress) {
    CsvStyle style =
        CsvStyle.FAITHFUL.withDelimiter(options.csvDelimiter()).withDefuse(options.csvSafe());
    return new BundleWriter(resolver, origin, BundleDocuments.of(style), progress);
  }

  /**
   * Writes a bundle to a file, or a folder where the options say so.
   *
   * @param target the file or folder itself
   * @throws TrackerException if nothing was selected, the target exists or cannot be written, or
   *     something is missing and the options are strict; nothing is half written then
   */
  public BundleResult writeTo(Path target, RecordSource source, BundleOptions options) {
    return new BundleJob(resolver, origin, documents, progress, source, options)
        .toPlace(parent(target.toAbsolutePath()), Optional.of(target));
  }

  /**
   * Writes a bundle to a file if the gate admits it; the result then bears its path.
   *
   * @param target the file or folder itself
   * @param gate decides once all that the bundle would hold is known
   * @throws TrackerException as {@link #writeTo(Path, RecordSource, BundleOptions)}
   */
  public BundleResult writeTo(
      Path target, RecordSource source, BundleOptions options, BundleGate gate) {
    return new BundleJob(resolver, origin, documents, progress, source, options)
        .toPlace(parent(target.toAbsolutePath()), Optional.of(target), gate);
  }

  /**
   * Writes a bundle into a folder, under the name of its root folder.
   *
   * @param folder an existing folder
   * @throws TrackerException as {@link #writeTo}
   */
  public BundleResult writeInto(Path folder, RecordSource source, BundleOptions options) {
    return new BundleJob(resolver, origin, documents, progress, source, options)
        .toPlace(folder, Optional.empty());
  }

  /**
   * Writes a bundle as a ZIP to a stream, which is flushed and not closed. All media are read
   * twice: first for their digests.
   *
   * @param temporary an existing folder for what memory shall not hold; nothing stays there
   * @throws TrackerException as {@link #writeTo}; also if a medium changed between the two
   *     readings: the stream then ends without a central directory
   * @throws IOException if the stream cannot be written
   */
  public BundleResult writeTo(
      OutputStream stream, Path temporary, RecordSource source, BundleOptions options)
      throws IOException {
    return new BundleJob(resolver, origin, documents, progress, source, options)
        .toStream(stream, temporary);
  }

  /**
   * Goes through everything and writes nothing; the progress hears of every entry and of what is
   * missing. Media are read, because names and digests depend on them.
   *
   * @param target what would be written, if that is known; it may exist
   * @param temporary an existing folder for what memory shall not hold; nothing stays there
   */
  public BundleResult plan(
      Optional<Path> target, Path temporary, RecordSource source, BundleOptions options) {
    return new BundleJob(resolver, origin, documents, progress, source, options)
        .plan(target, temporary);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw TrackerException.failed(file + " cannot be a bundle", "name a file in a folder");
    }
    return parent;
  }
}
