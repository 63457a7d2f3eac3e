package org.researchtracker.importer;

/** Is told what an import does, on the thread that imports. */
public interface ImportListener {

  /** What became of a file; each file is told once. */
  void file(FileVerdict verdict);

  /** An execution was read and held against the log. */
  void execution(ExecutionVerdict verdict);

  /** So many bytes were looked at since the last call. */
  void progress(long bytes);
}
