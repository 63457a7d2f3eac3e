package org.researchtracker.media.fetch;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address on the web, as it is asked for: RFC 3986, read with the leniency of browsers where
 * that is harmless (blanks and letters beyond ASCII are encoded), and strictly where it is not (the
 * host). A user and password are dropped, never sent; so is a fragment. Immutable.
 *
 * @param secure https, else http
 * @param host canonical: lower case, ASCII, an IPv6 address in brackets
 * @param port 1 to 65535
 * @param target path and query, ASCII, beginning with a slash
 */
record WebAddress(boolean secure, String host, int port, String target) {

  private static final Pattern PARTS =
      Pattern.compile("(?is)(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(?:#.*)?");

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:[^\\\\]*@)?(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]@]+)(?::(\\d{0,5}))?", Pattern.DOTALL);

  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\]");

  /** What need not be encoded in a path (RFC 3986, 3.3); a query may hold more. */
  private static final String PATH_EXTRA = "-._~!$&'()*+,;=:@/%";

  private static final String QUERY_EXTRA = PATH_EXTRA + "?[]";

  /** The address of a text; empty where it is none that may be asked for. */
  static Optional<WebAddress> parse(String text) {
    Matcher parts = PARTS.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Matcher authority = AUTHORITY.matcher(parts.group(2));
    if (!authority.matches()) {
      return Optional.empty();
    }
    String host = canonicalHost(authority.group(1));
    boolean secure = parts.group(1).length() == 5;
    String digits = authority.group(2) == null ? "" : authority.group(2);
    int port = digits.isEmpty() ? (secure ? 443 : 80) : Integer.parseInt(digits);
    if (!isHost(host) || port < 1 || port > 65_535) {
      return Optional.empty();
    }
    String path = encode(withoutDots(parts.group(3)), PATH_EXTRA);
    String query =
        parts.group(4) == null ? "" : "?" + encode(parts.group(4).substring(1), QUERY_EXTRA);
    return Optional.of(new WebAddress(secure, host, port, path + query));
  }

  /** What stands in brackets may be no address all the same, for which the HTTP library throws. */
  private static boolean isHost(String host) {
    if (!HOST.matcher(host).matches()) {
      return false;
    }
    try {
      return !host.startsWith("[") || new URI("http://" + host + "/").getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The address that a {@code Location} means here; empty where it is none. */
  Optional<WebAddress> resolve(String location) {
    String text = location.strip();
    if (text.matches("(?is)[a-z][a-z0-9+.-]*:.*")) {
      return parse(text);
    }
    if (text.startsWith("//")) {
      return parse(scheme() + ":" + text);
    }
    String path = target.split("\\?", 2)[0];
    String base = scheme() + "://" + authority();
    if (text.startsWith("/")) {
      return parse(base + text);
    }
    if (text.startsWith("?")) {
      return parse(base + path + text);
    }
    return parse(base + path.substring(0, path.lastIndexOf('/') + 1) + text);
  }

  String scheme() {
    return secure ? "https" : "http";
  }

  /** Host and port, the port only where it is not the usual one. */
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** The last component of the path, decoded; empty where it ends with a slash. */
  String fileName() {
    String path = target.split("\\?", 2)[0];
    return Query.decode(path.substring(path.lastIndexOf('/') + 1), false);
  }

  boolean sameServer(WebAddress other) {
    return secure == other.secure && host.equals(other.host) && port == other.port;
  }

  /** Without the query, which may hold a signature. */
  String withoutQuery() {
    return scheme() + "://" + authority() + target.split("\\?", 2)[0];
  }

  @Override
  public String toString() {
    return scheme() + "://" + authority() + target;
  }

  /** A host's name as it is compared: lower case, ASCII, no dot at its end. */
  static String canonicalHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.indexOf(':') >= 0 && !name.startsWith("[")) {
      return "[" + name + "]";
    }
    if (name.chars().anyMatch(c -> c > 0x7f)) {
      try {
        name = IDN.toASCII(name).toLowerCase(Locale.ROOT);
      } catch (IllegalArgumentException e) {
        // No possible name; it stays as it is, and matches nothing.
        return name;
      }
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** RFC 3986, 5.2.4: a path without {@code .} and {@code ..}, beginning with a slash. */
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String last = "";
    for (String part : path.substring(Math.min(1, path.length())).split("/", -1)) {
      last = part.replaceAll("(?i)%2e", ".");
      if (last.equals("..")) {
        kept.pollLast();
      } else if (!last.equals(".")) {
        kept.addLast(part);
      }
    }
    boolean folder = last.equals(".") || last.equals("..");
    return "/" + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
  }

  private static String encode(String text, String extra) {
    StringBuilder out = new StringBuilder(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || extra.indexOf(c) >= 0);
      if (plain && !(c == '%' && !isEscape(bytes, i))) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return at + 2 < bytes.length
        && Character.digit(bytes[at + 1], 16) >= 0
        && Character.digit(bytes[at + 2], 16) >= 0;
  }
}
