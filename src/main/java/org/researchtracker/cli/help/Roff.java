package org.researchtracker.cli.help;

import java.util.Locale;

/**
 * Writes a page of the manual in the language that {@code man} reads, with no more than the macros
 * of man(7), which every system has. Lines stay short, as the checkers of that language wish.
 */
final class Roff {
  private static final int WIDTH = 76;

  private final StringBuilder page = new StringBuilder();

  /** Begins a page: what it is called, its section and its date. */
  Roff(String name, int section, String date, String source) {
    // No escapes here: readers of the manual look at name and date themselves.
    page.append(".TH ")
        .append(name.toUpperCase(Locale.ROOT))
        .append(' ')
        .append(section)
        .append(' ')
        .append(date);
    page.append(' ').append(quoted(source)).append(" \"tracker manual\"\n");
    // Neither torn words nor stretched lines: options are to be found and copied.
    page.append(".nh\n.ad l\n");
  }

  /** Begins a section. */
  Roff section(String title) {
    page.append(".SH ").append(quoted(title)).append('\n');
    return this;
  }

  /** Begins a section within a section. */
  Roff subsection(String title) {
    page.append(".SS ").append(quoted(title)).append('\n');
    return this;
  }

  /** Adds text that is wrapped. */
  Roff text(String text) {
    wrapped(escaped(text));
    return this;
  }

  /** Adds text that was {@link #escaped} already, and wraps it. */
  Roff markup(String escaped) {
    wrapped(escaped);
    return this;
  }

  /** Begins a new paragraph. */
  Roff paragraph() {
    page.append(".PP\n");
    return this;
  }

  /** Adds a term, escaped already, and what it means. */
  Roff entry(String escapedTerm, String text) {
    page.append(".TP\n").append(guarded(escapedTerm)).append('\n');
    wrapped(escaped(text));
    return this;
  }

  /** Adds lines that stay as they are. */
  Roff verbatim(Iterable<String> lines) {
    page.append(".RS 4\n.nf\n");
    lines.forEach(line -> page.append(guarded(escaped(line))).append('\n'));
    page.append(".fi\n.RE\n");
    return this;
  }

  /** Returns escaped text in bold. */
  static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  /** Returns escaped text in italics. */
  static String italic(String text) {
    // A long choice of words may be torn behind each.
    return "\\fI" + escaped(text).replace("|", "|\\:") + "\\fR";
  }

  /** Returns text in which nothing has a meaning of its own, in ASCII alone. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> out.append("\\e");
                // A hyphen would be another character, which no shell takes for an option.
                case '-' -> out.append("\\-");
                case '\'' -> out.append("\\(aq");
                case '`' -> out.append("\\(ga");
                case '^' -> out.append("\\(ha");
                case '~' -> out.append("\\(ti");
                default -> {
                  if (c < 0x80) {
                    out.appendCodePoint(c);
                  } else {
                    out.append("\\[u").append(String.format("%04X", c)).append(']');
                  }
                }
              }
            });
    return out.toString();
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  /** A line that begins with a point is a macro, unless something stands before it. */
  private static String guarded(String line) {
    return line.startsWith(".") ? "\\&" + line : line;
  }

  private void wrapped(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        page.append(guarded(line.toString())).append('\n');
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    page.append(guarded(line.toString())).append('\n');
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
