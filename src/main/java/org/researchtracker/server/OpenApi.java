package org.researchtracker.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/** The description of the API in the form of OpenAPI 3.1, made of the routes themselves. */
final class OpenApi {
  private static final Map<String, String> ARRAYS =
      new TreeMap<>(
          Map.of(
              "list", "executions",
              "items", "items",
              "search", "items",
              "outputs", "outputs",
              "stats", "groups"));

  private OpenApi() {}

  /** Returns the document. */
  static String of(List<Route> routes, String version, boolean tokens) {
    JsonObject.Builder paths = JsonObject.builder();
    for (Route route : routes) {
      paths.put(route.path(), JsonObject.builder().put("get", operation(route)).build());
    }
    JsonObject.Builder json =
        JsonObject.builder()
            .put("openapi", "3.1.0")
            .put(
                "info",
                JsonObject.builder()
                    .put("title", "tracker Research API")
                    .put("version", version)
                    .put(
                        "description",
                        "Read-only. JSON is that of the command line's --format json.")
                    .put(
                        "license",
                        JsonObject.builder()
                            .put("name", "Apache-2.0")
                            .put("identifier", "Apache-2.0")
                            .build())
                    .build())
            .put("servers", array(JsonObject.builder().put("url", "/").build()))
            .put("paths", paths.build())
            .put("components", components());
    if (tokens) {
      json.put(
          "security",
          array(
              JsonObject.builder().put("bearer", new JsonArray(List.of())).build(),
              JsonObject.builder().put("basic", new JsonArray(List.of())).build()));
    }
    return JsonText.pretty(json.build()) + "\n";
  }

  private static JsonArray array(JsonValue... values) {
    return new JsonArray(List.of(values));
  }

  private static JsonObject operation(Route route) {
    List<JsonValue> parameters = new ArrayList<>();
    route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    JsonObject.Builder json =
        JsonObject.builder()
            .put("operationId", route.name())
            .put("summary", route.summary())
            .put("parameters", new JsonArray(parameters));
    if (route.audience() == Route.Audience.EVERYBODY) {
      json.put("security", new JsonArray(List.of()));
    }
    JsonObject.Builder responses = JsonObject.builder();
    responses.put("200", ok(route));
    if (route.isOfData()) {
      for (String code : List.of("400", "401", "403", "404", "503")) {
        responses.put(
            code, JsonObject.builder().put("$ref", "#/components/responses/problem").build());
      }
    }
    return json.put("responses", responses.build()).build();
  }

  private static JsonObject ok(Route route) {
    JsonObject.Builder media = JsonObject.builder();
    if (!route.schema().isEmpty()) {
      media.put(
          "schema",
          JsonObject.builder().put("$ref", "#/components/schemas/" + route.schema()).build());
    }
    return JsonObject.builder()
        .put("description", route.summary())
        .put("content", JsonObject.builder().put(route.produces(), media.build()).build())
        .build();
  }

  private static JsonObject parameter(Parameter parameter) {
    JsonObject.Builder schema = JsonObject.builder();
    JsonObject.Builder value = JsonObject.builder();
    boolean number = parameter.name().equals("limit") || parameter.name().equals("n");
    value.put("type", number ? "integer" : "string");
    if (number) {
      value.put("minimum", 0);
    }
    if (!parameter.words().isEmpty() && !parameter.repeatable()) {
      value.put(
          "enum",
          new JsonArray(
              parameter.words().stream().map(word -> (JsonValue) new JsonString(word)).toList()));
    }
    if (parameter.repeatable()) {
      schema.put("type", "array").put("items", value.build());
    } else {
      schema.putAll(value.build());
    }
    String words =
        parameter.repeatable() && !parameter.words().isEmpty()
            ? ": " + String.join(", ", parameter.words())
            : "";
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", parameter.name())
            .put("in", parameter.inPath() ? "path" : "query")
            .put("description", parameter.description() + words)
            .put("schema", schema.build());
    if (parameter.inPath()) {
      json.put("required", true);
    } else if (parameter.repeatable()) {
      json.put("style", "form").put("explode", true);
    }
    return json.build();
  }

  private static JsonObject components() {
    JsonObject.Builder schemas = JsonObject.builder();
    ARRAYS.forEach((name, array) -> schemas.put(name, envelope(array)));
    schemas.put(
        "show",
        object(
            Map.of("schema_version", "integer", "execution_id", "string", "items", "array"),
            List.of("schema_version", "execution_id", "status", "items")));
    schemas.put("health", object(Map.of("status", "string"), List.of("status")));
    schemas.put(
        "problem",
        object(
            Map.of("type", "string", "title", "string", "status", "integer", "detail", "string"),
            List.of("type", "title", "status", "detail")));
    JsonObject problem =
        JsonObject.builder()
            .put("description", "What was wrong (RFC 9457)")
            .put(
                "content",
                JsonObject.builder()
                    .put(
                        "application/problem+json",
                        JsonObject.builder()
                            .put(
                                "schema",
                                JsonObject.builder()
                                    .put("$ref", "#/components/schemas/problem")
                                    .build())
                            .build())
                    .build())
            .build();
    return JsonObject.builder()
        .put("schemas", schemas.build())
        .put("responses", JsonObject.builder().put("problem", problem).build())
        .put(
            "securitySchemes",
            JsonObject.builder()
                .put("bearer", scheme("bearer"))
                .put("basic", scheme("basic"))
                .build())
        .build();
  }

  private static JsonObject scheme(String name) {
    return JsonObject.builder()
        .put("type", "http")
        .put("scheme", name)
        .put("description", "A token of --token-file; as password where basic is used")
        .build();
  }

  private static JsonObject envelope(String array) {
    return object(
        Map.of(
            "schema_version", "integer", "total", "integer", "returned", "integer", array, "array"),
        List.of("schema_version", "total", "returned", array));
  }

  private static JsonObject object(Map<String, String> types, List<String> required) {
    JsonObject.Builder properties = JsonObject.builder();
    new TreeMap<>(types)
        .forEach(
            (name, type) ->
                properties.put(
                    name,
                    type.equals("array")
                        ? JsonObject.builder()
                            .put("type", "array")
                            .put("items", JsonObject.builder().put("type", "object").build())
                            .build()
                        : JsonObject.builder().put("type", type).build()));
    return JsonObject.builder()
        .put("type", "object")
        .put("required", JsonValue.ofStrings(required))
        .put("properties", properties.build())
        .build();
  }
}
