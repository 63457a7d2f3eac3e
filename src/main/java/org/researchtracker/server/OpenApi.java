package org.researchtracker.server;

import static org.researchtracker.server.Route.Audience.EVERYBODY;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * The description of the API in the form of OpenAPI 3.1, made of the routes themselves and of the
 * schemas that hold for the command line. Safe for use by several threads.
 */
final class OpenApi {
  private static final String PROBLEM = "problem";
  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "ETag", "Tells this state of the answer from others, for If-None-Match",
              "Link", "Where the next page is: <address>; rel=\"next\"; not there on the last one",
              "Tracker-Left-Out", "How many executions are left out, because consent was withdrawn",
              "Content-Disposition", "The name of the file",
              "Accept-Ranges", "bytes: parts can be asked for with Range",
              "Content-Range", "Which part of how many bytes this is"));

  private static final Map<String, String> REFUSALS =
      Map.of(
          "304", "The client has it already",
          "400", "A parameter is unknown or its value is wrong; it is named",
          "401", "A token is needed",
          "403", "This token does not give access to that",
          "404", "It does not exist",
          "416", "The file has no such part",
          "503", "The logs cannot be read at present, or too much is going on: Retry-After",
          "default", "What else was wrong");

  private final List<Route> routes;
  private final Research research;
  private final boolean tokens;
  private @Nullable String text;

  /**
   * Describes routes.
   *
   * @param tokens whether tokens are wanted
   */
  OpenApi(List<Route> routes, Research research, boolean tokens) {
    this.routes = List.copyOf(routes);
    this.research = research;
    this.tokens = tokens;
  }

  /** Returns the document; it is made when somebody asks for it first. */
  synchronized String text() {
    String made = text;
    if (made == null) {
      made = JsonText.pretty(document()) + "\n";
      text = made;
    }
    return made;
  }

  private JsonObject document() {
    JsonObject.Builder paths = JsonObject.builder();
    routes.forEach(route -> paths.put(route.path(), object("get", operation(route))));
    JsonObject info =
        JsonObject.builder()
            .put("title", "tracker Research API")
            .put("version", research.version())
            .put("description", "Read-only. JSON is that of the command line's --format json.")
            .put(
                "license",
                JsonObject.builder()
                    .put("name", "Apache-2.0")
                    .put("identifier", "Apache-2.0")
                    .build())
            .build();
    JsonArray security =
        tokens
            ? array(object("bearer", array()), object("basic", array()))
            : array(JsonObject.EMPTY);
    return JsonObject.builder()
        .put("openapi", "3.1.0")
        .put("info", info)
        .put("servers", array(object("url", new JsonString("/"))))
        .put("security", security)
        .put("paths", paths.build())
        .put("components", components())
        .build();
  }

  private static JsonArray array(JsonValue... values) {
    return new JsonArray(List.of(values));
  }

  private static JsonObject object(String name, JsonValue value) {
    return JsonObject.builder().put(name, value).build();
  }

  private static JsonObject reference(String kind, String name) {
    return object("$ref", new JsonString("#/components/" + kind + "/" + name));
  }

  private JsonObject operation(Route route) {
    List<JsonValue> parameters = new ArrayList<>();
    route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    JsonObject.Builder json =
        JsonObject.builder()
            .put("operationId", route.name())
            .put("summary", route.summary())
            .put("parameters", new JsonArray(parameters));
    if (tokens && route.audience() == EVERYBODY) {
      json.put("security", array());
    }
    return json.put("responses", responses(route)).build();
  }

  private JsonObject responses(Route route) {
    JsonObject.Builder responses = JsonObject.builder().put("200", answer(route, route.summary()));
    if (route.hasParts()) {
      responses.put("206", answer(route, "A part of it"));
    }
    for (String status : refusals(route)) {
      responses.put(status, reference("responses", status));
    }
    return responses.build();
  }

  private Set<String> refusals(Route route) {
    Set<String> statuses = new TreeSet<>(List.of("400", "default"));
    if (tokens && route.audience() != EVERYBODY) {
      statuses.addAll(List.of("401", "403"));
    }
    if (route.isOfData()) {
      statuses.addAll(List.of("404", "503"));
    }
    if (route.hasTag()) {
      statuses.add("304");
    }
    if (route.hasParts()) {
      statuses.add("416");
    }
    return statuses;
  }

  private static JsonObject answer(Route route, String description) {
    JsonObject.Builder headers = JsonObject.builder();
    route.headers().forEach(name -> headers.put(name, reference("headers", name)));
    JsonObject media =
        route.schema().isEmpty()
            ? JsonObject.EMPTY
            : object("schema", reference("schemas", route.schema()));
    return JsonObject.builder()
        .put("description", description)
        .put("headers", headers.build())
        .put("content", object(route.produces(), media))
        .build();
  }

  private static JsonObject parameter(Parameter parameter) {
    boolean named = parameter.repeatable() && !parameter.words().isEmpty();
    String words = named ? ": " + String.join(", ", parameter.words()) : "";
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", parameter.name())
            .put("in", parameter.in().name().toLowerCase(Locale.ROOT))
            .put("description", parameter.description() + words);
    if (parameter.in() == Parameter.In.PATH) {
      json.put("required", true);
    }
    if (parameter.kind() == Parameter.Kind.SWITCH) {
      json.put("allowEmptyValue", true);
    }
    return json.put("schema", schema(parameter)).build();
  }

  private static JsonObject schema(Parameter parameter) {
    if (parameter.repeatable()) {
      return JsonObject.builder()
          .put("type", "array")
          .put("items", object("type", new JsonString("string")))
          .build();
    }
    return switch (parameter.kind()) {
      case SWITCH -> object("type", new JsonString("boolean"));
      case NUMBER -> JsonObject.builder().put("type", "integer").put("minimum", 0).build();
      case TEXT -> {
        JsonObject.Builder text = JsonObject.builder().put("type", "string");
        if (!parameter.words().isEmpty()) {
          text.put("enum", JsonValue.ofStrings(parameter.words()));
        }
        yield text.build();
      }
    };
  }

  private JsonObject components() {
    Set<String> names = new TreeSet<>(List.of(PROBLEM));
    routes.stream().map(Route::schema).filter(name -> !name.isEmpty()).forEach(names::add);
    JsonObject.Builder schemas = JsonObject.builder();
    names.forEach(name -> schemas.put(name, research.schemas().apply(name)));
    JsonObject.Builder headers = JsonObject.builder();
    HEADERS.forEach(
        (name, description) ->
            headers.put(
                name,
                JsonObject.builder()
                    .put("description", description)
                    .put("schema", object("type", new JsonString("string")))
                    .build()));
    JsonObject.Builder json =
        JsonObject.builder()
            .put("schemas", schemas.build())
            .put("headers", headers.build())
            .put("responses", refusals());
    if (tokens) {
      json.put(
          "securitySchemes",
          JsonObject.builder()
              .put("bearer", scheme("bearer", "A token of --token-file"))
              .put("basic", scheme("basic", "A token of --token-file as password; any user name"))
              .build());
    }
    return json.build();
  }

  private JsonObject refusals() {
    Set<String> used = new TreeSet<>();
    routes.forEach(route -> used.addAll(refusals(route)));
    JsonObject.Builder json = JsonObject.builder();
    used.forEach(
        status -> {
          String description = REFUSALS.getOrDefault(status, "");
          JsonObject.Builder response = JsonObject.builder().put("description", description);
          if (!status.equals("304")) {
            JsonObject schema = object("schema", reference("schemas", PROBLEM));
            response.put("content", object("application/problem+json", schema));
          }
          json.put(status, response.build());
        });
    return json.build();
  }

  private static JsonObject scheme(String name, String description) {
    return JsonObject.builder()
        .put("type", "http")
        .put("scheme", name)
        .put("description", description)
        .build();
  }
}
