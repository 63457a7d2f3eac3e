package org.researchtracker.server;

import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;

/** The bytes that go to a client, in pieces, each of which has to be taken in time. */
final class ClientStream extends OutputStream {
  private final OutputStream out;
  private final EndPoint client;
  private final Connections connections;

  ClientStream(Call call) {
    this.out = Content.Sink.asOutputStream(call.response());
    this.client = call.request().getConnectionMetaData().getConnection().getEndPoint();
    this.connections = call.connections();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int piece = Math.min(length - done, Reply.PIECE);
      connections.beginPiece(client);
      try {
        out.write(bytes, offset + done, piece);
      } finally {
        connections.endPiece(client);
      }
      done += piece;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
