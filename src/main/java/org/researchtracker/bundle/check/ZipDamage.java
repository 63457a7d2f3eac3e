package org.researchtracker.bundle.check;

import java.io.IOException;

/** The bytes of a ZIP or of an entry are not what they should be; says in words why. */
final class ZipDamage extends IOException {
  private static final long serialVersionUID = 1L;

  private final Fault.Kind kind;

  ZipDamage(Fault.Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  Fault.Kind kind() {
    return kind;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
