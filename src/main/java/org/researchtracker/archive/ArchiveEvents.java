package org.researchtracker.archive;

/** Hears what a run does. Called on the thread that runs; must be quick and must not throw. */
public interface ArchiveEvents {
  /** Something that whoever looks after the archive has to know; one line, untrusted. */
  void notice(String line);

  /** So many units of all that are to be looked at closely are done. */
  default void progress(long done, long total) {}
}
