package org.researchtracker.bundle;

import java.io.IOException;

/**
 * Removes something half written: when asked, or when a signal ends the process (SIGINT, SIGTERM),
 * whichever comes first; never after it was cancelled. Thread-safe.
 */
final class Cleanup {

  /** What is to be done. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  private final Action action;
  private final Thread hook = new Thread(this::atExit, "tracker-bundle-cleanup");
  private boolean done;

  private Cleanup(Action action) {
    this.action = action;
  }

  static Cleanup of(Action action) {
    Cleanup cleanup = new Cleanup(action);
    try {
      Runtime.getRuntime().addShutdownHook(cleanup.hook);
    } catch (IllegalStateException e) {
      // The process is ending: the first write will find that out.
    }
    return cleanup;
  }

  private void atExit() {
    try {
      runOnce();
    } catch (IOException e) {
      // Nobody is left to be told.
    }
  }

  private synchronized void runOnce() throws IOException {
    if (!done) {
      done = true;
      action.run();
    }
  }

  /** Does it now, unless it was done or cancelled. */
  void run() throws IOException {
    removeHook();
    runOnce();
  }

  /** Says that there is nothing half written any more. */
  void cancel() {
    removeHook();
    synchronized (this) {
      done = true;
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook finds out by itself whether there is anything to do.
    }
  }
}
