package org.researchtracker.view;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.researchtracker.model.ExecutionRecord;

/** The forms in which one execution can be written. */
public enum ShowFormat {
  /** Text for terminals and pipes. */
  TREE,
  /** The whole record, whatever the view. */
  JSON,
  /** Markdown. */
  MD,
  /** One self-contained page. */
  HTML;

  /** Returns the word that names this form on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the form of this word, if there is one. */
  public static Optional<ShowFormat> ofWord(String word) {
    for (ShowFormat format : values()) {
      if (format.word().equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Writes an execution in this form, with a newline at the end. */
  public void write(ExecutionRecord record, ViewKind view, ShowOptions options, Appendable out)
      throws IOException {
    if (this == JSON) {
      out.append(RecordJson.text(record, options.zone()));
      return;
    }
    Outline outline = view.outline(Journey.of(record), options);
    switch (this) {
      case TREE -> out.append(TextRenderer.render(outline, options.width(), options.palette()));
      case MD -> out.append(MarkdownRenderer.render(outline));
      case HTML -> out.append(HtmlRenderer.render(outline));
      case JSON -> throw new IllegalStateException("written above");
    }
  }
}
