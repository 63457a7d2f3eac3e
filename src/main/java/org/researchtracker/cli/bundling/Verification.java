package org.researchtracker.cli.bundling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.researchtracker.bundle.check.BundleReport;
import org.researchtracker.bundle.check.BundleReport.Contents;
import org.researchtracker.bundle.check.BundleReport.Layout;
import org.researchtracker.bundle.check.BundleVerifier;
import org.researchtracker.bundle.check.Fault;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.model.Count;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;

/**
 * What {@code tracker verify} prints: each fault as it is found, and a line for a sound bundle,
 * which {@code -q} leaves out.
 */
final class Verification {
  private final Session session;
  private final Writer out;
  private final boolean json;
  private String betweenBundles = "";
  private String betweenFaults = "";
  private boolean begun;

  Verification(Session session, Writer out, boolean json) {
    this.session = session;
    this.out = out;
    this.json = json;
  }

  /** Verifies all; one that cannot be read at all does not keep the others from it. */
  ExitCode of(List<String> names) throws IOException {
    write(json ? "{\"schema_version\":1,\"bundles\":[" : "");
    boolean damaged = false;
    boolean unreadable = false;
    for (String name : names) {
      begun = false;
      try {
        BundleReport report = verify(name, names.size() > 1 ? SafeText.line(name) + ": " : "");
        damaged |= !report.isSound();
        end(name, report);
      } catch (IOException | InvalidPathException e) {
        String what = "cannot read " + name + ": " + reason(e);
        if (names.size() == 1 && !begun) {
          throw TrackerException.failed(what, "name a ZIP or a folder");
        }
        unreadable = true;
        unreadable(name, what);
      }
    }
    write(json ? "\n]}\n" : "");
    if (damaged) {
      return ExitCode.DAMAGED;
    }
    return unreadable ? ExitCode.FAILED : ExitCode.OK;
  }

  private BundleReport verify(String name, String prefix) throws IOException {
    return BundleVerifier.verify(
        session.console().cwd().resolve(name), fault -> fault(name, prefix, fault));
  }

  private static String reason(Exception e) {
    return e instanceof IOException failure ? IoReason.of(failure) : "no path on this system";
  }

  private void fault(String name, String prefix, Fault fault) {
    if (!json) {
      write(prefix + fault.line() + "\n");
      return;
    }
    begin(name);
    JsonObject value =
        JsonObject.builder()
            .put("kind", fault.kind().word())
            .put("severity", fault.warning() ? "warning" : "fault")
            .put("path", fault.path().isEmpty() ? null : fault.path())
            .put("detail", fault.detail().isEmpty() ? null : fault.detail())
            .build();
    write(betweenFaults + "\n" + JsonText.compact(value));
    betweenFaults = ",";
  }

  private void begin(String name) {
    if (!begun) {
      write(betweenBundles + "\n{\"file\":" + new JsonString(name).toJson() + ",\"faults\":[");
      betweenBundles = ",";
      betweenFaults = "";
      begun = true;
    }
  }

  private void end(String name, BundleReport report) {
    if (json) {
      begin(name);
      write("]," + JsonText.compact(json(report)).substring(1));
    } else if (report.isSound() && !session.globals().quiet()) {
      write(SafeText.line(name) + ": " + words(report) + "\n");
    }
    if (!report.isSound()) {
      session.notices().tell(name + ": " + Count.of(report.faults(), "fault"));
    }
  }

  private void unreadable(String name, String what) {
    if (json) {
      begin(name);
      JsonObject error = JsonObject.builder().put("sound", false).put("error", what).build();
      write("]," + JsonText.compact(error).substring(1));
    } else {
      session.console().err().println("tracker: " + SafeText.line(what));
    }
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(BundleReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        report.layout() == Layout.PLAIN
            ? "no bag, and sound as far as can be told without one: "
            : "sound: ");
    report
        .contents()
        .ifPresent(
            contents ->
                text.append(Count.of(contents.executions(), "execution"))
                    .append(", ")
                    .append(Count.of(contents.items(), "item"))
                    .append(", ")
                    .append(contents.mediaIncluded())
                    .append(" media, ")
                    .append(contents.mediaMissing())
                    .append(" missing, "));
    text.append(Count.of(report.files(), "file")).append(", ");
    text.append(Count.of(report.bytes(), "byte"));
    report.contents().ifPresent(contents -> text.append(", content ").append(contents.digest()));
    return text.toString();
  }

  private static JsonObject json(BundleReport report) {
    return JsonObject.builder()
        .put("sound", report.isSound())
        .put("layout", report.layout().name().toLowerCase(Locale.ROOT))
        .put("fault_count", report.faults())
        .put("warning_count", report.warnings())
        .put("files", report.files())
        .put("bytes", report.bytes())
        .put("executions", number(report, Contents::executions))
        .put("items", number(report, Contents::items))
        .put("media_included", number(report, Contents::mediaIncluded))
        .put("media_missing", number(report, Contents::mediaMissing))
        .put("content_digest", report.contents().map(Contents::digest).orElse(null))
        .build();
  }

  private static JsonValue number(BundleReport report, ToLongFunction<Contents> field) {
    return report.contents().isPresent()
        ? JsonValue.ofNullable(field.applyAsLong(report.contents().get()))
        : JsonNull.NULL;
  }
}
