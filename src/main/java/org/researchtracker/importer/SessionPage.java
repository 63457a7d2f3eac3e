package org.researchtracker.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;

/**
 * Reads the page of a session export: the texts that stand nowhere else, the order of the outputs,
 * and the titles of the nodes that made them.
 *
 * <p>The server wrote texts into the page as they are, so a text may hold what looks like markup.
 * That is why each output is parsed on its own: markup that one text leaves open must not swallow
 * the next.
 */
final class SessionPage {
  /** No session has so many outputs, but a page may be made to keep a reader busy. */
  private static final int MOST_OUTPUTS = 10_000;

  private static final int DEEPEST = 200;

  private static final Pattern ITEM =
      Pattern.compile(
          "<div\\b[^>]{0,200}\\bclass\\s*=\\s*[\"']?output-item\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern FOOTER =
      Pattern.compile(
          "<div\\b[^>]{0,200}\\bclass\\s*=\\s*[\"']?footer\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,6})\\.");

  /** What closes an output after its text, in every page of the server. */
  private static final Pattern END = Pattern.compile("</div>\\s*</div>\\s*</div>\\s*\\z");

  /**
   * One output of the page.
   *
   * @param number as the page counts it, from 1; 0 if it does not
   * @param title of the node that made it
   * @param type in lower case, such as {@code text} or {@code image}; may be empty
   * @param text the text, if it is one
   * @param file the name of the medium's file below {@code media}, if it is one
   */
  record Output(
      int number, String title, String type, Optional<String> text, Optional<String> file) {}

  /**
   * What a page says.
   *
   * @param labels the lines of its head, such as {@code Workflow: name}
   * @param prompts texts under headings, in their order: the prompt, then its translation
   * @param outputs in the order of the page
   */
  record Page(List<String> labels, List<String> prompts, List<Output> outputs) {}

  private final boolean escaped;

  private SessionPage(boolean escaped) {
    this.escaped = escaped;
  }

  /**
   * Reads a page; never throws on any text.
   *
   * @param prompt the prompt as the session's metadata has it, which tells whether the page escapes
   */
  static Page read(String html, String prompt) {
    List<Integer> starts = new ArrayList<>();
    Matcher items = ITEM.matcher(html);
    while (items.find() && starts.size() < MOST_OUTPUTS) {
      starts.add(items.start());
    }
    String head = starts.isEmpty() ? html : html.substring(0, starts.get(0));
    SessionPage page = new SessionPage(isEscaped(head, prompt));
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : end(html, starts.get(i));
      outputs.add(page.output(html.substring(starts.get(i), end)));
    }
    return page.page(head, outputs);
  }

  private static int end(String html, int from) {
    int end = html.length();
    Matcher footer = FOOTER.matcher(html);
    for (int at = from; footer.find(at); at = footer.end()) {
      end = footer.start();
    }
    return end;
  }

  /** A page that shows the prompt with entities escapes; one that shows it as it is does not. */
  private static boolean isEscaped(String head, String prompt) {
    boolean tells = prompt.indexOf('&') >= 0 || prompt.indexOf('<') >= 0;
    return !tells || !head.contains(prompt);
  }

  private static Document parse(String html) {
    Parser parser = Parser.htmlParser().setTrackPosition(true).setMaxDepth(DEEPEST);
    return parser.parseInput(html, "");
  }

  private Page page(String head, List<Output> outputs) {
    Document page = parse(head);
    List<String> labels = new ArrayList<>();
    for (Element line : page.select(".metadata-item")) {
      labels.add(line.text());
    }
    List<String> prompts = new ArrayList<>();
    for (Element section : page.select(".prompt-section .text-content")) {
      prompts.add(text(section, head, Optional.empty()));
    }
    return new Page(labels, prompts, outputs);
  }

  private Output output(String html) {
    Document item = parse(html);
    Header header = Header.of(first(item, ".output-header").map(Element::wholeText).orElse(""));
    Optional<Element> text = first(item, ".text-content");
    return new Output(
        header.number(),
        header.title(),
        header.type(),
        text.map(element -> text(element, html, Optional.of(END))),
        text.isPresent() ? Optional.empty() : source(item));
  }

  /**
   * What stands above an output: {@code 1. Title (TYPE)}, of which only the title must be there.
   */
  private record Header(int number, String title, String type) {
    /** By hand: a pattern that looks for the end of a title in spaces looks for it for hours. */
    static Header of(String text) {
      String line = text.strip();
      Matcher number = NUMBER.matcher(line);
      if (!number.lookingAt()) {
        return new Header(0, line, "");
      }
      int counted = Integer.parseInt(number.group(1));
      String rest = line.substring(number.end()).strip();
      int last = rest.length() - 1;
      int open = rest.lastIndexOf('(');
      return open >= 0 && rest.indexOf(')', open) == last
          ? new Header(
              counted,
              rest.substring(0, open).strip(),
              rest.substring(open + 1, last).toLowerCase(Locale.ROOT))
          : new Header(counted, rest, "");
    }
  }

  private static Optional<Element> first(Element element, String query) {
    return Optional.ofNullable(element.selectFirst(query));
  }

  private static Optional<String> source(Element item) {
    for (Element element : item.select("[src], a[href]")) {
      String source = element.hasAttr("src") ? element.attr("src") : element.attr("href");
      if (!source.isBlank() && !source.startsWith("data:")) {
        return Optional.of(source.startsWith("media/") ? source.substring(6) : source);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the text of an element: as it stands in the page, unless the page escapes.
   *
   * @param end what follows the text, where that is known better than by the next closing tag
   */
  private String text(Element element, String html, Optional<Pattern> end) {
    Range start = element.sourceRange();
    Range close = element.endSourceRange();
    if (!start.isTracked()) {
      return element.wholeText();
    }
    int from = Math.min(start.endPos(), html.length());
    int to = close.isTracked() ? Math.max(from, Math.min(close.startPos(), html.length())) : from;
    boolean plain = element.children().isEmpty() && close.isTracked();
    if (end.isPresent()) {
      Matcher tail = end.get().matcher(html);
      if (tail.find(from)) {
        plain &= tail.start() == to;
        to = tail.start();
      }
    }
    String raw = html.substring(from, to);
    if (!plain) {
      // What a browser takes for markup was a part of the text.
      return raw;
    }
    return escaped && raw.indexOf('&') >= 0 ? element.wholeText() : raw;
  }
}
