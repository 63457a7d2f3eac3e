package org.researchtracker.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.TrackerException;

/** An answer that says what was wrong; as {@code application/problem+json} (RFC 9457). */
final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> members = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  HttpProblem(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  static HttpProblem badRequest(String detail) {
    return new HttpProblem(400, detail);
  }

  static HttpProblem notFound(String detail) {
    return new HttpProblem(404, detail);
  }

  static HttpProblem forbidden() {
    return new HttpProblem(403, "this token does not give access to that");
  }

  static HttpProblem busy(String detail, int retryAfterSeconds) {
    return new HttpProblem(503, detail).header("Retry-After", Integer.toString(retryAfterSeconds));
  }

  /** Returns the problem that a failure is to whoever asked; what is inside of us stays inside. */
  static HttpProblem of(TrackerException e) {
    return switch (e.kind()) {
      case USAGE -> badRequest(e.what()).hint(e.hint());
      case NOT_FOUND -> notFound(e.what());
      case FAILED, DAMAGED, LOCKED -> new HttpProblem(500, "the request could not be carried out");
    };
  }

  HttpProblem hint(String hint) {
    return hint.isEmpty() ? this : member("hint", hint);
  }

  /** Adds a field to the answer. */
  HttpProblem member(String name, String value) {
    members.put(name, value);
    return this;
  }

  /** Adds a header to the answer. */
  HttpProblem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Returns the body of the answer. */
  String json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("type", "about:blank")
            .put("title", title(status))
            .put("status", status)
            .put("detail", String.valueOf(getMessage()));
    members.forEach(json::put);
    return JsonText.compact(json.build()) + "\n";
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 416 -> "Range Not Satisfiable";
      case 421 -> "Misdirected Request";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> status >= 500 ? "Internal Server Error" : "Error";
    };
  }
}
