package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.researchtracker.media.fetch.RawServer.Reply;
import org.researchtracker.media.fetch.RawServer.Request;

/**
 * Plays the two endpoints of ComfyUI that media are fetched from, as its server.py has them: a
 * history by prompt that is an empty object where the prompt is unknown, and files by name,
 * subfolder and type, made smaller where a preview is asked for.
 */
public final class ComfyServer implements AutoCloseable {
  private final Map<String, String> history = new ConcurrentHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final RawServer server = RawServer.start(this::answer);

  /** Remembers a prompt with these outputs, as JSON. */
  public ComfyServer prompt(String id, String outputs) {
    history.put(
        id,
        "{\"prompt\": [1, \"%s\", {\"3\": {\"class_type\": \"KSampler\"}}, {}, [\"9\"]], "
                .formatted(id)
            + "\"outputs\": "
            + outputs
            + ", \"status\": {\"status_str\": \"success\", \"completed\": true, \"messages\": []},"
            + " \"meta\": {}}");
    return this;
  }

  /** Holds a file. */
  public ComfyServer file(String type, String subfolder, String name, byte[] bytes) {
    files.put(type + "|" + subfolder + "|" + name, bytes);
    return this;
  }

  /** The URL to give with --comfyui. */
  public String url() {
    return server.url("");
  }

  public RawServer raw() {
    return server;
  }

  private void answer(Request request, Reply reply) throws IOException {
    String path = request.path().replaceFirst("^/api", "");
    if (path.startsWith("/history/")) {
      String id = Query.decode(path.substring("/history/".length()), false);
      String known = history.get(id);
      String json = known == null ? "{}" : "{\"" + id + "\": " + known + "}";
      reply.send(200, "application/json; charset=utf-8", json.getBytes(UTF_8));
    } else if (path.equals("/view")) {
      view(Query.of(request.target()), reply);
    } else {
      reply.send(404, "text/plain", "404: Not Found".getBytes(UTF_8));
    }
  }

  private void view(Query query, Reply reply) throws IOException {
    String name = query.value("filename").orElse("");
    if (name.isEmpty() || name.startsWith("/") || name.contains("..")) {
      reply.send(400, "", new byte[0]);
      return;
    }
    String key =
        query.value("type").orElse("output")
            + "|"
            + query.value("subfolder").orElse("")
            + "|"
            + name;
    byte[] bytes = files.get(key);
    if (bytes == null) {
      reply.send(404, "", new byte[0]);
    } else if (query.value("preview").isPresent()) {
      reply.send(200, "image/webp", "RIFF\u0004\0\0\0WEBP".getBytes(UTF_8));
    } else {
      Map<String, String> types = new LinkedHashMap<>(Map.of("png", "image/png"));
      String type = types.getOrDefault(name.replaceAll(".*\\.", ""), "application/octet-stream");
      reply.send(200, type, bytes, "Content-Disposition: filename=\"" + name + "\"");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
