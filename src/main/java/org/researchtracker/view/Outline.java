package org.researchtracker.view;

import java.util.List;

/**
 * What a view shows, before it becomes text: the same for terminal, Markdown and HTML. Texts in it
 * are as the log has them; the renderer makes them safe for its sink.
 *
 * @param title a title for sinks that have one
 * @param head what stands above the body; empty if nothing does
 * @param form how the nodes hang together
 * @param nodes the body
 */
public record Outline(String title, List<Field> head, Form form, List<Node> nodes) {
  /** Copies the lists. */
  public Outline {
    head = List.copyOf(head);
    nodes = List.copyOf(nodes);
  }

  /** How the nodes of an outline hang together. */
  public enum Form {
    /** Stages with steps below them. */
    TREE,
    /** Single lines. */
    LINES,
    /** Headings, each with its text. */
    SECTIONS
  }

  /**
   * A named value.
   *
   * @param name the name; empty for the text of a section
   * @param value the value, perhaps of several lines
   */
  public record Field(String name, String value) {}

  /**
   * One line and what hangs on it.
   *
   * @param line its parts, from left to right
   * @param details what a full view says about it; in a section, its text
   * @param children the lines below it
   */
  public record Node(List<Part> line, List<Field> details, List<Node> children) {
    /** Copies the lists. */
    public Node {
      line = List.copyOf(line);
      details = List.copyOf(details);
      children = List.copyOf(children);
    }

    /** Returns a node of one line. */
    static Node of(Part... parts) {
      return new Node(List.of(parts), List.of(), List.of());
    }
  }

  /** Who speaks in a part of a line. */
  public enum Voice {
    /** This program, or a short name from the log. */
    WORDS,
    /** The log: a text that may be long, and is cut first. */
    TEXT,
    /** The same, in quotation marks. */
    QUOTE
  }

  /**
   * A piece of a line.
   *
   * @param text the text, not yet safe
   * @param style what it is
   * @param voice who speaks
   */
  public record Part(String text, Style style, Voice voice) {
    static Part words(String text) {
      return new Part(text, Style.PLAIN, Voice.WORDS);
    }

    static Part words(String text, Style style) {
      return new Part(text, style, Voice.WORDS);
    }

    static Part text(String text) {
      return new Part(text, Style.PLAIN, Voice.TEXT);
    }

    static Part quote(String text) {
      return new Part(text, Style.PLAIN, Voice.QUOTE);
    }
  }
}
