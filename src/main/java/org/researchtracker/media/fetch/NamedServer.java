package org.researchtracker.media.fetch;

import java.util.Optional;

/**
 * A server that a person named for one purpose, such as {@code http://localhost:8188}, perhaps with
 * a path before its own. It may have a private address; of it only what its purpose needs is asked.
 * Immutable.
 */
final class NamedServer {
  private final WebAddress base;
  private final String prefix;

  private NamedServer(WebAddress base, String prefix) {
    this.base = base;
    this.prefix = prefix;
  }

  /**
   * The server of a text.
   *
   * @throws IllegalArgumentException if it is no http or https URL, or has more than a host and a
   *     path
   */
  static NamedServer parse(String text) {
    String url = text.contains("://") ? text : "http://" + text;
    WebAddress base =
        WebAddress.parse(url)
            .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no http URL"));
    if (url.contains("@")) {
      throw new IllegalArgumentException("a URL with a user or password is not taken");
    }
    if (url.contains("?") || url.contains("#")) {
      throw new IllegalArgumentException("'" + text + "' has more than a host and a path");
    }
    return new NamedServer(base, base.target().replaceFirst("/+$", ""));
  }

  /** The host and its port, as {@code --allow-host} would name them. */
  String hostAndPort() {
    return base.host() + ":" + base.port();
  }

  /** The address of one of the server's own paths, which begins with a slash. */
  WebAddress at(String target) {
    return new WebAddress(base.secure(), base.host(), base.port(), prefix + target);
  }

  /** The server's own path and query in an address; empty where it leads elsewhere. */
  Optional<String> targetOf(WebAddress address) {
    boolean here = address.sameServer(base) && address.target().startsWith(prefix + "/");
    return here ? Optional.of(address.target().substring(prefix.length())) : Optional.empty();
  }

  @Override
  public String toString() {
    return base.withoutQuery();
  }
}
