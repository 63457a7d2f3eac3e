package org.researchtracker.media.fetch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A server on loopback that writes whatever bytes it is told to: only so can it lie about lengths,
 * break off, or never end. A thread for each connection; a handler that returns normally leaves the
 * connection open for the next request.
 */
public final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Handler handler;
  private final boolean secure;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Answers one request. */
  public interface Handler {
    void answer(Request request, Reply reply) throws IOException, InterruptedException;
  }

  /** What came in. */
  public record Request(
      String method, String target, Map<String, String> headers, int connection, Instant time) {
    public String path() {
      return target.split("\\?", 2)[0];
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** What goes out. */
  public static final class Reply {
    private final Socket socket;
    private final OutputStream out;

    Reply(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    /** Sends text as it is, each line with CRLF. */
    public Reply lines(String... lines) throws IOException {
      for (String line : lines) {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      out.flush();
      return this;
    }

    public Reply bytes(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    /** A whole, honest answer. */
    public void send(int status, String type, byte[] body, String... headers) throws IOException {
      lines("HTTP/1.1 " + status + " Status", "Content-Length: " + body.length);
      if (!type.isEmpty()) {
        lines("Content-Type: " + type);
      }
      lines(headers).lines("").bytes(body);
    }

    /** Hangs up in the middle of whatever it was. */
    public void hangUp() throws IOException {
      socket.close();
    }
  }

  private RawServer(ServerSocket listener, boolean secure, Handler handler) {
    this.listener = listener;
    this.secure = secure;
    this.handler = handler;
    Thread thread = new Thread(this::accept, "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** On 127.0.0.1. */
  public static RawServer start(Handler handler) {
    return at("127.0.0.1", handler);
  }

  /** On another address of the loopback network. */
  public static RawServer at(String address, Handler handler) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getAllByName(address)[0]);
      return new RawServer(listener, false, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With TLS. */
  public static RawServer secure(SSLContext tls, Handler handler) {
    try {
      ServerSocket listener =
          tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      return new RawServer(listener, true, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url(String target) {
    return urlAs(listener.getInetAddress().getHostAddress(), target);
  }

  public String urlAs(String host, String target) {
    return (secure ? "https://" : "http://") + host + ":" + port() + target;
  }

  public String hostAndPort() {
    return listener.getInetAddress().getHostAddress() + ":" + port();
  }

  /** What was asked so far. */
  public List<Request> requests() {
    return requests;
  }

  private void accept() {
    for (int number = 0; !listener.isClosed(); number++) {
      try {
        Socket socket = listener.accept();
        int connection = number;
        Thread thread = new Thread(() -> serve(socket, connection), "test-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, int connection) {
    open.add(socket);
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        String first = line(in);
        if (first.isEmpty()) {
          return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          String[] parts = line.split(":", 2);
          headers.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip());
        }
        String[] words = first.split(" ", -1);
        Request request = new Request(words[0], words[1], headers, connection, Instant.now());
        requests.add(request);
        handler.answer(request, new Reply(socket));
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the test is over.
    } finally {
      open.remove(socket);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
