package org.researchtracker.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Gives one picture to whoever asks, for whatever, from this machine alone: so that a fetch can be
 * run whose classes Java is to see.
 */
final class TrainServer implements Closeable {
  private final ServerSocket socket;
  private final byte[] picture;

  /** Begins, on a port that the system chooses. */
  TrainServer(byte[] picture) throws IOException {
    this.picture = picture;
    this.socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    inBackground(this::accept);
  }

  /** Returns its host and port. */
  String address() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      inBackground(() -> answer(client));
    }
  }

  private void answer(Socket client) throws IOException {
    try (client) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      OutputStream out = client.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          String head =
              "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nETag: \"1\"\r\nContent-Length: %d\r\n\r\n";
          out.write(head.formatted(picture.length).getBytes(ISO_8859_1));
          out.write(picture);
          out.flush();
        }
      }
    }
  }

  /** What ends when its socket is closed. */
  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Closed.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
