package org.researchtracker.view;

/** How styles are shown. The text is already safe and cut: what a palette adds takes no cells. */
public enum Palette {
  /** No colour: pipes, files, {@code NO_COLOR}. */
  NONE,

  /**
   * The sixteen colours that every terminal has, so that the reader's own theme decides how they
   * look.
   */
  ANSI;

  /** Returns the text as this palette shows it. */
  public String paint(Style style, String text) {
    if (this == NONE) {
      return text;
    }
    return switch (style) {
      case PLAIN -> text;
      case HEADING -> "\u001b[1m" + text + "\u001b[0m";
      case GOOD -> "\u001b[32m" + text + "\u001b[0m";
      case WARN -> "\u001b[33m" + text + "\u001b[0m";
      case BAD -> "\u001b[31m" + text + "\u001b[0m";
      case DIM -> "\u001b[2m" + text + "\u001b[0m";
      case HIT -> "\u001b[1;31m" + text + "\u001b[0m";
    };
  }
}
