package org.researchtracker.server;

import org.researchtracker.media.MediaResolver;

/** Finds media for one request; for one thread, and to be closed by it. */
public interface MediaAccess extends AutoCloseable {
  /** Returns what finds them, until this is closed. */
  MediaResolver resolver();

  @Override
  void close();
}
