package org.researchtracker.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path that is answered.
 *
 * @param name a short name, for metrics and as operation id
 * @param path with parameters in braces, each one segment
 * @param summary one line
 * @param produces the media type of the answer
 * @param schema the JSON Schema of the answer, empty if there is none
 * @param audience who may ask
 * @param parameters all that can be asked
 * @param handler answers
 */
record Route(
    String name,
    String path,
    String summary,
    String produces,
    String schema,
    Audience audience,
    List<Parameter> parameters,
    Handler handler) {

  static final String ZIP = "application/zip";
  static final String EVENTS = "text/event-stream";
  static final String ANY = "*/*";

  /** Who may ask. */
  enum Audience {
    /** Everybody, also without a token. */
    EVERYBODY,
    /** Whoever has a token, for what its view holds. */
    ANY_VIEW,
    /** Who may see everything. */
    RESEARCHERS
  }

  /** Answers. */
  interface Handler {
    void answer(Call call) throws IOException, InterruptedException;
  }

  /** Copies the parameters. */
  Route {
    parameters = List.copyOf(parameters);
  }

  /** Returns whether this is about data and so needs an index that has caught up. */
  boolean isOfData() {
    return path.startsWith("/api/");
  }

  /** Returns whether this is the page for people, which keeps its own state in its address. */
  boolean isPage() {
    return path.equals("/");
  }

  /** Returns whether answers have an entity tag, by which a client is not sent what it has. */
  boolean hasTag() {
    return !produces.equals(ZIP) && !produces.equals(EVENTS);
  }

  /** Returns whether parts of the answer can be asked for. */
  boolean hasParts() {
    return produces.equals(ANY);
  }

  /** Returns the headers of its own that an answer can have. */
  List<String> headers() {
    List<String> names = new ArrayList<>();
    if (hasTag()) {
      names.add("ETag");
    }
    if (hasParts()) {
      names.addAll(List.of("Accept-Ranges", "Content-Range"));
    }
    if (hasParts() || produces.equals(ZIP)) {
      names.add("Content-Disposition");
    }
    List<String> asked = parameters.stream().map(Parameter::name).toList();
    if (asked.contains(Parameters.CURSOR)) {
      names.add("Link");
    }
    if (asked.contains("limit")) {
      names.add("Tracker-Left-Out");
    }
    return names;
  }

  /** Returns the parts of a path that stand for this path's parameters, decoded. */
  Optional<Map<String, String>> match(String rawPath) {
    String[] wanted = path.split("/", -1);
    String[] given = rawPath.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        open.add(i);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    for (int i : open) {
      if (given[i].isEmpty()) {
        return Optional.empty();
      }
      String name = wanted[i].substring(1, wanted[i].length() - 1);
      parts.put(name, PercentCoding.decode(given[i], false));
    }
    return Optional.of(parts);
  }
}
