package org.researchtracker.media.fetch;

import java.io.IOException;
import java.util.Optional;

/**
 * A SwarmUI server, of which {@code /View/} and {@code /Output/} are asked and nothing else. Its
 * interface gives the path of a picture as {@code View/USER/raw/2025-11-03/name.png}, or {@code
 * Output/…} where users share a folder; that path is what is asked for. Safe for use by several
 * threads.
 */
final class SwarmUi {
  private final NamedServer server;
  private final Download download;

  SwarmUi(NamedServer server, Download download) {
    this.server = server;
    this.download = download;
  }

  NamedServer server() {
    return server;
  }

  /** Brings one file. */
  Outcome fetch(String path, Partial partial, Wanted wanted)
      throws IOException, InterruptedException {
    // A question mark is part of the name here, and two dots lead nowhere.
    String escaped = path.replace("%", "%25").replace("?", "%3F").replace("#", "%23");
    Optional<WebAddress> clean = WebAddress.parse("http://host" + escaped);
    Optional<String> target =
        clean.map(WebAddress::target).filter(text -> Addresses.swarmPath(text).isPresent());
    if (target.isEmpty()) {
      return Refusals.refused("no path of SwarmUI");
    }
    return download.fetch(server.at(target.get()), "", partial, wanted);
  }
}
