package org.researchtracker.index;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes lines of logs: mostly good ones about few executions, so that they meet, and some that are
 * bad in every way.
 */
final class RandomLogs {
  private static final List<String> TYPES =
      List.of(
          "user_input_text",
          "translation_result",
          "stage1_safety_check",
          "stage1_blocked",
          "interception_result",
          "stage3_safety_check",
          "stage3_blocked",
          "output_image",
          "output_audio",
          "pipeline_start",
          "pipeline_complete",
          "pipeline_error",
          "context_prompt");
  private static final List<String> BAD =
      List.of(
          "{broken",
          "[]",
          "",
          "   ",
          "{\"execution_id\":\"e1\",\"seq\":3}",
          "{\"item_type\":\"user_input_text\",\"seq\":1}",
          "{\"execution_id\":\"e1\",\"item_type\":\"x\",\"sequence_number\":0}",
          "{\"execution_id\":\"e1\",\"item_type\":\"x\",\"sequence_number\":1,\"stage\":9}",
          "{\"execution_id\":\"e1\",\"execution_id\":\"e2\"}",
          "{\"execution_id\":\"e1\",\"metadata\":{\"a\":NaN}}",
          "{\"execution_id\":\"e1\",\"items\":[{\"item_type\":\"output_image\"},5,{\"seq\":2,\"item_type\":\"output_3d\"}]}",
          "{\"execution_id\":\"e2\",\"timestamp\":\"yesterday\",\"log_version\":2}");

  private final Random random;

  RandomLogs(Random random) {
    this.random = random;
  }

  String line() {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return BAD.get(random.nextInt(BAD.size()));
    }
    String id = "e" + random.nextInt(4);
    if (kind <= 2) {
      return head(id);
    }
    return kind == 3 ? record(id) : "{\"execution_id\":\"" + id + "\"," + fields() + "}";
  }

  private String head(String id) {
    StringBuilder out = new StringBuilder("{\"execution_id\":\"" + id + "\"");
    if (random.nextBoolean()) {
      out.append(",\"config_name\":\"c").append(random.nextInt(3)).append('"');
    }
    if (random.nextBoolean()) {
      out.append(",\"output_configs\":[\"a\",\"b\"]");
    }
    if (random.nextBoolean()) {
      out.append(",\"logged_at\":\"").append(time()).append('"');
    }
    if (random.nextBoolean()) {
      out.append(",\"timestamp\":\"").append(time()).append('"');
    }
    if (random.nextInt(4) == 0) {
      out.append(",\"room\":\"").append(random.nextInt(3)).append('"');
    }
    return out.append('}').toString();
  }

  private String record(String id) {
    StringBuilder out = new StringBuilder("{\"execution_id\":\"" + id + "\",\"items\":[");
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",").append('{').append(fields()).append('}');
    }
    return out.append("]}").toString();
  }

  private String fields() {
    StringBuilder out = new StringBuilder();
    out.append(random.nextInt(5) == 0 ? "\"seq\":" : "\"sequence_number\":")
        .append(1 + random.nextInt(8));
    out.append(",\"item_type\":\"").append(TYPES.get(random.nextInt(TYPES.size()))).append('"');
    if (random.nextInt(4) > 0) {
      out.append(",\"timestamp\":\"").append(time()).append('"');
    }
    if (random.nextInt(3) == 0) {
      out.append(",\"content\":\"")
          .append(random.nextBoolean() ? "Brücke 石桥" : "\\uD83D a\\nb")
          .append('"');
    }
    if (random.nextInt(3) == 0) {
      out.append(",\"output_config_index\":").append(1 + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      out.append(",\"config_used\":\"").append(random.nextBoolean() ? "a" : "b").append('"');
    }
    if (random.nextInt(4) == 0) {
      out.append(",\"config_name\":\"i").append(random.nextInt(2)).append('"');
    }
    if (random.nextInt(3) == 0) {
      out.append(",\"metadata\":{\"seed\":").append(random.nextBoolean() ? "1.0" : "1");
      out.append(random.nextBoolean() ? ",\"reason\":\"rule\"" : "").append('}');
    }
    return out.toString();
  }

  private String time() {
    String zone = random.nextBoolean() ? "+01:00" : random.nextBoolean() ? "" : "Z";
    return String.format(
        Locale.ROOT, "2025-11-03T14:%02d:%02d%s", random.nextInt(3), random.nextInt(60), zone);
  }
}
