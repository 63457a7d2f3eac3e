package org.researchtracker.cli.terminal;

import java.util.List;
import java.util.Optional;
import org.researchtracker.model.TrackerException;

/** When to colour. */
public enum ColorRule {
  /** In a terminal alone. */
  AUTO,
  /** In pipes and files as well. */
  ALWAYS,
  /** Nowhere. */
  NEVER;

  /** Returns whether text is coloured that goes to a terminal, or does not. */
  public boolean colors(boolean terminal) {
    return this == ALWAYS || (this == AUTO && terminal);
  }

  /** Returns the rule that this word names. */
  public static ColorRule parse(String word) {
    return switch (word) {
      case "auto" -> AUTO;
      case "always" -> ALWAYS;
      case "never" -> NEVER;
      default ->
          throw new TrackerException(
              TrackerException.Kind.USAGE,
              "color '" + word + "' is not one of auto, always, never",
              "auto colours in a terminal alone");
    };
  }

  /** Returns the rule that option and environment make. */
  public static ColorRule of(Console console, List<String> typed) {
    if (!typed.isEmpty()) {
      ColorRule rule = parse(typed.get(typed.size() - 1));
      return rule == AUTO ? ofEnvironment(console).map(Forced::rule).orElse(AUTO) : rule;
    }
    return ofEnvironment(console).map(Forced::rule).orElse(AUTO);
  }

  /** What the environment asks for, and which variable does. */
  public record Forced(ColorRule rule, String variable) {}

  /** Returns what the environment asks for, if it does. */
  public static Optional<Forced> ofEnvironment(Console console) {
    if (!console.env("NO_COLOR").isEmpty()) {
      return Optional.of(new Forced(NEVER, "NO_COLOR"));
    }
    String force = console.env("CLICOLOR_FORCE");
    if (!force.isEmpty() && !force.equals("0")) {
      return Optional.of(new Forced(ALWAYS, "CLICOLOR_FORCE"));
    }
    if (console.env("TERM").equals("dumb")) {
      return Optional.of(new Forced(NEVER, "TERM"));
    }
    return Optional.empty();
  }
}
