package org.researchtracker.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.IdResolver;
import org.researchtracker.index.SharedIndex;
import org.researchtracker.model.Choice;
import org.researchtracker.model.Selection;
import org.researchtracker.model.SelectionWords;
import org.researchtracker.model.TimeExpressions;

/** One request for a route, understood. For the thread that answers it. */
final class Call implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Research research;
  private final Route route;
  private final Map<String, String> path;
  private final Query query;
  private final Access access;
  private final Request request;
  private final Response response;
  private final Connections connections;
  private final Set<String> leftOut;
  private SharedIndex.@Nullable Reading reading;

  Call(
      Research research,
      Route route,
      Map<String, String> path,
      Query query,
      Access access,
      Request request,
      Response response,
      Connections connections) {
    this.research = research;
    this.route = route;
    this.path = path;
    this.query = query;
    this.access = access;
    this.request = request;
    this.response = response;
    this.connections = connections;
    this.leftOut = route.isOfData() ? research.leftOut().get() : Set.of();
  }

  Research research() {
    return research;
  }

  Route route() {
    return route;
  }

  /** Returns what stands in the path for a parameter. */
  String path(String name) {
    return path.getOrDefault(name, "");
  }

  Query query() {
    return query;
  }

  Access access() {
    return access;
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  Connections connections() {
    return connections;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  boolean isHead() {
    return request.getMethod().equals("HEAD");
  }

  /** Returns the ids whose executions nobody may see. */
  Set<String> leftOut() {
    return leftOut;
  }

  /** Returns the answers of the index, all of one state of it until {@link #release}. */
  Catalog catalog() throws InterruptedException {
    return reading().catalog();
  }

  SharedIndex.Reading reading() throws InterruptedException {
    SharedIndex.Reading open = reading;
    if (open == null) {
      open =
          research
              .index()
              .read(PATIENCE)
              .orElseThrow(() -> HttpProblem.busy("too many requests at once", 1));
      reading = open;
    }
    return open;
  }

  /** Lets others read the index; what was read before stays as it was. */
  void release() {
    SharedIndex.Reading open = reading;
    reading = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Returns the selection that the query makes, of what the caller may see. Mistakes are told
   * before the index is asked.
   */
  Selection selection() throws InterruptedException {
    return selection(Optional.empty());
  }

  /** Returns the selection that the query makes, of one config alone if one is named. */
  Selection selection(Optional<String> config) throws InterruptedException {
    requireQueryOf(access);
    SelectionWords words = query.words();
    TimeExpressions times = new TimeExpressions(research.clock(), research.zone());
    Selection.Builder builder = words.toSelection(times).leftOut(leftOut);
    if (!access.isAll()) {
      builder.itemType(access.itemTypes());
    }
    config.ifPresent(name -> builder.config(new Choice(Set.of(name), Set.of())));
    List<String> ids = query.all(Parameters.ID);
    if (!ids.isEmpty()) {
      new IdResolver(catalog(), leftOut).resolveAll(ids, Optional.empty()).ifPresent(builder::ids);
    }
    return builder.build();
  }

  private void requireQueryOf(Access caller) {
    if (!caller.isAll() && !Parameters.OF_OUTPUTS.containsAll(query.names())) {
      throw HttpProblem.forbidden()
          .hint(
              "with this token: "
                  + String.join(", ", Parameters.OF_OUTPUTS.stream().sorted().toList()));
    }
  }

  /** Returns how many rows at most; 0 is all. */
  long limit(long usual) {
    return query.words().limit().orElse(usual);
  }

  @Override
  public void close() {
    release();
  }
}
