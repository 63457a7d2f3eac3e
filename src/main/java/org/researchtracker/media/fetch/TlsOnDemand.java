package org.researchtracker.media.fetch;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.TrackerException;

/**
 * TLS for those servers that are asked by it: certificates are read when the first of them is,
 * because that takes a quarter of a second and many fetches are from a machine in the same room.
 * Safe for use by several threads.
 */
final class TlsOnDemand implements TlsSocketStrategy {
  private final Certificates certificates;
  private @Nullable TlsSocketStrategy ready;

  /** Whose certificates are trusted. */
  @FunctionalInterface
  interface Certificates {
    SSLContext trusted() throws GeneralSecurityException;
  }

  TlsOnDemand(Certificates certificates) {
    this.certificates = certificates;
  }

  /** Trusts Java's own certificates, or those that {@code javax.net.ssl.trustStore} names. */
  static TlsOnDemand ofJava() {
    return new TlsOnDemand(
        () -> {
          SSLContext context = SSLContext.getInstance("TLS");
          context.init(null, null, null);
          return context;
        });
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
      throws IOException {
    return ready().upgrade(socket, target, port, attachment, context);
  }

  private synchronized TlsSocketStrategy ready() {
    TlsSocketStrategy made = ready;
    if (made == null) {
      // Java itself compares the names, during the handshake.
      made =
          new DefaultClientTlsStrategy(
              context(), HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE);
      ready = made;
    }
    return made;
  }

  private SSLContext context() {
    try {
      return certificates.trusted();
    } catch (GeneralSecurityException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED, "Java cannot do TLS: " + e.getMessage(), "", e);
    }
  }
}
