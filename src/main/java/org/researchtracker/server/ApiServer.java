package org.researchtracker.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.researchtracker.model.TrackerException;

/**
 * The Research API, being offered. Answers until it is stopped, on threads of its own; every method
 * may be called by any thread.
 */
public final class ApiServer {
  /** The port where none is named. */
  public static final int PORT = 8765;

  private static final int THREADS = 48;
  private static final int CONNECTIONS = 512;
  private static final int HEAD_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 40_000;
  private static final Duration UNDER_WAY = Duration.ofSeconds(7);

  private final Server server;
  private final ServerConnector connector;
  private final ApiHandler handler;
  private final Connections connections;
  private final ServerOptions options;

  private ApiServer(
      Server server,
      ServerConnector connector,
      ApiHandler handler,
      Connections connections,
      ServerOptions options) {
    this.server = server;
    this.connector = connector;
    this.handler = handler;
    this.connections = connections;
    this.options = options;
  }

  /** Returns whether an address or name is of this machine alone. */
  public static boolean isLoopback(String bind) {
    try {
      for (InetAddress address : InetAddress.getAllByName(bind)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "--bind '" + bind + "' is no address of this machine",
          "",
          e);
    }
  }

  /**
   * Begins to answer.
   *
   * @param log hears of what went wrong here, a line each
   * @throws TrackerException if the port is taken or the address is not of this machine
   */
  public static ApiServer start(Research research, ServerOptions options, Consumer<String> log) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4, 60_000);
    threads.setName("tracker-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    Connections connections = new Connections(options.patience());
    ApiHandler handler = new ApiHandler(research, options, connections, log);
    ServerConnector connector = connector(server);
    connector.setHost(options.bind());
    connector.setPort(options.port());
    connector.addBean(connections, false);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setErrorHandler(handler::refused);
    server.setStopTimeout(0);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(CONNECTIONS, connector);
    limit.setEndPointIdleTimeout(2000);
    server.addBean(limit);
    ApiServer made = new ApiServer(server, connector, handler, connections, options);
    made.open();
    return made;
  }

  private static ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEAD_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setOutputBufferSize(Reply.PIECE);
    // Ids may hold anything, percent-encoded; routes are found in the path as it was sent.
    http.setUriCompliance(
        UriCompliance.RFC3986.with(
            "tracker",
            EnumSet.of(
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                    UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                    UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                    UriCompliance.Violation.BAD_UTF8_ENCODING,
                    UriCompliance.Violation.BAD_PERCENT_ENCODING,
                    UriCompliance.Violation.TRUNCATED_UTF8_ENCODING,
                    UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS)
                .toArray(UriCompliance.Violation[]::new)));
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(256);
    return connector;
  }

  private void open() {
    try {
      server.start();
    } catch (Exception e) {
      stopNow();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean taken = e instanceof BindException || cause instanceof BindException;
      boolean unknown = cause instanceof UnresolvedAddressException || e instanceof IOException;
      if (!taken && !unknown) {
        throw new IllegalStateException(e);
      }
      throw new TrackerException(
          TrackerException.Kind.FAILED,
          "cannot listen on " + options.bind() + " port " + options.port() + ": " + reason(cause),
          "another program may have the port: --port 0 takes one that is free",
          e);
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Returns where the page is. */
  public URI uri() {
    String host = options.bind();
    if (host.equals("0.0.0.0") || host.equals("::")) {
      host = "localhost";
    }
    String shown = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + connector.getLocalPort() + "/");
  }

  /**
   * Takes no new requests, lets those under way come to their end for some seconds, and then ends
   * what is left of them. Returns within ten seconds.
   */
  public void stop() throws InterruptedException {
    connector.close();
    handler.drain(UNDER_WAY);
    handler.interrupt();
    handler.drain(Duration.ofSeconds(1));
    stopNow();
  }

  private void stopNow() {
    try {
      server.stop();
    } catch (Exception e) {
      // There is nothing left that could be stopped better.
      return;
    } finally {
      connections.close();
    }
  }
}
