package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;
import org.researchtracker.model.MediaType;

/**
 * The machine that makes the media: trusted for its two paths, and for nothing else that it says.
 */
class ComfyUiOriginTest {
  private static final byte[] PNG = Pictures.png(900, 1);

  @TempDir private Path folder;

  private static RawServer pictures() {
    return RawServer.start((request, reply) -> reply.send(200, "image/png", PNG));
  }

  @Test
  void theOriginOfComfyUiIsAskedForItsTwoPathsAlone() {
    try (RawServer server = pictures()) {
      Fetches fetches = new Fetches(folder).comfyui(server.url(""));

      assertThat(fetches.fetch(server.url("/other.png")).reason()).isEqualTo("refused");
      assertThat(fetches.fetch(Fetches.picture(2, server.url("/view/../system_stats"))).reason())
          .isEqualTo("refused");
      assertThat(fetches.fetch(Fetches.picture(3, server.url("/api/users"))).reason())
          .isEqualTo("refused");
      assertThat(server.requests()).isEmpty();
    }
  }

  /** A connection that was opened for /view must not serve another URL of the same server. */
  @Test
  void anOpenConnectionToComfyUiServesNothingElse() {
    try (RawServer server = pictures()) {
      List<FetchTarget> targets = new ArrayList<>();
      for (int i = 1; i < 40; i++) {
        String target = i % 2 == 0 ? "/view?filename=a.png&type=temp" : "/queue/" + i + ".png";
        targets.add(Fetches.picture(i, server.url(target)));
      }

      var results = new Fetches(folder).comfyui(server.url("")).fetchAll(targets);

      assertThat(results.get(2L).bytes()).hasValue(PNG);
      assertThat(results.get(3L).reason()).isEqualTo("refused");
      assertThat(server.requests()).allMatch(request -> request.path().equals("/view"));
    }
  }

  /** If this fails, a redirect makes the server that was named say what nobody may ask it for. */
  @Test
  void comfyUiCannotPointToItsOwnOtherPaths() {
    try (RawServer comfy =
        RawServer.start(
            (request, reply) -> {
              if (request.path().equals("/secret")) {
                reply.send(200, "image/png", PNG);
              } else {
                reply.lines("HTTP/1.1 302 Found", "Location: /secret", "Content-Length: 0", "");
              }
            })) {
      Result view =
          new Fetches(folder).comfyui(comfy.url("")).fetch(comfy.url("/view?filename=a.png"));

      assertThat(view.reason()).isEqualTo("refused");
      assertThat(comfy.requests()).noneMatch(request -> request.path().equals("/secret"));
    }
  }

  @Test
  void comfyUiCannotPointElsewhere() {
    try (RawServer inside = RawServer.at("127.0.0.2", (q, r) -> r.send(200, "image/png", PNG));
        RawServer comfy =
            RawServer.start(
                (request, reply) ->
                    reply.lines(
                        "HTTP/1.1 302 Found",
                        "Location: " + inside.url("/"),
                        "Content-Length: 0",
                        ""))) {
      Fetches fetches = new Fetches(folder).comfyui(comfy.url("")).allowing("127.0.0.2");

      Result view = fetches.fetch(comfy.url("/view?filename=a.png"));
      Result history =
          fetches.fetch(
              Fetches.target(
                  2, java.util.Optional.empty(), java.util.Optional.of("p-1"), MediaType.IMAGE));

      assertThat(view.reason()).isEqualTo("refused");
      assertThat(history.reason()).isEqualTo("refused");
      assertThat(inside.requests()).isEmpty();
    }
  }
}
