package org.researchtracker.bundle;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was asked of one bundle.
 *
 * @param name the root folder's name; nothing for the default
 * @param layout with the bag around the payload or without
 * @param form one ZIP or a folder
 * @param date what {@code --date} gives; nothing for the newest instant in the selection
 * @param media whether media are put in; {@code --no-media} leaves them out on purpose
 * @param csvSafe whether cells that a spreadsheet would run are defused
 * @param csvDelimiter what stands between the cells of the tables
 * @param mediaMetadata what becomes of metadata inside media
 * @param force whether an existing target is replaced
 * @param skipExisting whether an existing target with the same content is left as it is
 * @param strict whether something missing is a failure
 */
public record BundleOptions(
    Optional<String> name,
    Layout layout,
    Form form,
    Optional<Instant> date,
    boolean media,
    boolean csvSafe,
    char csvDelimiter,
    MediaMetadata mediaMetadata,
    boolean force,
    boolean skipExisting,
    boolean strict) {

  /** What nobody asked to be otherwise. */
  public static final BundleOptions DEFAULT =
      new BundleOptions(
          Optional.empty(),
          Layout.BAG,
          Form.ZIP,
          Optional.empty(),
          true,
          false,
          ',',
          MediaMetadata.EXTRACT,
          false,
          false,
          false);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name cannot be a folder's name everywhere
   */
  public BundleOptions {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(mediaMetadata, "mediaMetadata");
    if (name.isPresent() && !BundleNames.isRootName(name.get())) {
      throw new IllegalArgumentException(
          "a name has letters, digits, '.', '_' and '-', at most "
              + BundleNames.MAX_ROOT
              + " of them");
    }
  }

  /** With the bag around the payload, or the payload alone. */
  public enum Layout {
    BAG,
    PLAIN;

    /** Returns the word of the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a bundle lies on disk. */
  public enum Form {
    ZIP,
    DIR;

    /** Returns the word of the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of metadata inside media. */
  public enum MediaMetadata {
    /** The bytes as they are, and nothing beside them. */
    KEEP,
    /** The bytes as they are, and ComfyUI's graph beside them. */
    EXTRACT,
    /** Without texts, EXIF, XMP and Content Credentials; the pixels as they are. */
    STRIP;

    /** Returns the word of the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the same with a name for the root folder. */
  public BundleOptions withName(String root) {
    return with(change -> change.name = Optional.of(root));
  }

  /** Returns the same in another layout. */
  public BundleOptions withLayout(Layout other) {
    return with(change -> change.layout = other);
  }

  /** Returns the same in another form. */
  public BundleOptions withForm(Form other) {
    return with(change -> change.form = other);
  }

  /** Returns the same with a date. */
  public BundleOptions withDate(Instant instant) {
    return with(change -> change.date = Optional.of(instant));
  }

  /** Returns the same with media or without. */
  public BundleOptions withMedia(boolean included) {
    return with(change -> change.media = included);
  }

  /** Returns the same with tables in another style. */
  public BundleOptions withCsv(char delimiter, boolean safe) {
    return with(
        change -> {
          change.csvDelimiter = delimiter;
          change.csvSafe = safe;
        });
  }

  /** Returns the same with another treatment of metadata inside media. */
  public BundleOptions withMediaMetadata(MediaMetadata treatment) {
    return with(change -> change.mediaMetadata = treatment);
  }

  /** Returns the same with another answer to an existing target. */
  public BundleOptions withExisting(boolean replaced, boolean skipped) {
    return with(
        change -> {
          change.force = replaced;
          change.skipExisting = skipped;
        });
  }

  /** Returns the same, strict or not. */
  public BundleOptions withStrict(boolean on) {
    return with(change -> change.strict = on);
  }

  private BundleOptions with(Consumer<Change> changes) {
    Change change = new Change(this);
    changes.accept(change);
    return change.options();
  }

  /** The same options on their way to being others. */
  private static final class Change {
    private Optional<String> name;
    private Layout layout;
    private Form form;
    private Optional<Instant> date;
    private boolean media;
    private boolean csvSafe;
    private char csvDelimiter;
    private MediaMetadata mediaMetadata;
    private boolean force;
    private boolean skipExisting;
    private boolean strict;

    Change(BundleOptions from) {
      name = from.name;
      layout = from.layout;
      form = from.form;
      date = from.date;
      media = from.media;
      csvSafe = from.csvSafe;
      csvDelimiter = from.csvDelimiter;
      mediaMetadata = from.mediaMetadata;
      force = from.force;
      skipExisting = from.skipExisting;
      strict = from.strict;
    }

    BundleOptions options() {
      return new BundleOptions(
          name,
          layout,
          form,
          date,
          media,
          csvSafe,
          csvDelimiter,
          mediaMetadata,
          force,
          skipExisting,
          strict);
    }
  }
}
