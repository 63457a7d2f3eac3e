package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.researchtracker.model.TrackerException;

/**
 * Takes every request: guards, finds the route, has it answered, and turns whatever went wrong into
 * a problem. Safe for use by several threads.
 */
final class ApiHandler extends Handler.Abstract {
  private static final Duration FIRST_READING = Duration.ofSeconds(10);
  private static final Duration FRESHNESS = Duration.ofMillis(200);

  private final Research research;
  private final Guard guard;
  private final Connections connections;
  private final Consumer<String> log;
  private final Metrics metrics = new Metrics();
  private final Events events;
  private final List<Route> routes;
  private final OpenApi openApi;
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  ApiHandler(
      Research research, ServerOptions options, Connections connections, Consumer<String> log) {
    this.research = research;
    this.guard = new Guard(options);
    this.connections = connections;
    this.log = log;
    this.events = new Events(research, options.patience());
    this.routes = Routes.all(this::unexpected, this::openApi, this::health, this::metrics);
    this.openApi = new OpenApi(routes, research, options.tokens().isPresent());
  }

  /** Thrown where an answer failed when part of it was out already. */
  private static final class CutOffException extends Exception {
    private static final long serialVersionUID = 1L;

    CutOffException(Throwable cause) {
      super(cause);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long begin = System.nanoTime();
    Connection connection = request.getConnectionMetaData().getConnection();
    connections.requested(connection);
    metrics.begun();
    String[] route = {"none"};
    Request.addCompletionListener(
        request,
        failure -> {
          connections.answered(connection);
          metrics.answered(route[0], response.getStatus(), System.nanoTime() - begin);
        });
    // Each piece of an answer has its time, so there is none for the whole.
    request.addIdleTimeoutListener(timeout -> false);
    working.add(Thread.currentThread());
    try {
      if (answer(request, response, callback, route)) {
        callback.succeeded();
      }
    } catch (CutOffException e) {
      metrics.aborted();
      connection.getEndPoint().close();
      callback.failed(e);
    } finally {
      working.remove(Thread.currentThread());
    }
    return true;
  }

  /** Returns whether the answer is complete, and not one that goes on. */
  private boolean answer(Request request, Response response, Callback callback, String[] name)
      throws CutOffException {
    try {
      guard.protect(request, response);
      if (stopping) {
        response.getHeaders().put("Connection", "close");
        throw HttpProblem.busy("the server is stopping", 5);
      }
      guard.requireHost(request);
      if (guard.answersPreflight(request, response)) {
        return true;
      }
      guard.requireSameSite(request);
      requireNoBody(request);
      String path = String.valueOf(request.getHttpURI().getPath());
      Route route = route(path);
      name[0] = route.name();
      try (Call call = call(route, path, request, response)) {
        response.setStatus(200);
        return answer(call, callback);
      }
    } catch (Reply.HeadIsDone e) {
      endHead(response);
      return true;
    } catch (HttpProblem e) {
      problem(request, response, e);
    } catch (TrackerException e) {
      tell(e.kind() == TrackerException.Kind.FAILED, e.what());
      problem(request, response, HttpProblem.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem(request, response, HttpProblem.busy("the server is stopping", 5));
    } catch (IOException | RuntimeException e) {
      if (response.isCommitted()) {
        throw new CutOffException(e);
      }
      tell(!(e instanceof IOException), name[0] + ": " + e);
      problem(request, response, new HttpProblem(500, "the request could not be carried out"));
    }
    return true;
  }

  /** Returns what is asked of a route, by somebody who may ask it. */
  private Call call(Route route, String path, Request request, Response response) {
    requireRead(request);
    Access access = guard.access(request, route);
    Query query =
        route.isPage()
            ? Query.parse(null, route.parameters())
            : Query.parse(request.getHttpURI().getQuery(), route.parameters());
    if (route.isOfData()) {
      requireIndex();
    }
    Map<String, String> parts = route.match(path).orElseThrow();
    return new Call(research, route, parts, query, access, request, response, connections);
  }

  private boolean answer(Call call, Callback callback) throws IOException, InterruptedException {
    try {
      if (call.route().name().equals("events")) {
        listen(call, callback);
        return false;
      }
      call.route().handler().answer(call);
      return true;
    } catch (TrackerException e) {
      throw e.kind() == TrackerException.Kind.USAGE ? call.query().mistake(e) : e;
    }
  }

  /** Ends a head that says nothing of a body's length; by itself the web server would say 0. */
  private static void endHead(Response response) throws CutOffException {
    try {
      org.eclipse.jetty.io.Content.Sink.asOutputStream(response).flush();
    } catch (IOException e) {
      throw new CutOffException(e);
    }
  }

  private void tell(boolean worthIt, String what) {
    if (worthIt) {
      log.accept(what);
    }
  }

  private Route route(String path) {
    for (Route route : routes) {
      if (route.match(path).isPresent()) {
        return route;
      }
    }
    throw HttpProblem.notFound("there is nothing at this path");
  }

  private static void requireRead(Request request) {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new HttpProblem(405, "this server is for reading: GET and HEAD")
          .header("Allow", "GET, HEAD");
    }
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_0_9) {
      throw new HttpProblem(505, "HTTP/1.1 is spoken here");
    }
  }

