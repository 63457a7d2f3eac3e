package org.researchtracker.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of medium an item is, by the log's own name. A name that is not in the list of the log
 * format is carried along as it stands.
 */
public record MediaType(String name) {
  /** {@code text}. */
  public static final MediaType TEXT = new MediaType("text");

  /** {@code image}. */
  public static final MediaType IMAGE = new MediaType("image");

  /** {@code audio}: speech and sound. */
  public static final MediaType AUDIO = new MediaType("audio");

  /** {@code music}. */
  public static final MediaType MUSIC = new MediaType("music");

  /** {@code video}. */
  public static final MediaType VIDEO = new MediaType("video");

  /** {@code 3d}: a model in three dimensions. */
  public static final MediaType THREE_D = new MediaType("3d");

  /** {@code metadata}: a step without content of its own, such as a safety check. */
  public static final MediaType METADATA = new MediaType("metadata");

  private static final List<MediaType> KNOWN =
      List.of(TEXT, IMAGE, AUDIO, MUSIC, VIDEO, THREE_D, METADATA);
  private static final Map<String, MediaType> BY_NAME = byName();

  /**
   * A hash map, because this is asked for every item that is read and small immutable maps are
   * slower.
   */
  private static Map<String, MediaType> byName() {
    Map<String, MediaType> types = new HashMap<>();
    for (MediaType type : KNOWN) {
      types.put(type.name(), type);
    }
    return types;
  }

  /** Returns the type of this name; any name is accepted. */
  public static MediaType of(String name) {
    MediaType known = BY_NAME.get(name);
    return known == null ? new MediaType(name) : known;
  }

  /** Returns the types of the log format, in its order. */
  public static List<MediaType> known() {
    return KNOWN;
  }

  /**
   * Returns the type that an item has where its line names none, or null if its item type does not
   * tell.
   */
  static @Nullable MediaType impliedBy(ItemType type) {
    String name = type.name();
    if (type.isOutput()) {
      return BY_NAME.get(name.substring(ItemType.OUTPUT_PREFIX.length()));
    }
    if (type.equals(ItemType.USER_INPUT_IMAGE)) {
      return IMAGE;
    }
    if (type.isBlock() || type.isSafetyCheck() || type.isSystem()) {
      return METADATA;
    }
    return type.isKnown() ? TEXT : null;
  }

  // By hand: those that Java makes for a record cost a start of the program milliseconds, at their
  // first call.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaType type && name.equals(type.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
