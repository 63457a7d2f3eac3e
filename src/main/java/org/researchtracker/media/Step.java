package org.researchtracker.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The step of the search that found a medium, in the order in which steps are taken. */
public enum Step {
  /** At the path as the log has it: absolute, or relative below a root. */
  AS_WRITTEN,
  /** At the path that the map of paths made of it. */
  MAPPED,
  /** At its relative path below a root, once another system's separators were turned. */
  BELOW_ROOT,
  /** By its bare name, in a folder that bears the execution's or the run's id. */
  ID_FOLDER,
  /** In the media store, where it was brought before. */
  STORE,
  /** In the log itself, as a data URI. */
  DATA_URI,
  /** From ComfyUI, by its prompt id. */
  COMFYUI,
  /** From SwarmUI, by its path there. */
  SWARMUI,
  /** From its address on the web. */
  WEB,
  /** From a folder or a bundle that was imported. */
  IMPORT;

  /** Returns the step of this wire name. */
  public static Optional<Step> ofWireName(String name) {
    return Arrays.stream(values()).filter(step -> step.wireName().equals(name)).findFirst();
  }

  /** The name for JSON, such as {@code as_written}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
