package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Certificates;
import org.researchtracker.media.fetch.ComfyServer;
import org.researchtracker.media.fetch.RawServer;

/** Fetches media with the packaged program. */
@DisabledOnOs(OS.WINDOWS)
class FetchIT {
  private static final Path TRACKER = Path.of(System.getProperty("tracker.dist"), "bin/tracker");

  @TempDir Path temp;

  private record Result(int exit, String out, String err) {}

  private Process start(Map<String, String> env, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(TRACKER.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TRACKER_"));
    builder.environment().putAll(Map.of("HOME", temp.toString(), "TRACKER_NO_CACHE", "1"));
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    builder.environment().putAll(env);
    builder.redirectOutput(temp.resolve("out").toFile());
    builder.redirectError(temp.resolve("err").toFile());
    return builder.start();
  }

  private Result run(Map<String, String> env, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(env, arguments);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(temp.resolve("out"), UTF_8),
        Files.readString(temp.resolve("err"), UTF_8));
  }

  private void log(String... urls) throws IOException {
    Files.createDirectories(temp.resolve("logs"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < urls.length; i++) {
      lines.append(
          String.format(
              "{\"execution_id\":\"run-1\",\"sequence_number\":%d,\"item_type\":\"output_image\","
                  + "\"file_path\":\"%s\"}%n",
              i + 1, urls[i]));
    }
    Files.writeString(temp.resolve("logs/a.jsonl"), lines);
  }

  /** The example's picture behind a signed URL, over https, from a server that then ends. */
  @Test
  void theExamplesRemoteMediumOutlivesItsServer() throws Exception {
    byte[] lantern = Pictures.png(3000, 11);
    Certificates own = Certificates.make(temp, "dns:localhost");
    String trusted =
        "-Djavax.net.ssl.trustStore="
            + own.file()
            + " -Djavax.net.ssl.trustStorePassword="
            + own.password();
    copy(Path.of("examples/workshop/logs/workshop.jsonl"), temp.resolve("logs/workshop.jsonl"));
    copy(
        Path.of("examples/workshop/exports/run-11/laterne.png"),
        temp.resolve("exports/run-11/laterne.png"));
    try (RawServer server =
        RawServer.secure(own.serving(), (q, r) -> r.send(200, "image/png", lantern))) {
      Path log = temp.resolve("logs/workshop.jsonl");
      String text = Files.readString(log);
      Files.writeString(
          log, text.replace("https://media.example.org", server.urlAs("localhost", "")));

      Result distrusted = run(Map.of(), "media", "fetch", "ws-11", "--allow-host", "localhost");
      assertThat(distrusted.exit()).isEqualTo(3);
      assertThat(distrusted.out()).contains("refused\tits certificate is not trusted");

      Result fetched =
          run(
              Map.of("TRACKER_JAVA_OPTS", trusted),
              "media",
              "fetch",
              "ws-11",
              "--allow-host",
              "localhost");
      assertThat(fetched.exit()).as(fetched.err()).isZero();
      assertThat(server.requests().get(0).target())
          .startsWith("/outputs/ws-11/laterne-2.png?Expires=1762249530&");
    }

    Result exported = run(Map.of(), "export", "ws-11", "-o", "bundle.zip");

    assertThat(exported.exit()).as(exported.err()).isZero();
    try (ZipFile zip = new ZipFile(temp.resolve("bundle.zip").toString())) {
      var entry =
          zip.getEntry("bundle/data/executions/ws-11-remote/09_output_image_2_gpt5_image.png");
      assertThat(zip.stream().map(Object::toString)).contains(String.valueOf(entry));
      assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(lantern);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  /** kill -9 in the middle of a picture: the next run asks for the rest. */
  @Test
  void goesOnAfterItWasKilled() throws Exception {
    byte[] large = Pictures.png(4 << 20, 5);
    int half = 2 << 20;
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server =
        RawServer.start(
            (request, reply) -> {
              String range = request.header("Range");
              if (range.isEmpty()) {
                reply.lines(
                    "HTTP/1.1 200 OK", "ETag: \"v1\"", "Content-Length: " + large.length, "");
                reply.bytes(Arrays.copyOf(large, half));
                sent.countDown();
                over.await();
                return;
              }
              int from = Integer.parseInt(range.replaceAll("\\D", ""));
              reply.lines("HTTP/1.1 206 Part", "ETag: \"v1\"");
              reply.lines(
                  "Content-Range: bytes " + from + "-" + (large.length - 1) + "/" + large.length);
              reply.lines("Content-Length: " + (large.length - from), "");
              reply.bytes(Arrays.copyOfRange(large, from, large.length));
            })) {
      log(server.url("/large.png"));
      String[] fetch = {"media", "fetch", "--allow-host", "127.0.0.1"};
      Process killed = start(Map.of(), fetch);
      assertThat(sent.await(1, TimeUnit.MINUTES)).isTrue();
      awaitPartial(half / 2);
      killed.destroyForcibly().waitFor();
      over.countDown();

      Result second = run(Map.of(), fetch);

      assertThat(second.exit()).as(second.err()).isZero();
      assertThat(server.requests().get(1).header("Range")).matches("bytes=[1-9]\\d{5,}-");
      assertThat(content()).containsExactly(large);
    }
  }

  /** Until so many bytes have reached the file. */
  private void awaitPartial(long bytes) throws IOException, InterruptedException {
    Path partial = temp.resolve(".local/share/tracker/store/partial");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < deadline) {
      if (Files.isDirectory(partial)) {
        try (var files = Files.list(partial)) {
          if (files.anyMatch(file -> file.toFile().length() >= bytes)) {
            return;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("nothing was written");
  }

  private List<byte[]> content() throws IOException {
    List<byte[]> all = new ArrayList<>();
    try (var files = Files.walk(temp.resolve(".local/share/tracker/store/content"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.add(Files.readAllBytes(file));
      }
    }
    return all;
  }

  /** Two runs at once bring each medium, and neither spoils the other's. */
  @Test
  void twoRunsAtOnceShareTheWork() throws Exception {
    try (RawServer server =
        RawServer.start(
            (request, reply) ->
                reply.send(200, "image/png", Pictures.png(900, request.target().hashCode())))) {
      String[] urls = new String[40];
      Arrays.setAll(urls, i -> server.url("/" + i + ".png"));
      log(urls);
      String[] fetch = {"media", "fetch", "--allow-host", "127.0.0.1", "-q"};
      Process one = start(Map.of(), fetch);
      Process other = start(Map.of("TRACKER_INDEX", temp.resolve("i.db").toString()), fetch);
      assertThat(one.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();

      assertThat(List.of(one.exitValue(), other.exitValue())).containsOnly(0);
      assertThat(content()).hasSize(40);
      assertThat(run(Map.of(), "media", "check", "-q").exit()).isZero();
    }
  }

  @Test
  void exportFetchesFromComfyUi() throws Exception {
    byte[] made = Pictures.png(700, 3);
    try (ComfyServer comfy = new ComfyServer()) {
      comfy
          .prompt(
              "p-1",
              "{\"9\": {\"images\": [{\"filename\": \"x_00001_.png\", \"subfolder\": \"\","
                  + " \"type\": \"temp\"}]}}")
          .file("temp", "", "x_00001_.png", made);
      Files.createDirectories(temp.resolve("logs"));
      Files.writeString(
          temp.resolve("logs/a.jsonl"),
          "{\"execution_id\":\"run-1\",\"sequence_number\":1,\"item_type\":\"output_image\","
              + "\"prompt_id\":\"p-1\"}\n");

      Result result =
          run(Map.of(), "export", "--all", "--fetch", "--comfyui", comfy.url(), "-o", "b.zip");

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out()).isEqualTo(temp.toRealPath().resolve("b.zip") + "\n");
      assertThat(content()).containsExactly(made);
    }
  }

  /** What does not fetch pays nothing for it. */
  @Test
  void nothingOfHttpIsLoadedWhereNothingIsFetched() throws Exception {
    log("https://example.org/a.png");
    Path classes = temp.resolve("classes");
    Map<String, String> env =
        Map.of("TRACKER_JAVA_OPTS", "-Xlog:class+load:file=" + classes + ":none");
    List<String[]> commands =
        List.of(
            new String[] {"list"},
            new String[] {"media", "check"},
            new String[] {"media", "at-risk"},
            new String[] {"export", "--all", "--force", "-o", "b.zip"},
            new String[] {"media", "fetch", "--item-type", "user_input_text"});
    for (String[] command : commands) {
      run(env, command);

      assertThat(Files.readString(classes))
          .as(String.join(" ", command))
          .contains("org.researchtracker.cli.Main")
          .doesNotContain("org.apache.hc", "javax.net.ssl");
    }
  }
}
