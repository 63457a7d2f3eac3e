package org.researchtracker.bundle.document;

import java.io.IOException;

/** {@code START-HERE.txt}: the one thing to know before anything else, in English and German. */
final class StartHereDocument implements BundleDocument {
  private static final String TEXT = Resources.text("start-here.txt");

  @Override
  public String path() {
    return "START-HERE.txt";
  }

  @Override
  public boolean isPayload() {
    return false;
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    out.append(TEXT);
  }
}
