package org.researchtracker.cli.bundling;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOptions.Layout;
import org.researchtracker.bundle.BundleOptions.MediaMetadata;
import org.researchtracker.bundle.BundleWords;
import org.researchtracker.bundle.DescriptionReader;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TimeExpressions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every bundle shall be like, wherever it goes; as typed. */
@Command
public final class BundleContentOptions {
  @Option(
      names = "--layout",
      paramLabel = "bag|plain",
      description = "With the BagIt bag around the data or without (default: bag)")
  private String layout = Layout.BAG.word();

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

  /** Takes these options from a plain line. */
  void take(PlainLine line) {
    layout = line.text(layout, "--layout");
    date = line.one(null, "--date");
    noMedia = line.flag("--no-media");
    mediaMetadata = line.text(mediaMetadata, "--media-metadata");
    csvDelimiter = line.text(csvDelimiter, "--csv-delimiter");
    csvSafe = line.flag("--csv-safe");
    describe = line.one(null, "--describe");
  }

  /** Returns what the bundle is described by. */
  public BundleDescription description(Session session) {
    return describe == null
        ? BundleDescription.NONE
        : DescriptionReader.read(session.console().cwd().resolve(describe));
  }

  /** Returns the options of a bundle that is a ZIP under the name of its file. */
  public BundleOptions toOptions(TimeExpressions times) {
    return new BundleOptions(
        Optional.empty(),
        BundleWords.layout(layout, "--layout"),
        BundleOptions.Form.ZIP,
        Optional.ofNullable(date).map(text -> times.point(text, "--date")),
        !noMedia,
        csvSafe,
        BundleWords.delimiter(csvDelimiter, "--csv-delimiter"),
        BundleWords.mediaMetadata(mediaMetadata, "--media-metadata"),
        false,
        false,
        false);
  }
}
