package org.researchtracker.view;

import java.util.Locale;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;

/** How much of an execution is shown. */
public enum ViewKind {
  /** Only the outputs. */
  STUDENT,
  /** The transformed prompt and the outputs. */
  ADVANCED,
  /** Everything. */
  RESEARCHER,
  /** Every text in full, for reading. */
  TRANSCRIPT;

  /** Returns the word that names this view on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the view of this word, if there is one. */
  public static Optional<ViewKind> ofWord(String word) {
    for (ViewKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Returns what this view shows of a journey. */
  public Outline outline(Journey journey, ShowOptions options) {
    return switch (this) {
      case STUDENT -> StudentView.of(journey, options);
      case ADVANCED -> AdvancedView.of(journey, options);
      case RESEARCHER -> ResearcherView.of(journey, options);
      case TRANSCRIPT -> TranscriptView.of(journey, options);
    };
  }

  /** Returns whether this view is about the whole of an execution. */
  public boolean isWhole() {
    return this == RESEARCHER || this == TRANSCRIPT;
  }

  /**
   * Returns whether this view is about such an item, for answers that are filtered instead of
   * drawn.
   */
  public boolean shows(ExecutionItem item) {
    return switch (this) {
      case STUDENT -> item.itemType().isOutput();
      case ADVANCED -> item.itemType().isOutput() || item.itemType().isInterceptionResult();
      case RESEARCHER, TRANSCRIPT -> true;
    };
  }
}
