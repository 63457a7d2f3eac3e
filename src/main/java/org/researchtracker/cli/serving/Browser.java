package org.researchtracker.cli.serving;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.researchtracker.cli.session.Session;

/** Opens a page in the browser, by the program that the system has for it. */
final class Browser {
  private Browser() {}

  static void open(Session session, URI page) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> command =
        system.startsWith("mac")
            ? List.of("open", page.toString())
            : system.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
                : List.of("xdg-open", page.toString());
    try {
      new ProcessBuilder(command)
          .redirectInput(Redirect.PIPE)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      session.notices().say("no browser could be opened; open " + page + " yourself");
    }
  }
}
