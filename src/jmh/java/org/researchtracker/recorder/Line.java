package org.researchtracker.recorder;

/** What is logged: an item as a pipeline logs it, and for loggers a text of the same length. */
final class Line {
  /** A prompt of usual length. */
  static final String PROMPT =
      "A flower made of broken clocks, petals of torn newspaper, colours that shout at each other";

  static final Details DETAILS = Details.NONE.model("mistral-nemo").backend("ollama");

  /** Brings a line of a logger to the length of a recorded item, some 340 bytes. */
  static final String MESSAGE = PROMPT + ", and so on".repeat(19);

  private Line() {}
}
