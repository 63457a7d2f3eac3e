package org.researchtracker.server;

import java.util.List;

/**
 * What can be asked of a route.
 *
 * @param name as it stands in the query, in a header or, in braces, in the path
 * @param in where it stands
 * @param kind what its values are
 * @param repeatable whether several values can be given
 * @param description one sentence
 * @param words the values there are; empty if others are possible
 */
record Parameter(
    String name, In in, Kind kind, boolean repeatable, String description, List<String> words) {

  /** Where a parameter stands. */
  enum In {
    PATH,
    QUERY,
    HEADER
  }

  /** What values are. */
  enum Kind {
    TEXT,
    /** From 0 on. */
    NUMBER,
    /** On by being there, and off by {@code false}. */
    SWITCH
  }

  /** Copies the words. */
  Parameter {
    words = List.copyOf(words);
  }

  static Parameter path(String name, Kind kind, String description) {
    return new Parameter(name, In.PATH, kind, false, description, List.of());
  }

  static Parameter header(String name, String description) {
    return new Parameter(name, In.HEADER, Kind.TEXT, false, description, List.of());
  }

  static Parameter one(String name, String description, String... words) {
    return new Parameter(name, In.QUERY, Kind.TEXT, false, description, List.of(words));
  }

  static Parameter number(String name, String description) {
    return new Parameter(name, In.QUERY, Kind.NUMBER, false, description, List.of());
  }

  static Parameter toggle(String name, String description) {
    return new Parameter(name, In.QUERY, Kind.SWITCH, false, description, List.of("true", "false"));
  }

  static Parameter many(String name, String description, String... words) {
    return new Parameter(name, In.QUERY, Kind.TEXT, true, description, List.of(words));
  }
}
