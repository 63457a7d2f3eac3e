package org.researchtracker.view;

import java.util.List;
import org.researchtracker.view.Outline.Field;
import org.researchtracker.view.Outline.Form;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;
import org.researchtracker.view.Outline.Voice;

/**
 * Writes an outline as Markdown. What the log says stays text: nothing of it becomes markup, HTML
 * or a link with a false name.
 */
public final class MarkdownRenderer {
  private final StringBuilder out = new StringBuilder();

  private MarkdownRenderer() {}

  /** Returns the Markdown, with a newline at the end. */
  public static String render(Outline outline) {
    MarkdownRenderer renderer = new MarkdownRenderer();
    if (!outline.head().isEmpty()) {
      renderer.head(outline);
    }
    if (outline.form() == Form.SECTIONS) {
      outline.nodes().forEach(renderer::section);
    } else {
      outline.nodes().forEach(node -> renderer.item("", node, outline.form() == Form.TREE));
    }
    return renderer.out.toString();
  }

  private void head(Outline outline) {
    out.append("# ").append(SafeText.markdown(outline.title())).append("\n\n");
    for (Field field : outline.head()) {
      out.append("- ").append(SafeText.markdown(field.name())).append(": ");
      out.append(SafeText.markdown(field.value())).append('\n');
    }
    // Without a rule the lists of head and body would be one.
    out.append(outline.form() == Form.SECTIONS ? "" : "\n---\n").append('\n');
  }

  private void item(String indent, Node node, boolean tree) {
    out.append(indent).append("- ");
    boolean first = tree;
    for (Part part : node.line()) {
      String text = SafeText.markdown(part.text());
      if (part.style() == Style.HEADING && first) {
        out.append("**").append(text).append("**");
      } else {
        out.append(part.voice() == Voice.QUOTE ? '"' + text + '"' : text);
      }
      first = false;
    }
    out.append('\n');
    details(indent + "  ", node.details());
    for (Node child : node.children()) {
      item(indent + "  ", child, false);
    }
  }

  private void details(String indent, List<Field> fields) {
    for (Field field : fields) {
      String text = SafeText.lines(field.value());
      String name = SafeText.markdown(field.name());
      if (text.indexOf('\n') < 0) {
        out.append(indent).append("- ").append(name).append(": ");
        out.append(SafeText.markdown(text)).append('\n');
        continue;
      }
      String fence = fence(text);
      out.append(indent).append("- ").append(name).append(":\n\n");
      out.append(indent).append("  ").append(fence).append("text\n");
      for (String line : text.split("\n", -1)) {
        out.append(indent).append("  ").append(line).append('\n');
      }
      out.append(indent).append("  ").append(fence).append('\n');
    }
  }

  /** Returns a fence that is longer than any run of backticks in the text. */
  private static String fence(String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(longest + 1);
  }

  private void section(Node node) {
    out.append("## ");
    node.line().forEach(part -> out.append(SafeText.markdown(part.text())));
    out.append("\n\n");
    for (Field field : node.details()) {
      if (field.name().isEmpty()) {
        quote(SafeText.lines(field.value()));
      } else {
        details("", List.of(field));
      }
    }
  }

  /**
   * A quotation keeps a text that looks like a heading or a list inside its section; line ends are
   * kept by a backslash.
   */
  private void quote(String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = SafeText.markdown(lines[i].strip());
      boolean hard = !line.isEmpty() && i + 1 < lines.length && !lines[i + 1].isBlank();
      out.append(line.isEmpty() ? ">" : "> " + line).append(hard ? "\\\n" : "\n");
    }
    out.append('\n');
  }
}
