package org.researchtracker.server;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.researchtracker.media.Inspection;
import org.researchtracker.media.MediaInspector;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Journey;
import org.researchtracker.view.JourneyJson;

/**
 * Answers with the stages and steps of one execution, and what is known of its media: what a page
 * needs to draw the views, beside the record.
 */
final class Journeys {
  private Journeys() {}

  /** The journey of an execution. */
  static void ofExecution(Call call) throws IOException, InterruptedException {
    ExecutionRecord record = Executions.find(call);
    call.release();
    Journey journey = Journey.of(record);
    boolean prompt = call.access().isAll();
    JsonObject.Builder json =
        JsonObject.builder()
            .put("schema_version", 1)
            .put("execution_id", record.executionId())
            .put("transformed", prompt ? journey.transformed().orElse(null) : null)
            .put("stages", JourneyJson.stages(journey, call.access().view()))
            .put("media", media(call, record));
    Reply reply = Reply.text(call, Listings.JSON, Integer.MAX_VALUE);
    Writer out = reply.writer();
    out.write(JsonText.compact(json.build()) + "\n");
    out.flush();
    reply.finish();
  }

  /** What became of each medium that may be seen. */
  private static JsonObject media(Call call, ExecutionRecord record) {
    JsonObject.Builder json = JsonObject.builder();
    try (MediaAccess media = call.research().media().get()) {
      MediaResolver resolver = media.resolver();
      for (ExecutionItem item : record.items()) {
        if (item.isMedium() && call.access().view().shows(item)) {
          Inspection found =
              MediaInspector.inspect(
                  resolver.resolve(MediaReference.of(record.executionId(), item)));
          json.put(Long.toString(item.sequenceNumber()), verdict(found));
        }
      }
    }
    return json.build();
  }

  private static JsonObject verdict(Inspection found) {
    JsonObject.Builder json = JsonObject.builder();
    if (found instanceof Inspection.Typed typed) {
      return json.put("media_status", "present")
          .put("media_reason", JsonNull.NULL)
          .put("media_format", typed.format().mimeType())
          .put("media_size", typed.size())
          .build();
    }
    Optional<String> reason =
        found instanceof Resolution.Missing missing
            ? Optional.of(missing.reason().wireName())
            : Optional.empty();
    return json.put("media_status", "missing")
        .put("media_reason", reason.orElse(null))
        .put("media_format", JsonNull.NULL)
        .put("media_size", JsonNull.NULL)
        .build();
  }
}
