package org.researchtracker.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.researchtracker.cli.reading.IndexPlace;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.LogIndex;
import org.researchtracker.index.NameKind;
import org.researchtracker.model.ItemGroup;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TrackerException;

/** The names that the index knows, for completion: the index as it is, without a look at logs. */
final class KnownNames {
  /** More ids than this help nobody at a prompt, and take time. */
  private static final int MOST_IDS = 200;

  private static final Map<String, NameKind> KINDS =
      Map.of(
          "configs", NameKind.CONFIG,
          "output-configs", NameKind.OUTPUT_CONFIG,
          "models", NameKind.MODEL,
          "item-types", NameKind.ITEM_TYPE,
          "media-types", NameKind.MEDIA_TYPE,
          "sessions", NameKind.SESSION,
          "users", NameKind.USER,
          "devices", NameKind.DEVICE);

  private KnownNames() {}

  /** Returns the names of a kind, such as {@code configs}; none if there are none to be had. */
  static List<String> of(Session session, String kind) {
    try {
      // Opening would make a file, and then say that it is empty.
      if (!java.nio.file.Files.exists(IndexPlace.of(session.settings()))) {
        return fallback(kind);
      }
      try (LogIndex index = Reading.openIndex(session)) {
        return names(index.catalog(), session, kind).stream().filter(KnownNames::isPlain).toList();
      }
    } catch (TrackerException e) {
      // Nothing may come between a person and the command line being typed.
      return fallback(kind);
    }
  }

  private static List<String> names(Catalog catalog, Session session, String kind) {
    if (kind.equals("ids")) {
      List<String> ids = new ArrayList<>(List.of("latest"));
      Selection allowed = Selection.builder().leftOut(session.leftOut()).build();
      catalog.executions(allowed, MOST_IDS).forEach(entry -> ids.add(entry.executionId()));
      return ids;
    }
    NameKind names = KINDS.get(kind);
    if (names == null) {
      return List.of();
    }
    TreeSet<String> all = new TreeSet<>(catalog.names(names, session.leftOut()));
    all.addAll(fallback(kind));
    return List.copyOf(all);
  }

  private static List<String> fallback(String kind) {
    return kind.equals("item-types")
        ? Arrays.stream(ItemGroup.values()).map(ItemGroup::word).toList()
        : List.of();
  }

  /** A name with a control character in it would do things to the terminal. */
  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.chars().noneMatch(Character::isISOControl);
  }
}
