package org.researchtracker.media.fetch;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.fetch.Fetches.Result;

/** A server that answers as a test has it, and is asked for one picture. */
abstract class AskedServer {
  static final byte[] PNG = Pictures.png(5000, 1);

  @TempDir Path folder;

  Result fetch(RawServer.Handler handler) {
    try (RawServer server = RawServer.start(handler)) {
      return fetches(server).fetch(server.url("/a.png"));
    }
  }

  Fetches fetches(RawServer server) {
    return new Fetches(folder).allowing(server.hostAndPort());
  }
}
