package org.researchtracker.log;

import java.io.IOException;
import java.nio.file.Path;

/** Another writer held the lock of a log for longer than the caller wanted to wait. */
public final class LogLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  LogLockedException(Path lock) {
    super(lock + " is held by another writer");
  }
}
