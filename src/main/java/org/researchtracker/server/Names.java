package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.TreeMap;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonObject;

/** Answers with what configs, devices and users are called, for who shows them to people. */
final class Names {
  private Names() {}

  /** All labels. */
  static void all(Call call) throws IOException {
    JsonObject.Builder labels = JsonObject.builder();
    new TreeMap<>(call.research().labels().all()).forEach(labels::put);
    JsonObject json =
        JsonObject.builder().put("schema_version", 1).put("labels", labels.build()).build();
    Reply reply = Reply.text(call, Listings.JSON, Integer.MAX_VALUE);
    reply.write((JsonText.compact(json) + "\n").getBytes(UTF_8));
    reply.finish();
  }
}
