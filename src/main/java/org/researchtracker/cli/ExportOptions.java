package org.researchtracker.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.BundleDescription;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.BundleOptions.Layout;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;
import org.researchtracker.bundle.BundleWords;
import org.researchtracker.bundle.DescriptionReader;
import org.researchtracker.model.TimeExpressions;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a bundle shall be like; as typed. */
@Command
final class ExportOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = OutputOptions.OUTPUT)
  private @Nullable String output;

  @Option(
      names = "--as",
      paramLabel = "zip|dir",
      description = "One ZIP or a folder (default: zip)")
  private String form = Form.ZIP.word();

  @Option(
      names = "--layout",
      paramLabel = "bag|plain",
      description = "With the BagIt bag around the data or without (default: bag)")
  private String layout = Layout.BAG.word();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The root folder (default: from the file's name, else from the content)")
  private @Nullable String name;

  @Option(
      names = "--date",
      paramLabel = "TIME",
      description = "The bundle's date (default: the newest time in the selection)")
  private @Nullable String date;

  @Option(names = "--no-media", description = "Leave all media out on purpose")
  private boolean noMedia;

  @Option(
      names = "--media-metadata",
      paramLabel = "keep|extract|strip",
      description =
          "Metadata inside media: keep it, also put ComfyUI's graph beside it, or strip it with"
              + " the places where photos were taken (default: extract)")
  private String mediaMetadata = MediaMetadata.EXTRACT.word();

  @Option(
      names = "--csv-delimiter",
      paramLabel = "CHAR",
      description = "What separates the cells of the tables; tab is one (default: a comma)")
  private String csvDelimiter = ",";

  @Option(names = "--csv-safe", description = "Defuse cells that a spreadsheet would run")
  private boolean csvSafe;

  @Option(
      names = "--describe",
      paramLabel = "FILE",
      description = "Title, creators, licence and the like, as YAML or properties")
  private @Nullable String describe;

  @Option(names = "--force", description = "Replace an existing target")
  private boolean force;

  @Option(
      names = "--skip-existing",
      description = "Leave an existing target that has the same content")
  private boolean skipExisting;

  /** Takes these options from a plain line. */
  void take(PlainLine line) {
    output = line.one(null, "-o", "--output");
    form = line.text(form, "--as");
    layout = line.text(layout, "--layout");
    name = line.one(null, "--name");
    date = line.one(null, "--date");
    noMedia = line.flag("--no-media");
    mediaMetadata = line.text(mediaMetadata, "--media-metadata");
    csvDelimiter = line.text(csvDelimiter, "--csv-delimiter");
    csvSafe = line.flag("--csv-safe");
    describe = line.one(null, "--describe");
    force = line.flag("--force");
    skipExisting = line.flag("--skip-existing");
  }

  /** Returns whether the bundle goes to standard output. */
  boolean toStdout() {
    return "-".equals(output);
  }

  /** Returns the target, if one is named. */
  Optional<Path> target(Session session) {
    return Optional.ofNullable(output).map(file -> session.console().cwd().resolve(file));
  }

  /** Returns what the bundle is described by. */
  BundleDescription description(Session session) {
    return describe == null
        ? BundleDescription.NONE
        : DescriptionReader.read(session.console().cwd().resolve(describe));
  }

  /**
   * Returns the options of the bundle.
   *
   * @param strict whether something missing is a failure
   */
  BundleOptions toOptions(TimeExpressions times, boolean strict) {
    Form chosen = BundleWords.form(form, "--as");
    if (toStdout() && chosen == Form.DIR) {
      throw usage("--as dir cannot go to standard output", "name a folder with -o");
    }
    Optional<Instant> instant = Optional.ofNullable(date).map(text -> times.point(text, "--date"));
    try {
      return new BundleOptions(
          Optional.ofNullable(name),
          BundleWords.layout(layout, "--layout"),
          chosen,
          instant,
          !noMedia,
          csvSafe,
          BundleWords.delimiter(csvDelimiter, "--csv-delimiter"),
          BundleWords.mediaMetadata(mediaMetadata, "--media-metadata"),
          force,
          skipExisting,
          strict);
    } catch (IllegalArgumentException e) {
      throw usage("--name '" + name + "': " + e.getMessage(), "");
    }
  }

  private static TrackerException usage(String what, String hint) {
    return new TrackerException(TrackerException.Kind.USAGE, what, hint);
  }
}
