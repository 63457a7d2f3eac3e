package org.researchtracker.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOrigin;
import org.researchtracker.bundle.BundleProgress;
import org.researchtracker.bundle.BundleWords;
import org.researchtracker.bundle.BundleWriter;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.index.SelectedRecords;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeExpressions;
import org.researchtracker.model.TrackerException;

/**
 * Answers with bundles, as they are written. One that fails on its way ends with its connection and
 * never looks like a whole one; one that nobody takes any more is given up.
 */
final class Exports {
  /** Each reads its media twice, and keeps a processor busy. */
  private static final Semaphore AT_ONCE = new Semaphore(4);

  private Exports() {}

  /** One execution. */
  static void ofExecution(Call call) throws IOException, InterruptedException {
    BundleOptions options = options(call);
    String id = Executions.find(call).executionId();
    Selection one = Selection.builder().ids(Set.of(id)).leftOut(call.leftOut()).build();
    write(call, new SelectedRecords(call.catalog(), one), options);
  }

  /** A selection. */
  static void ofSelection(Call call) throws IOException, InterruptedException {
    BundleOptions options = options(call);
    Selection selection = call.selection();
    long limit = call.limit(0);
    if (selection.isAll() && limit == 0 && !call.query().isOn(Parameters.ALL)) {
      throw HttpProblem.badRequest("export wants a selection").hint("all=true selects everything");
    }
    long leftOut = call.catalog().leftOut(selection);
    if (leftOut > 0) {
      call.response().getHeaders().put("Tracker-Left-Out", leftOut);
    }
    write(call, SelectedRecords.newest(call.catalog(), selection, limit), options);
  }

  private static BundleOptions options(Call call) {
    Query query = call.query();
    TimeExpressions times = new TimeExpressions(call.research().clock(), call.research().zone());
    BundleOptions options = BundleOptions.DEFAULT;
    try {
      options =
          options
              .withMedia(!query.isOn("no-media"))
              .withCsv(
                  query
                      .last("csv-delimiter")
                      .map(word -> BundleWords.delimiter(word, "csv-delimiter"))
                      .orElse(','),
                  query.isOn("csv-safe"));
      Optional<String> layout = query.last("layout");
      if (layout.isPresent()) {
        options = options.withLayout(BundleWords.layout(layout.get(), "layout"));
      }
      Optional<String> metadata = query.last("media-metadata");
      if (metadata.isPresent()) {
        options =
            options.withMediaMetadata(BundleWords.mediaMetadata(metadata.get(), "media-metadata"));
      }
      Optional<String> date = query.last("date");
      if (date.isPresent()) {
        options = options.withDate(times.point(date.get(), "date"));
      }
      Optional<String> name = query.last("name");
      return name.isPresent() ? options.withName(name.get()) : options;
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("name: " + e.getMessage()).member("parameter", "name");
    }
  }

  private static void write(Call call, SelectedRecords records, BundleOptions options)
      throws IOException {
    if (!AT_ONCE.tryAcquire()) {
      throw HttpProblem.busy("too many bundles are being written", 10);
    }
    EndPoint client = call.request().getConnectionMetaData().getConnection().getEndPoint();
    call.response().getHeaders().put("Connection", "close");
    call.connections().watch(client, Thread.currentThread());
    Zip zip = new Zip(call);
    try (MediaAccess media = call.research().media().get()) {
      BundleOrigin origin =
          new BundleOrigin(
              call.research().version(),
              call.research().zone(),
              BundleDescription.NONE,
              records.provenance());
      BundleWriter.of(media.resolver(), origin, options, zip)
          .writeTo(
              zip,
              Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
              visitor -> {
                records.forEach(visitor::visit);
                call.release();
              },
              options);
      zip.finish();
    } catch (TrackerException e) {
      if (zip.begun()) {
        throw new IOException("a bundle came to no end: " + e.what(), e);
      }
      throw problem(e);
    } finally {
      call.connections().unwatch(client);
      // The connection's watch may have interrupted the thread when it was done already.
      var unused = Thread.interrupted();
      AT_ONCE.release();
    }
  }

  private static RuntimeException problem(TrackerException e) {
    return e.what().startsWith("nothing to export")
        ? HttpProblem.notFound("nothing to export: no execution was selected")
        : e;
  }

  /** The bundle on its way; its head goes out with its first byte. */
  private static final class Zip extends OutputStream implements BundleProgress {
    private final Call call;
    private String root = "tracker-export";
    private @Nullable OutputStream out;

    Zip(Call call) {
      this.call = call;
    }

    @Override
    public void named(String name) {
      root = name;
    }

    boolean begun() {
      return out != null;
    }

    private OutputStream out() {
      OutputStream begun = out;
      if (begun == null) {
        call.response().getHeaders().put("Content-Type", "application/zip");
        call.response()
            .getHeaders()
            .put("Content-Disposition", "attachment; filename=\"" + root + ".zip\"");
        if (call.isHead()) {
          throw new Reply.HeadIsDone();
        }
        if (call.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
          // Else the end of the connection would be the end of the bundle, also of half of one.
          call.response().getHeaders().put("Transfer-Encoding", "chunked");
        }
        begun = new ClientStream(call);
        out = begun;
      }
      return begun;
    }

    @Override
    public void write(int b) throws IOException {
      out().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out().write(bytes, offset, length);
    }

    void finish() throws IOException {
      out().close();
    }
  }
}
