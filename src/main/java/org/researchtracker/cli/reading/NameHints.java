package org.researchtracker.cli.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.NameKind;
import org.researchtracker.model.Choice;
import org.researchtracker.model.ItemGroup;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.Selection;

/**
 * Answers a name that no log has with the nearest that do, and with what else it is the name of.
 */
final class NameHints {

  /** A name that no log has, and what was meant instead, perhaps. */
  record Hint(String what, String remedy) {}

  /** What a name can be the name of. */
  private record Meaning(NameKind kind, String word, String option) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(NameKind.CONFIG, "config", "--config"),
          new Meaning(NameKind.OUTPUT_CONFIG, "output config", "--output-config"),
          new Meaning(NameKind.MODEL, "model", "--model"),
          new Meaning(NameKind.ITEM_TYPE, "item type", "--item-type"),
          new Meaning(NameKind.MEDIA_TYPE, "media type", "--media-type"),
          new Meaning(NameKind.SESSION, "session", "--session"),
          new Meaning(NameKind.USER, "user", "--user"),
          new Meaning(NameKind.DEVICE, "device", "--device"));

  private final Catalog catalog;
  private final Set<String> leftOut;
  private final List<Hint> hints = new ArrayList<>();
  private final Map<NameKind, Set<String>> names = new EnumMap<>(NameKind.class);

  private NameHints(Catalog catalog, Set<String> leftOut) {
    this.catalog = catalog;
    this.leftOut = leftOut;
  }

  static List<Hint> of(Catalog catalog, Selection selection) {
    NameHints hints = new NameHints(catalog, selection.leftOut());
    for (Meaning each : MEANINGS) {
      Choice choice = choice(selection, each.kind());
      if (!choice.isAny()) {
        hints.check(each, choice);
      }
    }
    return hints.hints;
  }

  private static Choice choice(Selection selection, NameKind kind) {
    return switch (kind) {
      case CONFIG -> selection.config();
      case OUTPUT_CONFIG -> selection.outputConfig();
      case MODEL -> selection.model();
      case ITEM_TYPE -> selection.itemType();
      case MEDIA_TYPE -> selection.mediaType();
      case SESSION -> selection.session();
      case USER -> selection.user();
      case DEVICE -> selection.device();
    };
  }

  private void check(Meaning asked, Choice choice) {
    Set<String> words = new TreeSet<>(choice.wanted());
    words.addAll(choice.barred());
    if (asked.kind() == NameKind.ITEM_TYPE) {
      words.removeIf(word -> ItemGroup.ofWord(word).isPresent());
    }
    if (words.isEmpty()) {
      return;
    }
    for (String word : catalog.unknown(asked.kind(), words, leftOut)) {
      hints.add(
          new Hint(
              "no log has the " + asked.word() + " '" + word + "'",
              remedy(asked, word, names(asked.kind()))));
    }
  }

  private Set<String> names(NameKind kind) {
    return names.computeIfAbsent(kind, each -> catalog.names(each, leftOut));
  }

  private String remedy(Meaning asked, String word, Set<String> known) {
    for (Meaning other : MEANINGS) {
      if (other.kind() != asked.kind() && names(other.kind()).contains(word)) {
        return word + " is " + inWords(other) + ": " + other.option();
      }
    }
    Set<String> candidates = new TreeSet<>(known);
    if (asked.kind() == NameKind.ITEM_TYPE) {
      for (ItemGroup group : ItemGroup.values()) {
        candidates.add(group.word());
      }
    }
    List<String> near = Nearest.of(word, candidates, 3);
    if (!near.isEmpty()) {
      return "did you mean " + String.join(" or ", near) + "?";
    }
    if (known.isEmpty()) {
      return "";
    }
    return known.size() > 12
        ? "'tracker stats --by " + asked.option().substring(2) + "' lists those that there are"
        : "there is " + String.join(", ", known);
  }

  private static String inWords(Meaning meaning) {
    return switch (meaning.kind()) {
      case CONFIG -> "a config of executions";
      case OUTPUT_CONFIG, ITEM_TYPE -> "an " + meaning.word();
      default -> "a " + meaning.word();
    };
  }
}
