package org.researchtracker.media;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.MediaType;

/**
 * Says how it stands with a medium: looks for it, then at its first bytes, and holds these against
 * what the log and its name say. Reads no more than a head of each file. Safe for use by several
 * threads at once.
 */
public final class MediaChecker {
  private final MediaResolver resolver;

  /** Looks for media by this resolver. */
  public MediaChecker(MediaResolver resolver) {
    this.resolver = resolver;
  }

  /** The verdict on an item's medium; never throws. */
  public MediumVerdict check(String executionId, ExecutionItem item) {
    Resolution found = resolver.resolve(MediaReference.of(executionId, item));
    Inspection inspection = MediaInspector.inspect(found);
    Optional<Path> file =
        found instanceof Resolution.Found there ? Optional.of(there.file()) : Optional.empty();
    if (inspection instanceof Resolution.Missing missing) {
      return new MediumVerdict(
          MediumState.of(missing.reason()),
          Optional.of(missing.reason()),
          missing.detail(),
          Optional.empty(),
          step(found),
          file);
    }
    Inspection.Typed typed = (Inspection.Typed) inspection;
    String contradiction = contradiction(item, found, typed.format());
    return new MediumVerdict(
        contradiction.isEmpty() ? MediumState.PRESENT : MediumState.CONTRADICTS,
        Optional.empty(),
        contradiction,
        Optional.of(typed),
        step(found),
        file);
  }

  private static Optional<Step> step(Resolution resolution) {
    if (resolution instanceof Resolution.Found found) {
      return Optional.of(found.step());
    }
    return resolution instanceof Resolution.Inline ? Optional.of(Step.DATA_URI) : Optional.empty();
  }

  /** What is said of the medium that its bytes deny; empty where nothing is. */
  private static String contradiction(ExecutionItem item, Resolution found, MediaFormat format) {
    MediaType claimed = item.mediaType();
    if (claimed != null && !agrees(claimed.name().toLowerCase(Locale.ROOT), format)) {
      return "said to be " + claimed.name() + ", is " + format.mimeType();
    }
    if (found instanceof Resolution.Inline inline) {
      Optional<String> type = inline.data().claimedType();
      boolean known = type.flatMap(MediaFormat::ofMimeType).isPresent();
      return known && !type.get().equals(format.mimeType())
          ? "said to be " + type.get() + ", is " + format.mimeType()
          : "";
    }
    String name = found instanceof Resolution.Found file ? file.name() : "";
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return MediaFormat.ofExtension(extension).filter(named -> !format.mayBeNamedAs(named)).isEmpty()
        ? ""
        : "named ." + extension + ", is " + format.mimeType();
  }

  /** Containers of films that may hold a sound alone, which their beginning does not tell. */
  private static final Set<MediaFormat> MAYBE_SOUND =
      EnumSet.of(MediaFormat.MP4, MediaFormat.MOV, MediaFormat.WEBM, MediaFormat.MKV);

  /**
   * Whether bytes of this format are what the log calls a medium; what it calls otherwise may be
   * anything.
   */
  private static boolean agrees(String claimed, MediaFormat format) {
    MediaFormat.Kind kind = format.kind();
    return switch (claimed) {
      case "image" -> kind == MediaFormat.Kind.IMAGE;
      case "audio", "music" -> kind == MediaFormat.Kind.AUDIO || MAYBE_SOUND.contains(format);
      case "video" -> kind == MediaFormat.Kind.VIDEO;
      case "3d" -> kind == MediaFormat.Kind.MODEL;
      case "text" -> kind == MediaFormat.Kind.TEXT || kind == MediaFormat.Kind.DOCUMENT;
      default -> true;
    };
  }
}
