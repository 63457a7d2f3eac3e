package org.researchtracker.server;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Selection;
import org.researchtracker.view.RecordJson;
import org.researchtracker.view.ViewKind;

/** Answers with one execution, which is named by its exact id. */
final class Executions {
  private Executions() {}

  /** The whole record. */
  static void record(Call call) throws IOException, InterruptedException {
    ViewKind view =
        call.query().last(Parameters.VIEW).flatMap(ViewKind::ofWord).orElse(call.access().view());
    if (!call.access().covers(view)) {
      throw HttpProblem.forbidden();
    }
    ExecutionRecord record = find(call);
    JsonObject json = RecordJson.of(record, view, call.research().zone());
    Reply reply = Reply.text(call, Listings.JSON, Integer.MAX_VALUE);
    Writer out = reply.writer();
    out.write(RecordJson.text(Redaction.record(json, call.access())));
    out.flush();
    reply.finish();
  }

  /** Returns the execution that a call names. */
  static ExecutionRecord find(Call call) throws InterruptedException {
    String id = call.path("id");
    Optional<ExecutionEntry> entry = call.catalog().execution(id);
    Selection allowed = Selection.builder().leftOut(call.leftOut()).build();
    if (entry.isPresent() && allowed.leavesOut(entry.get().head())) {
      throw HttpProblem.notFound("execution '" + id + "' is left out: consent was withdrawn")
          .header("Tracker-Left-Out", "1");
    }
    return call.catalog()
        .record(
            entry.orElseThrow(() -> HttpProblem.notFound("there is no execution '" + id + "'")));
  }
}
