package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Decides who gets an answer at all: by the name that the server was asked for, the origin of the
 * page that asks, and the token. Immutable.
 */
final class Guard {
  static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
  static final String MEDIA_POLICY =
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline';"
          + " frame-ancestors 'none'; sandbox";
  static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self' data: blob:; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final String EXPOSED =
      "Link, ETag, Content-Disposition, Content-Range, Accept-Ranges, Tracker-Left-Out, Retry-After";

  private final ServerOptions options;
  private final Set<String> hosts = new HashSet<>();

  Guard(ServerOptions options) {
    this.options = options;
    hosts.addAll(List.of("localhost", "127.0.0.1", "::1"));
    hosts.add(bare(options.bind()));
    options.hosts().forEach(host -> hosts.add(bare(host)));
  }

  /** Sets what every answer says, whatever it is. */
  void protect(Request request, Response response) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", API_POLICY);
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cache-Control", "private, no-cache");
    Optional<String> origin = allowedOrigin(request);
    headers.put(
        "Cross-Origin-Resource-Policy", origin.isPresent() ? "cross-origin" : "same-origin");
    if (!options.origins().isEmpty()) {
      headers.add("Vary", "Origin");
    }
    origin.ifPresent(
        name -> {
          headers.put("Access-Control-Allow-Origin", name);
          headers.put("Access-Control-Expose-Headers", EXPOSED);
        });
  }

  private Optional<String> allowedOrigin(Request request) {
    return Optional.ofNullable(request.getHeaders().get("Origin"))
        .filter(options.origins()::contains);
  }

  /**
   * Refuses a request that was meant for a name that is not this server's: a page of another site
   * whose name was made to point here (DNS rebinding) sends one.
   */
  void requireHost(Request request) {
    List<String> given = request.getHeaders().getValuesList("Host");
    String host = given.size() == 1 ? bare(withoutPort(given.get(0))) : "";
    String asked = request.getHttpURI().getHost();
    boolean absolute = asked != null && !asked.isEmpty();
    if (!isOurs(host, request) || (absolute && !isOurs(bare(asked), request))) {
      throw new HttpProblem(421, "this server does not answer for that host")
          .hint("ask for localhost, or name the host with --host-name");
    }
  }

  private boolean isOurs(String host, Request request) {
    if (hosts.contains(host)) {
      return true;
    }
    // Bound to all addresses: the one that the client reached. No name can be made to look like it.
    return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress here
        && here.getAddress() != null
        && bare(plain(here.getAddress())).equals(host);
  }

  private static String plain(InetAddress address) {
    String text = address.getHostAddress();
    return text.indexOf('%') < 0 ? text : text.substring(0, text.indexOf('%'));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT).strip();
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    // The two forms in which Java and browsers write the same address.
    return name.equals("0:0:0:0:0:0:0:1") ? "::1" : name;
  }

  /**
   * Refuses what the page of another site fetches here: it could not read the answer, but it could
   * keep the server busy with bundles.
   */
  void requireSameSite(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    String mode = request.getHeaders().get("Sec-Fetch-Mode");
    boolean foreign = "cross-site".equals(site) && !"navigate".equals(mode);
    if (foreign && allowedOrigin(request).isEmpty()) {
      throw new HttpProblem(403, "pages of other sites may not ask")
          .hint("name the site with --allow-origin");
    }
  }

  /** Answers the question of a browser whether a page of another site may ask (CORS). */
  boolean answersPreflight(Request request, Response response) {
    if (!request.getMethod().equals("OPTIONS") || allowedOrigin(request).isEmpty()) {
      return false;
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Access-Control-Allow-Methods", "GET, HEAD");
    headers.put(
        "Access-Control-Allow-Headers",
        "Authorization, Range, If-None-Match, If-Range, Last-Event-ID");
    headers.put("Access-Control-Max-Age", "600");
    response.setStatus(204);
    return true;
  }

  /** Returns what the caller may see of a route. */
  Access access(Request request, Route route) {
    if (options.tokens().isEmpty() || route.audience() == Route.Audience.EVERYBODY) {
      return Access.ALL;
    }
    Access access =
        token(request).flatMap(options.tokens().get()::access).orElseThrow(Guard::unauthorized);
    if (route.audience() == Route.Audience.RESEARCHERS && !access.isAll()) {
      throw HttpProblem.forbidden();
    }
    return access;
  }

  private static HttpProblem unauthorized() {
    // Basic, too, so that a browser asks for the token and sends it along with every picture.
    return new HttpProblem(401, "a token is needed")
        .header("WWW-Authenticate", "Basic realm=\"tracker\", charset=\"UTF-8\", Bearer");
  }

  /** Returns the token: the one of a bearer, or what a browser was given as password. */
  private static Optional<String> token(Request request) {
    String header = request.getHeaders().get("Authorization");
    String[] words = header == null ? new String[0] : header.strip().split("\\s+", 2);
    if (words.length < 2) {
      return Optional.empty();
    }
    if (words[0].equalsIgnoreCase("Bearer")) {
      return Optional.of(words[1]);
    }
    if (!words[0].equalsIgnoreCase("Basic")) {
      return Optional.empty();
    }
    try {
      String pair = new String(Base64.getDecoder().decode(words[1]), UTF_8);
      return Optional.of(pair.substring(pair.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
