package org.researchtracker.view;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.view.Outline.Field;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;
import org.researchtracker.view.Outline.Voice;

/**
 * Writes an outline as text for terminals and pipes. Lines are cut to the width; what a full view
 * or a transcript says is not.
 */
public final class TextRenderer {
  private static final int QUOTES = 2;

  private final int width;
  private final Palette palette;
  private final StringBuilder out = new StringBuilder();

  private TextRenderer(int width, Palette palette) {
    this.width = width;
    this.palette = palette;
  }

  /**
   * Returns the text, with a newline at the end of each line.
   *
   * @param width the terminal's cells; 0 if nothing is to be cut
   */
  public static String render(Outline outline, int width, Palette palette) {
    TextRenderer renderer = new TextRenderer(width, palette);
    renderer.head(outline.head());
    switch (outline.form()) {
      case TREE, LINES -> outline.nodes().forEach(renderer::branch);
      case SECTIONS -> renderer.sections(outline.nodes());
    }
    return renderer.out.toString();
  }

  private void head(List<Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    int widest = 0;
    for (Field field : fields) {
      widest = Math.max(widest, DisplayWidth.of(SafeText.line(field.name())));
    }
    for (Field field : fields) {
      String name = SafeText.line(field.name());
      String value = SafeText.line(field.value());
      Style style = field.name().equals("Status") ? Style.ofWord(value) : Style.PLAIN;
      out.append(palette.paint(Style.DIM, name))
          .append(" ".repeat(widest - DisplayWidth.of(name) + 2))
          .append(palette.paint(style, cut(value, widest + 2)))
          .append('\n');
    }
    out.append('\n');
  }

  private String cut(String text, int used) {
    return width == 0 ? text : DisplayWidth.cut(text, Math.max(1, width - used));
  }

  private void branch(Node node) {
    line("", node.line());
    boolean bare = node.children().isEmpty();
    details(bare ? "    " : "  │ ", node.details());
    int last = node.children().size() - 1;
    for (int i = 0; i <= last; i++) {
      Node child = node.children().get(i);
      line(i == last ? "  └─ " : "  ├─ ", child.line());
      details(i == last ? "       " : "  │    ", child.details());
    }
  }

  private void details(String prefix, List<Field> fields) {
    for (Field field : fields) {
      String[] lines = SafeText.lines(field.value()).split("\n", -1);
      String name = SafeText.line(field.name());
      String indent = field.name().startsWith("#") ? "" : "  ";
      if (lines.length == 1) {
        text(prefix + indent + name + ": " + lines[0]);
        continue;
      }
      text(prefix + indent + name + ":");
      for (String line : lines) {
        text(prefix + indent + "  " + line);
      }
    }
  }

  private void text(String line) {
    out.append(line.stripTrailing()).append('\n');
  }

  private void line(String prefix, List<Part> parts) {
    if (width == 0) {
      // Measuring whole contents is most of what a bundle's journeys would cost.
      out.append(prefix);
      for (Part part : parts) {
        String safe = SafeText.line(part.text());
        out.append(
            palette.paint(part.style(), part.voice() == Voice.QUOTE ? '"' + safe + '"' : safe));
      }
      out.append('\n');
      return;
    }
    cutLine(prefix, parts);
  }

  private void cutLine(String prefix, List<Part> parts) {
    List<String> texts = new ArrayList<>();
    int total = DisplayWidth.of(prefix);
    int longest = -1;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String safe = SafeText.line(part.text());
      texts.add(safe);
      total += DisplayWidth.of(safe) + (part.voice() == Voice.QUOTE ? QUOTES : 0);
      if (part.voice() != Voice.WORDS) {
        longest = i;
      }
    }
    if (total > width && longest >= 0) {
      // The log's text gives way first, so that its closing quotation mark stays.
      int had = DisplayWidth.of(texts.get(longest));
      texts.set(longest, DisplayWidth.cut(texts.get(longest), Math.max(1, had - (total - width))));
    }
    out.append(prefix);
    int used = DisplayWidth.of(prefix);
    for (int i = 0; i < parts.size() && used < width; i++) {
      Part part = parts.get(i);
      String text = part.voice() == Voice.QUOTE ? '"' + texts.get(i) + '"' : texts.get(i);
      String cut = DisplayWidth.cut(text, width - used);
      used += DisplayWidth.of(cut);
      out.append(palette.paint(part.style(), cut));
    }
    out.append('\n');
  }

  private void sections(List<Node> nodes) {
    String separator = "";
    for (Node node : nodes) {
      StringBuilder heading = new StringBuilder();
      node.line().forEach(part -> heading.append(SafeText.line(part.text())));
      out.append(separator)
          .append(palette.paint(Style.HEADING, heading.toString()))
          .append('\n')
          .append("-".repeat(DisplayWidth.of(heading.toString())))
          .append('\n');
      for (Field field : node.details()) {
        if (field.name().isEmpty()) {
          body(field.value());
        } else {
          details("  ", List.of(field));
        }
      }
      separator = "\n";
    }
  }

  private void body(String value) {
    String text = SafeText.lines(value);
    if (!text.isEmpty()) {
      out.append(text).append(text.endsWith("\n") ? "" : "\n");
    }
  }
}
