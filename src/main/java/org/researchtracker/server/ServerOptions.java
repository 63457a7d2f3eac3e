package org.researchtracker.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the API is offered.
 *
 * @param bind the address or name to listen on
 * @param port the port, 0 for any that is free
 * @param tokens what tokens there are; nothing if none is needed
 * @param origins the origins of other sites whose pages may read answers
 * @param hosts the names, besides those of this machine, by which the server may be asked for
 * @param patience how long a client may keep the server waiting: for a request to become whole, and
 *     for a piece of an answer to be taken
 */
public record ServerOptions(
    String bind,
    int port,
    Optional<Tokens> tokens,
    List<String> origins,
    List<String> hosts,
    Duration patience) {
  /** What clients on bad lines need. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Copies the lists. */
  public ServerOptions {
    origins = List.copyOf(origins);
    hosts = List.copyOf(hosts);
  }
}
