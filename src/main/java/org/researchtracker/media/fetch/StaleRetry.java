package org.researchtracker.media.fetch;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Asks again, at once and over another connection, where one that had answered before was closed by
 * the server before it could answer this time (RFC 9112, 9.3.1): servers may close what they do not
 * need, and need not say so. Nothing else is asked twice here. Safe for use by several threads.
 */
final class StaleRetry implements HttpRequestRetryStrategy {
  /** More than can be kept open; each that fails is gone. */
  private static final int MOST = 20;

  @Override
  public boolean retryRequest(
      HttpRequest request, IOException failure, int attempts, HttpContext context) {
    EndpointDetails connection = HttpClientContext.cast(context).getEndpointDetails();
    // A connection that was refused (a subclass) is not one that was lost.
    boolean lost =
        failure instanceof NoHttpResponseException || failure.getClass() == SocketException.class;
    return lost && attempts <= MOST && connection != null && connection.getResponseCount() > 0;
  }

  @Override
  public boolean retryRequest(HttpResponse response, int attempts, HttpContext context) {
    return false;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int attempts, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
