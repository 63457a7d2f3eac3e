package org.researchtracker.cli.serving;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tracker serve}. */
@Command(
    name = "serve",
    description = {
      "Offer the Research API and its page over HTTP",
      "It listens on this machine alone, reads only, and follows the logs. The address of the page is printed; SIGTERM, or Ctrl-C, ends it when what is under way is answered.",
      "To be reached from other machines it wants tokens: a file with a token and the view that it gives (student, advanced or researcher) in each line. A student's token can read nothing but outputs."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "The page, in the browser:",
      "  tracker serve --open",
      "On another port, without those who withdrew their consent:",
      "  tracker serve --port 8080 --exclude-from withdrawn.txt",
      "For others on the network, behind a name of its own:",
      "  tracker serve --bind 0.0.0.0 --token-file tokens --host-name tracker.example.org"
    })
public final class ServeCommand implements Callable<ExitCode> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; 0 takes one that is free (default: 8765)")
  private String port = "8765";

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address to listen on (default: 127.0.0.1, this machine alone)")
  private String bind = "127.0.0.1";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Who may ask: a token and its view in each line; wanted with --bind elsewhere")
  private @Nullable String tokenFile;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "A name by which the server is asked for; can be repeated")
  private List<String> hosts = List.of();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "A site whose pages may read answers, such as https://lab.example.org; can be repeated")
  private List<String> origins = List.of();

  @Option(names = "--open", description = "Open the page in the browser")
  private boolean open;

  private final Session session;

  /** Makes the command for a run of the program. */
  public ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws InterruptedException {
    return new Serving(session).run(bind, port(), tokenFile, hosts, origins, open);
  }

  private int port() {
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "--port '" + port + "' is no number from 0 to 65535", "");
    }
    return Integer.parseInt(port);
  }
}
