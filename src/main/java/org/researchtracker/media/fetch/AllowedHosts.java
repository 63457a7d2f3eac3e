package org.researchtracker.media.fetch;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that a person named as harmless although their addresses are not public. A host is
 * allowed by the name that stands in the URL, not by what that name leads to. Immutable.
 */
public final class AllowedHosts {

  /** None. */
  public static final AllowedHosts NONE = new AllowedHosts(Set.of());

  private static final Pattern ENTRY =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/\\[\\]@]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?::(\\d{1,5}))?");

  private final Set<String> entries;

  private AllowedHosts(Set<String> entries) {
    this.entries = entries;
  }

  /**
   * The hosts of these texts.
   *
   * @param texts each {@code HOST} (every port) or {@code HOST:PORT}; an IPv6 address with a port
   *     stands in brackets
   * @throws IllegalArgumentException if one is neither; the message quotes it
   */
  public static AllowedHosts parse(Collection<String> texts) {
    Set<String> entries = new LinkedHashSet<>();
    for (String text : texts) {
      Matcher entry = ENTRY.matcher(text.strip());
      if (!entry.matches() || (entry.group(2) != null && !isPort(entry.group(2)))) {
        throw new IllegalArgumentException("'" + text + "' is neither a host nor HOST:PORT");
      }
      String host = WebAddress.canonicalHost(entry.group(1));
      entries.add(entry.group(2) == null ? host : host + " " + Integer.parseInt(entry.group(2)));
    }
    return new AllowedHosts(Set.copyOf(entries));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port > 0 && port <= 65_535;
  }

  /** Whether that host was named, for every port or for this one. */
  boolean allows(String host, int port) {
    String name = WebAddress.canonicalHost(host);
    return entries.contains(name) || entries.contains(name + " " + port);
  }
}
