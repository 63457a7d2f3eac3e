package org.researchtracker.server;

import java.util.List;

/**
 * What can be asked of a route.
 *
 * @param name as it stands in the query or, in braces, in the path
 * @param inPath whether it is part of the path
 * @param repeatable whether several values can be given
 * @param description one sentence
 * @param words the values there are; empty if others are possible
 */
record Parameter(
    String name, boolean inPath, boolean repeatable, String description, List<String> words) {
  /** Copies the words. */
  Parameter {
    words = List.copyOf(words);
  }

  static Parameter path(String name, String description) {
    return new Parameter(name, true, false, description, List.of());
  }

  static Parameter one(String name, String description, String... words) {
    return new Parameter(name, false, false, description, List.of(words));
  }

  /** One that is switched on by being there, and off by {@code false}. */
  static Parameter toggle(String name, String description) {
    return one(name, description, "true", "false");
  }

  static Parameter many(String name, String description, String... words) {
    return new Parameter(name, false, true, description, List.of(words));
  }

  /** Returns whether this is on or off, and on without a value. */
  boolean isSwitch() {
    return words.contains("true");
  }
}
