package org.researchtracker.bundle.check;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** What names of files can tell: whether they are safe, and who left them behind. */
final class EntryNames {
  /** The longest path that is read: what Linux itself can open. */
  static final int LONGEST = 4096;

  private static final int DEEPEST = 200;

  private EntryNames() {}

  /** Returns why a file of this name would be written elsewhere than in its folder, if so. */
  static Optional<String> danger(String name) {
    if (name.isEmpty()) {
      return Optional.of("has no name");
    }
    if (name.length() > LONGEST) {
      return Optional.of("a name of " + name.length() + " characters");
    }
    if (name.indexOf('\0') >= 0) {
      return Optional.of("a NUL in the name");
    }
    if (name.startsWith("/")) {
      return Optional.of("an absolute path");
    }
    if (name.indexOf('\\') >= 0) {
      return Optional.of("a backslash, which is a path separator on Windows");
    }
    if (name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0))) {
      return Optional.of("a drive letter");
    }
    String[] parts = name.split("/", -1);
    if (parts.length > DEEPEST) {
      return Optional.of("a path of " + parts.length + " parts");
    }
    for (String part : parts) {
      if (part.equals("..")) {
        return Optional.of("'..' leads out of the folder");
      }
    }
    return Optional.empty();
  }

  /** Returns whether every part of the path is a name. */
  static boolean isPlain(String name) {
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        return false;
      }
    }
    return true;
  }

  /** Returns which system left this file behind, if it is one of those. */
  static Optional<String> leftBy(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals(".DS_Store")
        || name.startsWith("._")
        || name.equals(".localized")
        || path.startsWith("__MACOSX/")
        || path.contains("/__MACOSX/")
        || path.contains(".Spotlight-V100/")
        || path.contains(".fseventsd/")
        || path.contains(".Trashes/")) {
      return Optional.of("macOS");
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "thumbs.db", "ehthumbs.db", "desktop.ini" -> Optional.of("Windows");
      case ".directory" -> Optional.of("KDE");
      default ->
          name.startsWith(".nfs") || name.startsWith(".fuse_hidden")
              ? Optional.of("a network file system")
              : Optional.empty();
    };
  }

  /** Returns what to say of a file that is named nowhere. */
  static String extra(String path, String otherwise) {
    return leftBy(path).map(system -> "written by " + system + "; delete it").orElse(otherwise);
  }

  /** Returns a text that is the same for names that some file systems take for one. */
  static String folded(String name) {
    if (name.chars().allMatch(c -> c < 0x80)) {
      return name.toLowerCase(Locale.ROOT);
    }
    String upper = normal(name).toUpperCase(Locale.ROOT);
    return normal(upper.toLowerCase(Locale.ROOT));
  }

  /** Returns the name in Unicode's composed form. */
  static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
