package org.researchtracker.media.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks servers, one request at a time, and does nothing of its own accord: no redirects, cookies,
 * credentials, decompression, proxies or second attempts, but for {@link StaleRetry connections
 * that were closed meanwhile}.
 *
 * <p>Connects only to what its {@link AddressGuard} gives. A certificate must be valid for the name
 * in the address. The head of an answer has at most {@link #MAX_HEADERS} lines of {@link #MAX_LINE}
 * bytes, and must come within the timeout as a whole; each silence of the body may last as long.
 * Safe for use by several threads.
 */
final class Transport implements AutoCloseable {
  static final int MAX_HEADERS = 200;

  /** Signed addresses, which redirects carry, are long. */
  static final int MAX_LINE = 16 << 10;

  /** Of a body that is no longer than this the rest is read, so that the connection stays. */
  private static final int DRAINED = 8 << 10;

  private final CloseableHttpClient client;
  private final PoolingHttpClientConnectionManager connections;
  private final ScheduledExecutorService clock;
  private final Duration headLimit;
  private final Duration wholeLimit;

  /**
   * A transport.
   *
   * @param userAgent how it names itself to servers
   * @param tls whose certificates are trusted
   */
  Transport(AddressGuard guard, FetchLimits limits, String userAgent, TlsOnDemand tls) {
    headLimit = limits.timeout();
    wholeLimit = limits.whole();
    Timeout timeout = Timeout.of(limits.timeout());
    connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(guard)
            .setTlsSocketStrategy(tls)
            .setConnectionFactory(
                ExactConnection.factory(
                    Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_LINE)
                        .setMaxEmptyLineCount(2)
                        .build()))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .setMaxConnPerRoute(limits.perHost())
            .setMaxConnTotal(2 * limits.parallel())
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
            .setUserAgent(userAgent)
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .setRetryStrategy(new StaleRetry())
            .disableConnectionState()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setProtocolUpgradeEnabled(false)
                    .setExpectContinueEnabled(false)
                    .setConnectionRequestTimeout(Timeout.of(limits.whole()))
                    .setResponseTimeout(timeout)
                    .build())
            .build();
    clock = clock();
  }

  private static ScheduledExecutorService clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread thread = new Thread(run, "tracker-fetch-clock");
              thread.setDaemon(true);
              return thread;
            });
    // Else it would hold on to each answer until its deadline, which may be an hour away.
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /**
   * Asks for an address.
   *
   * @param headers besides those that every request has
   * @throws RefusedException if the host's address must not be connected to
   * @throws IOException if there is no answer, or none that can be understood
   */
  Answer get(WebAddress address, Map<String, String> headers) throws IOException {
    HttpUriRequestBase request = request(address, headers);
    Deadline head = new Deadline(clock, headLimit, request::cancel);
    ClassicHttpResponse response;
    try {
      response = client.executeOpen(host(address), request, null);
    } catch (IOException e) {
      throw head.meaning(e);
    } catch (IllegalStateException e) {
      // What is broken off between two of its steps the library takes for a mistake of its user.
      if (!head.hasStruck()) {
        throw e;
      }
      throw head.meaning(new IOException(e));
    } finally {
      head.cancel();
    }
    return answer(request, response);
  }

  private static HttpHost host(WebAddress address) {
    String name = WebAddress.withoutBrackets(address.host());
    return new HttpHost(address.scheme(), name, address.port());
  }

  private static HttpUriRequestBase request(WebAddress address, Map<String, String> headers) {
    HttpUriRequestBase request = new HttpUriRequestBase("GET", URI.create(address.toString()));
    request.setHeader("Accept", "*/*");
    // Bytes as they are: nothing that swells on arrival.
    request.setHeader("Accept-Encoding", "identity");
    headers.forEach(request::setHeader);
    return request;
  }

  private Answer answer(HttpUriRequestBase request, ClassicHttpResponse response)
      throws IOException {
    HttpEntity entity = response.getEntity();
    Deadline whole = new Deadline(clock, wholeLimit, request::cancel);
    InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
    Body body = new Body(content, whole, headLimit);
    long length = entity == null ? 0 : entity.getContentLength();
    return new Answer(
        response.getCode(),
        name -> Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue),
        length,
        body,
        () -> {
          if (length >= 0 && length <= DRAINED) {
            body.drain(length);
          }
          whole.cancel();
          if (!body.ended()) {
            // Closing alone would read the rest first, for as long as the server likes.
            request.cancel();
          }
          end(response);
        });
  }

  /** Frees the connection if the body was read to its end, and closes it otherwise. */
  private static void end(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // The connection is given up; nothing was promised of it.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    // Who is asked nothing any more is told so, and not reset, which servers take for an error;
    // what is under way is broken off.
    connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    connections.close(CloseMode.IMMEDIATE);
    try {
      client.close();
    } catch (IOException e) {
      // The connections are closed already.
    }
  }
}
