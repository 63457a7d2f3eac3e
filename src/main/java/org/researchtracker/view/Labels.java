package org.researchtracker.view;

import java.util.HashMap;
import java.util.Map;

/**
 * Names for people instead of ids of configs, devices and users. For display only: nothing is
 * selected or grouped by them.
 */
public final class Labels {
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("ace_step", "ACE-Step"),
          Map.entry("dalle3", "DALL·E 3"),
          Map.entry("dall_e_3", "DALL·E 3"),
          Map.entry("flux1_dev", "FLUX.1 dev"),
          Map.entry("flux1_kontext_dev", "FLUX.1 Kontext dev"),
          Map.entry("flux1_schnell", "FLUX.1 schnell"),
          Map.entry("gpt5_image", "GPT-5"),
          Map.entry("gpt_image_1", "GPT Image 1"),
          Map.entry("hunyuan3d", "Hunyuan3D"),
          Map.entry("ltx_video", "LTX-Video"),
          Map.entry("musicgen", "MusicGen"),
          Map.entry("qwen_image", "Qwen-Image"),
          Map.entry("sd35_large", "SD3.5 Large"),
          Map.entry("sd35_large_turbo", "SD3.5 Large Turbo"),
          Map.entry("sd35_medium", "SD3.5 Medium"),
          Map.entry("sdxl_base", "SDXL Base"),
          Map.entry("sdxl_turbo", "SDXL Turbo"),
          Map.entry("stable_audio", "Stable Audio"),
          Map.entry("stable_audio_open", "Stable Audio Open"),
          Map.entry("wan21_video", "Wan 2.1"),
          Map.entry("wan22_video", "Wan 2.2"));

  private final Map<String, String> names;

  private Labels(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /** Returns the names of well-known output configs. */
  public static Labels builtIn() {
    return new Labels(KNOWN);
  }

  /** Returns these names by id, before the ones that are here already. */
  public Labels with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(names);
    all.putAll(more);
    return new Labels(all);
  }

  /** Returns all names by their ids. */
  public Map<String, String> all() {
    return names;
  }

  /** Returns the name of an id; the id itself if it has none. */
  public String of(String id) {
    return names.getOrDefault(id, id);
  }

  /** Returns the id, followed by its name in brackets if it has one. */
  public String both(String id) {
    String name = of(id);
    return name.equals(id) ? id : id + " (" + name + ")";
  }
}
