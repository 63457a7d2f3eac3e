package org.researchtracker.cli.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The settings: each an option, most an environment variable, all a line of the settings file. */
public enum Setting {
  LOGS("logs", "TRACKER_LOGS", Form.PATHS),
  MEDIA_ROOT("media-root", "TRACKER_MEDIA_ROOTS", Form.PATHS),
  MAP("map", "TRACKER_MAP", Form.LINES),
  INDEX("index", "TRACKER_INDEX", Form.ONE),
  STORE("store", "TRACKER_STORE", Form.ONE),
  ZONE("zone", "TRACKER_ZONE", Form.ONE),
  EXCLUDE_FROM("exclude-from", "TRACKER_EXCLUDE_FROM", Form.ONE),
  LABELS("labels", "TRACKER_LABELS", Form.ONE),
  COLOR("color", "", Form.ONE),
  KEEP_MISSING("keep-missing", "TRACKER_KEEP_MISSING", Form.ONE),
  MAX_LINE("max-line", "", Form.ONE);

  /** How several values stand in one text. */
  enum Form {
    /** There is one value. */
    ONE,
    /** A path list: separated as in PATH. */
    PATHS,
    /** One a line. */
    LINES
  }

  private final String key;
  private final String variable;
  private final Form form;

  Setting(String key, String variable, Form form) {
    this.key = key;
    this.variable = variable;
    this.form = form;
  }

  /** Returns the name in the settings file; the option is the same behind two hyphens. */
  public String key() {
    return key;
  }

  /** Returns the option. */
  public String option() {
    return "--" + key;
  }

  /** Returns the environment variable, empty if there is none. */
  public String variable() {
    return variable;
  }

  /** Returns whether there can be several values. */
  boolean isList() {
    return form != Form.ONE;
  }

  /** Returns the values in the text of a variable or of the settings file. */
  List<String> split(String text) {
    String separator =
        switch (form) {
          case ONE -> "";
          case PATHS -> java.io.File.pathSeparator;
          case LINES -> "\n";
        };
    if (separator.isEmpty()) {
      return List.of(text);
    }
    return Arrays.stream(text.split(java.util.regex.Pattern.quote(separator), -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** Returns the setting of this name in the settings file. */
  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
