package org.researchtracker.bundle;

import java.io.IOException;

/** {@code index.html}. */
final class PageDocument implements BundleDocument {

  @Override
  public String path() {
    return "index.html";
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {}
}
