package org.researchtracker.index;

/** Is told what an index does while it catches up. Called on the thread that asked for it. */
public interface IndexEvents {
  /** Hears nothing. */
  IndexEvents NONE =
      new IndexEvents() {
        @Override
        public void notice(String line) {}

        @Override
        public void progress(long doneBytes, long totalBytes) {}
      };

  /** Takes one line that a person should see, such as that the index was made anew. */
  void notice(String line);

  /** Takes such a line, and what a person could do about it. */
  default void notice(String line, String remedy) {
    notice(line);
  }

  /** Is told that another process is reading the logs, and that nothing is wrong with that. */
  default void waiting() {}

  /** Is told how many bytes of the logs that have to be read have been read. */
  void progress(long doneBytes, long totalBytes);

  /** Is told of how many executions the words are in the index that searches use. */
  default void words(long doneExecutions, long totalExecutions) {}
}
