package org.researchtracker.media.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MediaFormat.Kind;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.model.MediaType;

/**
 * What kind of medium an item is to have, by the log; empty where the log does not say. Decides
 * whether bytes can be that medium.
 */
record Wanted(Optional<Kind> kind) {

  /** What an item of that type is to have. */
  static Wanted of(Optional<MediaType> type) {
    return new Wanted(type.flatMap(Wanted::kindOf));
  }

  private static Optional<Kind> kindOf(MediaType type) {
    for (Kind kind : Kind.values()) {
      if (kind.wireName().equals(type.name())) {
        return Optional.of(kind);
      }
    }
    return type.equals(MediaType.MUSIC) ? Optional.of(Kind.AUDIO) : Optional.empty();
  }

  /**
   * The format of bytes that may be what is wanted. A page of HTML, or JSON, where a picture was
   * asked for is what servers send in place of one: an error, a login, a consent form.
   *
   * @param names under which the bytes are known, the likeliest first
   */
  Optional<Named> accept(byte[] head, long size, List<String> names) {
    for (String name : names) {
      Optional<MediaFormat> format = MediaSniffer.sniff(head, size, name);
      if (format.isPresent()) {
        return accepts(format.get(), names.get(0))
            ? Optional.of(new Named(format.get(), name))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** A format, and the name that helped to tell it. */
  record Named(MediaFormat format, String name) {}

  private boolean accepts(MediaFormat format, String name) {
    if (format.kind() != Kind.TEXT) {
      return true;
    }
    boolean textIsFine = kind.isEmpty() || kind.get() == Kind.TEXT;
    return textIsFine && (format != MediaFormat.HTML || hasExtensionOf(name, format));
  }

  /** Whether a file of that name is, by its extension, of the kind that is wanted. */
  boolean fitsName(String name) {
    if (kind.isEmpty()) {
      return true;
    }
    for (MediaFormat format : MediaFormat.values()) {
      if (format.kind() == kind.get() && hasExtensionOf(name, format)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasExtensionOf(String name, MediaFormat format) {
    String lower = name.toLowerCase(Locale.ROOT);
    return format.extensions().stream().anyMatch(extension -> lower.endsWith("." + extension));
  }
}
