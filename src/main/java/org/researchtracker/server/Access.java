package org.researchtracker.server;

import java.util.List;
import org.researchtracker.model.Choice;
import org.researchtracker.view.ViewKind;

/**
 * How much a caller may see: everything, or what one of the narrower views is about and nothing
 * else.
 */
record Access(ViewKind view) {
  /** Everything. */
  static final Access ALL = new Access(ViewKind.RESEARCHER);

  boolean isAll() {
    return view.isWhole();
  }

  /** Returns whether what another view holds may be seen. */
  boolean covers(ViewKind other) {
    return isAll() || other == view || other == ViewKind.STUDENT;
  }

  /** Returns the types of the items that may be seen. */
  Choice itemTypes() {
    return switch (view) {
      case STUDENT -> Choice.parse(List.of("output"));
      case ADVANCED -> Choice.parse(List.of("output,interception_result,interception_final"));
      case RESEARCHER, TRANSCRIPT -> Choice.ANY;
    };
  }
}
