package org.researchtracker.bundle.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The longer fixed texts of the documents, which lie beside the classes. */
public final class Resources {
  private Resources() {}

  /**
   * Returns a text, with {@code \n} at the ends of its lines whatever the checkout made of them.
   *
   * @param name a file beside this class
   */
  public static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this distribution: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
