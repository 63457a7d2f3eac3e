package org.researchtracker.cli.reading;

import java.util.ArrayList;
import java.util.List;
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

  private record Asked(NameKind kind, String word, String option, Choice choice) {}

  private final Catalog catalog;
  private final Set<String> leftOut;
  private final List<Hint> hints = new ArrayList<>();

  private NameHints(Catalog catalog, Set<String> leftOut) {
    this.catalog = catalog;
    this.leftOut = leftOut;
  }

  static List<Hint> of(Catalog catalog, Selection selection) {
    List<Asked> asked =
        List.of(
            new Asked(NameKind.CONFIG, "config", "--config", selection.config()),
            new Asked(
                NameKind.OUTPUT_CONFIG,
                "output config",
                "--output-config",
                selection.outputConfig()),
            new Asked(NameKind.MODEL, "model", "--model", selection.model()),
            new Asked(NameKind.ITEM_TYPE, "item type", "--item-type", selection.itemType()),
            new Asked(NameKind.MEDIA_TYPE, "media type", "--media-type", selection.mediaType()),
            new Asked(NameKind.SESSION, "session", "--session", selection.session()),
            new Asked(NameKind.USER, "user", "--user", selection.user()),
            new Asked(NameKind.DEVICE, "device", "--device", selection.device()));
    NameHints hints = new NameHints(catalog, selection.leftOut());
    for (Asked each : asked) {
      if (!each.choice().isAny()) {
        hints.check(each);
      }
    }
    return hints.hints;
  }

  private void check(Asked asked) {
    Set<String> words = new TreeSet<>(asked.choice().wanted());
    words.addAll(asked.choice().barred());
    if (asked.kind() == NameKind.ITEM_TYPE) {
      words.removeIf(word -> ItemGroup.ofWord(word).isPresent());
    }
    if (words.isEmpty()) {
      return;
    }
    Set<String> known = catalog.names(asked.kind(), leftOut);
    for (String word : words) {
      if (!known.contains(word)) {
        hints.add(
            new Hint(
                "no log has the " + asked.word() + " '" + word + "'", remedy(asked, word, known)));
      }
    }
  }

  private String remedy(Asked asked, String word, Set<String> known) {
    if (asked.kind() == NameKind.CONFIG
        && catalog.names(NameKind.OUTPUT_CONFIG, leftOut).contains(word)) {
      return word + " is an output config: --output-config";
    }
    if (asked.kind() == NameKind.OUTPUT_CONFIG
        && catalog.names(NameKind.CONFIG, leftOut).contains(word)) {
      return word + " is a config of executions: --config";
    }
    if (asked.kind() == NameKind.ITEM_TYPE
        && catalog.names(NameKind.MEDIA_TYPE, leftOut).contains(word)) {
      return word + " is a media type: --media-type";
    }
    List<String> near = Nearest.of(word, known, 3);
    if (!near.isEmpty()) {
      return "did you mean " + String.join(" or ", near) + "?";
    }
    return known.isEmpty() || known.size() > 12 ? "" : "there is " + String.join(", ", known);
  }
}
