package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.researchtracker.view.SafeText;

/**
 * Writes HTML. What comes from a log goes through {@link #text} or {@link #attribute} and nowhere
 * else; {@link #html} is for this program's own words. Not thread-safe.
 */
final class PageWriter {
  /** BCP 47 as far as it matters for a screen reader's voice: a language, a script, a region. */
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?");

  private final Appendable out;

  PageWriter(Appendable out) {
    this.out = out;
  }

  /** Writes markup as it stands. */
  PageWriter html(String markup) throws IOException {
    out.append(markup);
    return this;
  }

  /** Writes a text that can be anything. */
  PageWriter text(String text) throws IOException {
    out.append(SafeText.html(text));
    return this;
  }

  /** Writes a number. */
  PageWriter number(long number) throws IOException {
    out.append(String.valueOf(number));
    return this;
  }

  /** Writes an attribute whose value can be anything; line ends become spaces. */
  PageWriter attribute(String name, String value) throws IOException {
    out.append(' ').append(name).append("=\"");
    out.append(SafeText.html(value.replace('\n', ' ').replace('\r', ' '))).append('"');
    return this;
  }

  /**
   * Writes the attributes of a text by somebody else: its direction is its own, its language is the
   * one given or unknown, but never that of the page.
   */
  PageWriter foreign(Optional<String> language) throws IOException {
    out.append(" dir=\"auto\" lang=\"");
    out.append(language.filter(tag -> LANGUAGE.matcher(tag).matches()).orElse("")).append('"');
    return this;
  }
}
