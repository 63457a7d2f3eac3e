package org.researchtracker.media;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A {@code file_path} as text: what it is on the machine that wrote it, whatever this one is. */
record WrittenPath(String text) {

  private static final Pattern WINDOWS_ABSOLUTE =
      Pattern.compile("(?:[A-Za-z]:(?:[\\\\/].*)?|\\\\\\\\.*)", Pattern.DOTALL);

  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]+");

  /** A drive letter or a share: absolute on Windows, and mere file names elsewhere. */
  static boolean isWindowsAbsolute(String text) {
    return WINDOWS_ABSOLUTE.matcher(text).matches();
  }

  boolean isAbsolute() {
    return text.startsWith("/") || text.startsWith("\\") || isWindowsAbsolute(text);
  }

  /** Whether it is the address of something on a server, by whatever protocol. */
  boolean isAddress() {
    return ADDRESS.matcher(text).lookingAt();
  }

  boolean hasScheme(String scheme) {
    return text.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  /** The components between separators of either kind. */
  List<String> components() {
    return SEPARATOR.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
  }

  /** The last component, taken with this system's separator and with both; none that is a dot. */
  Set<String> bareNames() {
    Set<String> names = new LinkedHashSet<>();
    names.add(text.substring(text.lastIndexOf('/') + 1));
    List<String> components = components();
    if (!components.isEmpty()) {
      names.add(components.get(components.size() - 1));
    }
    names.removeIf(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    return names;
  }

  /**
   * A text and its other Unicode forms: macOS decomposes file names (NFD), others mostly do not,
   * and files travel between them.
   */
  static Set<String> forms(String text) {
    if (isAscii(text)) {
      // Nearly every path: the tables of Unicode need not even be loaded.
      return Set.of(text);
    }
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(Normalizer.normalize(text, Normalizer.Form.NFC));
    forms.add(Normalizer.normalize(text, Normalizer.Form.NFD));
    return forms;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
