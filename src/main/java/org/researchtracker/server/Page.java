package org.researchtracker.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The page for people: files of the program itself, which are the same for everybody. */
final class Page {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private Page() {}

  /** The page itself. */
  static void start(Call call) throws IOException {
    file(call, "index.html");
  }

  /** What the page is made of. */
  static void part(Call call) throws IOException {
    file(call, call.path("file"));
  }

  private static void file(Call call, String name) throws IOException {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    Optional<String> type = Optional.ofNullable(TYPES.get(ending));
    boolean plain = name.matches("[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?") && !name.contains("..");
    try (InputStream in = plain ? Page.class.getResourceAsStream("page/" + name) : null) {
      if (in == null || type.isEmpty()) {
        throw HttpProblem.notFound("there is no such file");
      }
      Reply reply = Reply.text(call, type.get(), Integer.MAX_VALUE);
      call.response().getHeaders().put("Content-Security-Policy", Guard.PAGE_POLICY);
      in.transferTo(reply);
      reply.finish();
    }
  }
}
