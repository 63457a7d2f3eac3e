package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;
import org.researchtracker.model.MediaType;

/** Media by their prompt, and never another prompt's or another child's. */
class ComfyUiTest {
  private static final byte[] ONE = Pictures.png(900, 1);
  private static final byte[] TWO = Pictures.png(900, 2);
  private static final byte[] TEMP = Pictures.png(900, 3);
  private static final byte[] GLB = "glTF\2\0\0\0\24\0\0\0\0\0\0\0JSON".getBytes(UTF_8);

  private final ComfyServer comfy = new ComfyServer();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    comfy.close();
  }

  private Result fetch(Optional<String> path, MediaType type) {
    return fetch("p-1", path, type);
  }

  private Result fetch(String promptId, Optional<String> path, MediaType type) {
    return new Fetches(folder)
        .comfyui(comfy.url())
        .fetch(Fetches.target(1, path, Optional.of(promptId), type));
  }

  private static String image(String name, String subfolder, String type) {
    return "{\"filename\": \"%s\", \"subfolder\": \"%s\", \"type\": \"%s\"}"
        .formatted(name, subfolder, type);
  }

  /** What one node made, as a history has it. */
  private static String made(String... images) {
    return "{\"9\": {\"images\": [" + String.join(", ", images) + "]}}";
  }

  /** A picture and its preview, which another node made, as a history has them. */
  private static String madeWithPreview(String preview, String kept) {
    return "{\"8\": {\"images\": [" + preview + "]}, " + made(kept).substring(1);
  }

  /** Has one prompt make two pictures. */
  private void makeTwo() {
    comfy
        .prompt(
            "p-1", made(image("x_00001_.png", "", "output"), image("x_00002_.png", "", "output")))
        .file("output", "", "x_00001_.png", ONE)
        .file("output", "", "x_00002_.png", TWO);
  }

  @Test
  void bringsTheOutputOfAPrompt() {
    comfy
        .prompt("p-1", made(image("a b_00001_.png", "days/one", "output")))
        .file("output", "days/one", "a b_00001_.png", ONE);

    assertThat(fetch(Optional.empty(), MediaType.IMAGE).bytes()).hasValue(ONE);
    assertThat(comfy.raw().requests())
        .extracting(RawServer.Request::target)
        .containsExactly(
            "/history/p-1", "/view?filename=a%20b_00001_.png&subfolder=days%2Fone&type=output");
  }

  @Test
  void bringsATemporaryOutputWhereNoOtherIs() {
    comfy
        .prompt("p-1", made(image("ComfyUI_temp_a_1.png", "", "temp")))
        .file("temp", "", "ComfyUI_temp_a_1.png", TEMP);

    assertThat(fetch(Optional.empty(), MediaType.IMAGE).bytes()).hasValue(TEMP);
  }

  @Test
  void prefersWhatWasKeptToItsPreview() {
    comfy
        .prompt(
            "p-1",
            madeWithPreview(
                image("ComfyUI_temp_a_1.png", "", "temp"), image("ComfyUI_1.png", "", "output")))
        .file("temp", "", "ComfyUI_temp_a_1.png", TEMP)
        .file("output", "", "ComfyUI_1.png", ONE);

    assertThat(fetch(Optional.empty(), MediaType.IMAGE).bytes()).hasValue(ONE);
  }

  @Test
  void ofSeveralItIsTheOneOfTheItemsName() {
    makeTwo();

    assertThat(fetch(Optional.of("C:\\out\\x_00002_.png"), MediaType.IMAGE).bytes()).hasValue(TWO);
  }

  @Test
  void ofSeveralNoneIsTakenByGuess() {
    makeTwo();

    Result unnamed = fetch(Optional.empty(), MediaType.IMAGE);
    Result othersName = fetch(Optional.of("run/picture.png"), MediaType.IMAGE);

    assertThat(unnamed.reason()).isEqualTo("not_found");
    assertThat(othersName.reason()).isEqualTo("not_found");
    assertThat(comfy.raw().requests()).noneMatch(request -> request.path().equals("/view"));
  }

  @Test
  void ofOneNameInSeveralFoldersItIsTheOneOfTheItemsPath() {
    comfy
        .prompt("p-1", made(image("x.png", "a", "output"), image("x.png", "b", "output")))
        .file("output", "a", "x.png", ONE)
        .file("output", "b", "x.png", TWO);

    assertThat(fetch(Optional.of("output/b/x.png"), MediaType.IMAGE).bytes()).hasValue(TWO);
    assertThat(
            new Fetches(folder)
                .comfyui(comfy.url())
                .fetch(Fetches.target(2, Optional.of("x.png"), Optional.of("p-1"), MediaType.IMAGE))
                .reason())
        .isEqualTo("not_found");
  }

  @Test
  void ofSeveralKindsItIsTheItemsKind() {
    comfy
        .prompt(
            "p-1",
            "{\"5\": {\"text\": [\"a caption\"], \"animated\": [true]}, \"9\": {\"images\": ["
                + image("preview.png", "", "output")
                + "]}, \"12\": {\"3d\": ["
                + image("mesh.glb", "3d", "output")
                + "], \"gifs\": [{\"filename\": \"clip.mp4\", \"type\": \"output\","
                + " \"subfolder\": \"\", \"format\": \"video/h264-mp4\", \"frame_rate\": 8.0}]}}")
        .file("output", "", "preview.png", ONE)
        .file("output", "3d", "mesh.glb", GLB);

    assertThat(fetch(Optional.empty(), MediaType.THREE_D).bytes()).hasValue(GLB);
  }

  @Test
  void takesNothingThatWasPutIn() {
    comfy.prompt("p-1", made(image("photo.png", "", "input"))).file("input", "", "photo.png", ONE);

    assertThat(fetch(Optional.empty(), MediaType.IMAGE).reason()).isEqualTo("not_found");
  }

  @Test
  void aPromptThatIsForgottenIsLost() {
    assertThat(fetch(Optional.empty(), MediaType.IMAGE).reason()).isEqualTo("history_lost");
  }

  @Test
  void anIdThatIsNoneLeadsNowhere() {
    assertThat(fetch("..", Optional.empty(), MediaType.IMAGE).reason()).isEqualTo("history_lost");
    assertThat(fetch("../../x", Optional.empty(), MediaType.IMAGE).reason())
        .isEqualTo("history_lost");
    assertThat(comfy.raw().requests())
        .extracting(RawServer.Request::target)
        .containsExactly("/history/..%2F..%2Fx");
  }

  @Test
  void asksTheNextServerWhereThePromptIsUnknown() {
    try (ComfyServer second = new ComfyServer()) {
      second.prompt("p-1", made(image("a.png", "", "output"))).file("output", "", "a.png", ONE);

      Result result =
          new Fetches(folder)
              .comfyui(comfy.url(), second.url())
              .fetch(Fetches.target(1, Optional.empty(), Optional.of("p-1"), MediaType.IMAGE));

      assertThat(result.bytes()).hasValue(ONE);
    }
  }

  @Test
  void fallsBackToTheAddressInTheLog() {
    try (RawServer web = RawServer.start((q, r) -> r.send(200, "image/png", TWO))) {
      Result result =
          new Fetches(folder)
              .comfyui(comfy.url())
              .allowing("127.0.0.1")
              .fetch(
                  Fetches.target(
                      1, Optional.of(web.url("/a.png")), Optional.of("p-1"), MediaType.IMAGE));

      assertThat(result.bytes()).hasValue(TWO);
    }
  }

  @Test
  void asksNeverForAPreview() {
    comfy.file("temp", "", "a.png", ONE);

    Result result =
        new Fetches(folder)
            .comfyui(comfy.url())
            .fetch(
                comfy
                    .raw()
                    .url("/api/view?filename=a.png&type=temp&preview=webp;90&channel=rgb&rand=1"));

    assertThat(result.bytes()).hasValue(ONE);
    assertThat(comfy.raw().requests())
        .extracting(RawServer.Request::target)
        .containsExactly("/view?filename=a.png&subfolder=&type=temp");
  }

  @Test
  void aHistoryThatIsNoJsonIsUnreadable() {
    try (RawServer broken =
        RawServer.start((q, r) -> r.send(200, "text/html", "<html>".getBytes(UTF_8)))) {
      Result result =
          new Fetches(folder)
              .comfyui(broken.url("/behind/a/proxy/"))
              .fetch(Fetches.target(1, Optional.empty(), Optional.of("p-1"), MediaType.IMAGE));

      assertThat(result.reason()).isEqualTo("unreadable");
      assertThat(broken.requests().get(0).target()).isEqualTo("/behind/a/proxy/history/p-1");
    }
  }

  @Test
  void bringsAPictureOfSwarmUiByItsPath() {
    try (RawServer swarm = RawServer.start((q, r) -> r.send(200, "image/png", ONE))) {
      Fetches fetches = new Fetches(folder).swarmui(swarm.url(""));
      String path = "View/local/raw/2025-11-03/1430-a 50% cat? yes-1.png";

      assertThat(fetches.fetch(path).bytes()).hasValue(ONE);
      assertThat(fetches.fetch(Fetches.picture(2, "Output/local/../../secret.png")).reason())
          .isEqualTo("refused");
      assertThat(fetches.fetch(Fetches.picture(3, swarm.url("/API/GetNewSession"))).reason())
          .isEqualTo("refused");
      assertThat(fetches.fetch(Fetches.picture(4, swarm.url("/View/local/a%20b.png"))).bytes())
          .hasValue(ONE);
      assertThat(swarm.requests())
          .extracting(RawServer.Request::target)
          .containsExactly(
              "/View/local/raw/2025-11-03/1430-a%2050%25%20cat%3F%20yes-1.png",
              "/View/local/a%20b.png");
    }
  }

  @Test
  void ofOneNameKeptAndTemporaryItIsTheOneThatWasKept() {
    comfy
        .prompt(
            "p-1", madeWithPreview(image("a.png", "one", "temp"), image("a.png", "two", "output")))
        .file("temp", "one", "a.png", TEMP)
        .file("output", "two", "a.png", ONE);

    assertThat(fetch(Optional.of("a.png"), MediaType.IMAGE).bytes()).hasValue(ONE);
  }

  /** What another path or another server calls a.png is not what /view here does. */
  @Test
  void takesNoOtherAddressForOneOfItsOwn() {
    comfy.file("output", "", "a.png", ONE);
    Fetches fetches = new Fetches(folder).comfyui(comfy.url());
    int port = Integer.parseInt(comfy.raw().hostAndPort().replaceAll(".*:", ""));

    assertThat(fetches.fetch(comfy.raw().url("/upload?filename=a.png")).reason())
        .isEqualTo("refused");
    assertThat(fetches.fetch("http://127.0.0.2:" + port + "/view?filename=a.png").reason())
        .isEqualTo("refused");
    assertThat(comfy.raw().requests()).isEmpty();
  }

  /** If this fails, a server can fill the memory with a history that never ends. */
  @Test
  void aHistoryIsReadToALimit() {
    byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
    try (RawServer endless =
        RawServer.start(
            (request, reply) -> {
              reply.lines("HTTP/1.1 200 OK", "");
              for (int i = 0; i < 80; i++) {
                reply.bytes(blanks);
              }
              reply.bytes("{}".getBytes(UTF_8)).hangUp();
            })) {
      Result result =
          new Fetches(folder)
              .comfyui(endless.url(""))
              .fetch(Fetches.target(1, Optional.empty(), Optional.of("p-1"), MediaType.IMAGE));

      assertThat(result.reason()).isEqualTo("too_large");
    }
  }
}
