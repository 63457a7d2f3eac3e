package org.researchtracker.importer;

import java.nio.charset.StandardCharsets;
import org.researchtracker.log.LineParser;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.ParsedLine;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonObject;

/** Items as the log will give them back. */
final class ItemLines {
  private ItemLines() {}

  /** Returns the line of an item. */
  static String line(String executionId, JsonObject item) {
    return JsonObject.builder().put("execution_id", executionId).putAll(item).build().toJson();
  }

  /**
   * Returns what a reader of the log makes of an item.
   *
   * @throws UnreadableLineException if no reader would take it
   */
  static ExecutionItem read(String executionId, JsonObject item) throws UnreadableLineException {
    byte[] line = line(executionId, item).getBytes(StandardCharsets.UTF_8);
    ParsedLine parsed = LineParser.parse(line, 0, line.length, Detail.FULL);
    return parsed.items().get(0).toItem();
  }
}
