package org.researchtracker.cli.bundling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker verify}. */
@Command(
    name = "verify",
    description = {
      "Check bundles, or any BagIt bags, and name every fault",
      "Needs neither logs nor index. Reads ZIPs and folders, those of tracker and any other bag; a fault ends with exit code 5."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "A bundle that was copied:",
      "  tracker verify workshop.zip",
      "Many, silent where all is well:",
      "  tracker verify -q monday.zip tuesday.zip"
    })
public final class VerifyCommand implements PlainCommand {
  private static final List<String> FORMATS = List.of("text", "json");

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Bundles: ZIPs or folders")
  private List<String> files = List.of();

  @Option(names = "--format", paramLabel = "text|json", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  /** Makes the command for a run of the program. */
  public VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public void take(PlainLine line) {
    format = line.one(null, "--format");
    output.take(line);
    String first = line.word();
    files = new ArrayList<>(line.rest());
    files.add(0, first);
  }

  @Override
  public ExitCode call() throws IOException {
    String word = output.format(session, format, FORMATS, "text", "text");
    try (Results results = output.open(session.console(), false)) {
      Verification verification = new Verification(session, results.writer(), word.equals("json"));
      ExitCode exit = verification.of(files);
      results.commit();
      return exit;
    }
  }
}
