package org.researchtracker.media.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that notices when a server sends more than the length it announced: what was taken
 * is then not the whole, and what is left over would be read as the answer to the next request. For
 * one thread at a time.
 */
final class ExactConnection extends DefaultManagedHttpClientConnection {
  /** What is sent in one go is here; who waits for more would wait after every answer. */
  private static final Timeout MOMENT = Timeout.ofMilliseconds(1);

  private ExactConnection(Http1Config config) {
    // The parser is told of the limits as well: by itself it reads by others.
    super(
        "tracker",
        null,
        null,
        config,
        null,
        null,
        null,
        new DefaultHttpResponseParserFactory(config));
  }

  /** Makes connections that read by this configuration. */
  static HttpConnectionFactory<ManagedHttpClientConnection> factory(Http1Config config) {
    return new HttpConnectionFactory<>() {
      @Override
      public ManagedHttpClientConnection createConnection(@Nullable Socket socket)
          throws IOException {
        ExactConnection connection = new ExactConnection(config);
        if (socket != null) {
          connection.bind(socket);
        }
        return connection;
      }
    };
  }

  /** More came than was announced. */
  static final class SurplusException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void receiveResponseEntity(ClassicHttpResponse response)
      throws HttpException, IOException {
    super.receiveResponseEntity(response);
    HttpEntity entity = response.getEntity();
    if (entity != null && entity.getContentLength() >= 0) {
      response.setEntity(new Exact(entity));
    }
  }

  private final class Exact extends HttpEntityWrapper {
    Exact(HttpEntity entity) {
      super(entity);
    }

    @Override
    public InputStream getContent() throws IOException {
      return new Watched(super.getContent());
    }
  }

  /** Looks beyond the end when it comes to it. */
  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return checked(super.read(bytes, offset, length));
    }

    private int checked(int result) throws IOException {
      if (result < 0 && isOpen() && isDataAvailable(MOMENT)) {
        throw new SurplusException();
      }
      return result;
    }
  }
}
