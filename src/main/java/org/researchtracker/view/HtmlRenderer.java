package org.researchtracker.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.researchtracker.view.Outline.Field;
import org.researchtracker.view.Outline.Form;
import org.researchtracker.view.Outline.Node;
import org.researchtracker.view.Outline.Part;
import org.researchtracker.view.Outline.Voice;

/**
 * Writes an outline as one page that needs nothing else: no script, no picture, no address. Its
 * policy lets in only its own style, so that even a mistake in escaping could not run anything.
 */
public final class HtmlRenderer {
  private static final String CSS =
      """
      :root { color-scheme: light dark; }
      :root { --good: #1a6b32; --warn: #8a5300; --bad: #b00020; --dim: #595959; }
      @media (prefers-color-scheme: dark) {
        :root { --good: #7fd99a; --warn: #f0b45b; --bad: #ff8a94; --dim: #a8a8a8; }
      }
      body { font: 1rem/1.5 system-ui, sans-serif; }
      body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.3rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; overflow-wrap: anywhere; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0 0 1rem; }
      dt { color: var(--dim); }
      dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
      ul { padding-left: 1.2rem; }
      li { margin: .2rem 0; overflow-wrap: anywhere; }
      li dl { font-size: .85rem; margin: .2rem 0 .6rem; }
      .text, q { white-space: pre-wrap; overflow-wrap: anywhere; }
      q { quotes: '"' '"'; }
      .heading { font-weight: 600; }
      .good { color: var(--good); }
      .warn { color: var(--warn); }
      .bad { color: var(--bad); }
      .dim { color: var(--dim); }
      """;

  private final StringBuilder out = new StringBuilder();

  private HtmlRenderer() {}

  /** Returns the page, with a newline at the end. */
  public static String render(Outline outline) {
    HtmlRenderer renderer = new HtmlRenderer();
    String title = SafeText.html(outline.title());
    renderer.out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    renderer.out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"").append(policy());
    renderer.out.append("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    renderer.out.append(title).append("</title>\n<style>\n").append(CSS).append("</style>\n");
    renderer.out.append("</head>\n<body>\n<main>\n<h1 dir=\"auto\">").append(title);
    renderer.out.append("</h1>\n");
    renderer.fields(outline.head());
    if (outline.form() == Form.SECTIONS) {
      outline.nodes().forEach(renderer::section);
    } else {
      renderer.list(outline.nodes());
    }
    return renderer.out.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String policy() {
    try {
      // What is hashed is all that stands between the style's tags.
      byte[] style = ("\n" + CSS).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(style);
      String hash = Base64.getEncoder().encodeToString(digest);
      return "default-src 'none'; style-src 'sha256-"
          + hash
          + "'; base-uri 'none'; form-action 'none'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void fields(List<Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    out.append("<dl>\n");
    for (Field field : fields) {
      out.append("<dt>").append(SafeText.html(field.name())).append("</dt><dd dir=\"auto\">");
      out.append(SafeText.html(field.value())).append("</dd>\n");
    }
    out.append("</dl>\n");
  }

  private void list(List<Node> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    out.append("<ul>\n");
    for (Node node : nodes) {
      out.append("<li>");
      node.line().forEach(this::part);
      out.append('\n');
      fields(node.details());
      list(node.children());
      out.append("</li>\n");
    }
    out.append("</ul>\n");
  }

  private void part(Part part) {
    String text = SafeText.html(part.text());
    if (part.voice() == Voice.QUOTE) {
      out.append("<q dir=\"auto\">").append(text).append("</q>");
    } else if (part.voice() == Voice.TEXT) {
      out.append("<bdi class=\"text\">").append(text).append("</bdi>");
    } else if (part.style() == Style.PLAIN) {
      out.append(text);
    } else {
      out.append("<span class=\"").append(part.style().word()).append("\">");
      out.append(text).append("</span>");
    }
  }

  private void section(Node node) {
    out.append("<section>\n<h2 dir=\"auto\">");
    node.line().forEach(part -> out.append(SafeText.html(part.text())));
    out.append("</h2>\n");
    for (Field field : node.details()) {
      if (field.name().isEmpty()) {
        out.append("<div class=\"text\" dir=\"auto\" lang=\"\">");
        out.append(SafeText.html(field.value())).append("</div>\n");
      } else {
        fields(List.of(field));
      }
    }
    out.append("</section>\n");
  }
}
