package org.researchtracker.cli.bundling;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.BundleWords;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TimeExpressions;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      names = "--name",
      paramLabel = "NAME",
      description = "The root folder (default: from the file's name, else from the content)")
  private @Nullable String name;

  @Mixin private final BundleContentOptions content = new BundleContentOptions();

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
    name = line.one(null, "--name");
    force = line.flag("--force");
    skipExisting = line.flag("--skip-existing");
    content.take(line);
  }

  /** Returns whether the bundle goes to standard output. */
  boolean toStdout() {
    return "-".equals(output);
  }

  /** Returns what the bundle is described by. */
  BundleDescription description(Session session) {
    return content.description(session);
  }

  /** Returns the target, if one is named. */
  Optional<Path> target(Session session) {
    return Optional.ofNullable(output).map(file -> session.console().cwd().resolve(file));
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
    BundleOptions plain = content.toOptions(times);
    try {
      return new BundleOptions(
          Optional.ofNullable(name),
          plain.layout(),
          chosen,
          plain.date(),
          plain.media(),
          plain.csvSafe(),
          plain.csvDelimiter(),
          plain.mediaMetadata(),
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
