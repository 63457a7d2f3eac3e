package org.researchtracker.bundle.check;

import java.util.Locale;
import org.researchtracker.view.SafeText;

/**
 * Something that is wrong with a bundle. Its texts quote the bundle and are untrusted; {@link
 * #line} makes them safe.
 *
 * @param kind what sort of fault
 * @param warning whether the bundle is sound all the same
 * @param path what is at fault, below the bundle's folder; empty for the bundle as a whole
 * @param detail what is wrong with it; may be empty
 */
public record Fault(Kind kind, boolean warning, String path, String detail) {

  /** The sorts of faults. */
  public enum Kind {
    /** Named and not there. */
    MISSING,
    /** There and named nowhere. */
    EXTRA,
    /** Its bytes are not those that were put in, or cannot be read. */
    DAMAGED,
    /** There or named more than once. */
    DUPLICATE,
    /** Would be written outside the folder that it is unpacked into, or is a link. */
    UNSAFE,
    /** Far more than it seems: a decompression bomb. */
    BOMB,
    /** Beyond what is read of any bundle. */
    LIMIT,
    /** Encrypted, or packed in a way that not every program can read. */
    UNSUPPORTED,
    /** Two places say different things of the same. */
    CONTRADICTION,
    /** Not of the form that the standard asks for. */
    MALFORMED,
    /** The container is not laid out as it should be. */
    LAYOUT;

    /** Returns the word that begins the line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the fault on one line, safe for a terminal. */
  public String line() {
    StringBuilder out = new StringBuilder(warning ? "warning: " : "").append(kind.word());
    if (path.isEmpty()) {
      out.append(": ").append(detail);
    } else {
      out.append(": ").append(path);
      if (!detail.isEmpty()) {
        out.append(" (").append(detail).append(')');
      }
    }
    return SafeText.line(out.toString());
  }
}