  private static void requireNoBody(Request request) {
    HttpFields headers = request.getHeaders();
    String length = headers.get("Content-Length");
    boolean body =
        headers.contains("Transfer-Encoding") || (length != null && !length.strip().equals("0"));
    if (body) {
      // What would follow is not read, so no other request can follow it.
      throw new HttpProblem(413, "requests have no body here").header("Connection", "close");
    }
  }

  private void requireIndex() {
    try {
      if (!research.index().awaitReady(FIRST_READING)) {
        throw HttpProblem.busy("the logs are being read for the first time", 5);
      }
    } catch (TrackerException e) {
      research.index().freshen(FRESHNESS);
    }
    research.index().freshen(FRESHNESS);
    if (research.index().failure().isPresent()) {
      throw HttpProblem.busy("the logs cannot be read at present", 10);
    }
  }

  private void listen(Call call, Callback callback) throws InterruptedException {
    var selection = call.selection();
    HttpFields.Mutable headers = call.response().getHeaders();
    headers.put("Content-Type", "text/event-stream");
    headers.put("Cache-Control", "no-store");
    headers.put("X-Accel-Buffering", "no");
    if (call.isHead()) {
      throw new Reply.HeadIsDone();
    }
    events.listen(
        call,
        new EventClient(call.response(), callback, call.access(), metrics::dropped),
        selection);
  }

  private void problem(Request request, Response response, HttpProblem problem)
      throws CutOffException {
    if (response.isCommitted()) {
      throw new CutOffException(problem);
    }
    HttpFields.Mutable headers = response.getHeaders();
    for (String name :
        List.of("ETag", "Last-Modified", "Content-Encoding", "Content-Disposition", "Link")) {
      headers.remove(name);
    }
    response.setStatus(problem.status());
    headers.put("Content-Type", "application/problem+json");
    headers.put("Cache-Control", "no-store");
    problem.headers().forEach(headers::put);
    byte[] body = problem.json().getBytes(UTF_8);
    headers.put("Content-Length", body.length);
    if (!request.getMethod().equals("HEAD")) {
      try (var out = org.eclipse.jetty.io.Content.Sink.asOutputStream(response)) {
        out.write(body);
      } catch (IOException e) {
        throw new CutOffException(e);
      }
    }
  }

  /** Answers what the web server itself refuses, such as a head that is too long. */
  boolean refused(Request request, Response response, Callback callback) {
    guard.protect(request, response);
    int status = response.getStatus();
    HttpProblem problem = new HttpProblem(status, "the request cannot be understood");
    response.getHeaders().put("Content-Type", "application/problem+json");
    response.getHeaders().put("Connection", "close");
    response.write(true, ByteBuffer.wrap(problem.json().getBytes(UTF_8)), callback);
    return true;
  }

  private void unexpected(Call call) {
    throw new IllegalStateException(call.route().name());
  }

  private void openApi(Call call) throws IOException {
    text(call, Listings.JSON, openApi.text());
  }

  private void metrics(Call call) throws IOException {
    text(
        call,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.text(research, events.listeners()));
  }

  private void health(Call call) throws IOException {
    Optional<String> trouble = trouble();
    call.response().setStatus(trouble.isEmpty() ? 200 : 503);
    text(call, Listings.JSON, "{\"status\":\"" + trouble.orElse("ok") + "\"}\n");
  }

  private Optional<String> trouble() {
    try {
      return research.index().awaitReady(Duration.ZERO)
          ? research.index().failure().map(failure -> "the logs cannot be read")
          : Optional.of("the logs are being read for the first time");
    } catch (TrackerException e) {
      return Optional.of("the logs cannot be read");
    }
  }

  private static void text(Call call, String type, String text) throws IOException {
    Reply reply = Reply.text(call, type, Integer.MAX_VALUE);
    reply.write(text.getBytes(UTF_8));
    reply.finish();
  }

  /** Refuses new requests and lets those under way come to their end. */
  void drain(Duration patience) throws InterruptedException {
    stopping = true;
    events.close();
    long end = System.nanoTime() + patience.toNanos();
    while (metrics.running() > 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  /** Ends what is still under way; whatever it has half written is gone then. */
  void interrupt() {
    Set<Thread> left = working.stream().collect(Collectors.toSet());
    left.forEach(Thread::interrupt);
  }
}
