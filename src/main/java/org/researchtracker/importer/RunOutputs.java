package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * The outputs in a run folder, for a record that names the folder alone. Records call outputs of
 * every medium {@code output_image}, and name one folder for several outputs.
 */
final class RunOutputs {

  /**
   * One output.
   *
   * @param file its name inside the run
   * @param type such as {@code output_image}
   * @param config that made it; empty where nothing says
   */
  private record Output(String file, String type, String config) {}

  private final List<Output> outputs = new ArrayList<>();

  private RunOutputs() {}

  /**
   * Reads what stands in a run folder.
   *
   * @param maxJson the most bytes of metadata.json that are read
   */
  static RunOutputs of(Path run, long maxJson) {
    RunOutputs found = new RunOutputs();
    Map<String, String> configs = configs(run, maxJson);
    for (String inner : List.of("", "final/")) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(run.resolve(inner))) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          String type = FileNames.numbered(name).map(FileNames.Numbered::type).orElse(name);
          if (type.startsWith("output_")) {
            String config = configs.getOrDefault(name, "");
            found.outputs.add(new Output(inner + name, type, config));
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        // A run need not have both folders; what cannot be listed is told by the walk.
      }
    }
    found.outputs.sort(Comparator.comparing(Output::file));
    return found;
  }

  /** Returns which configs made which files, as far as the run's metadata can be read. */
  private static Map<String, String> configs(Path run, long maxJson) {
    Map<String, String> configs = new HashMap<>();
    JsonObject metadata;
    try {
      metadata =
          LenientJson.parse(FileText.read(run.resolve("metadata.json"), maxJson).text()).object();
    } catch (IOException e) {
      return configs;
    }
    for (String list : List.of("entities", "outputs")) {
      if (metadata.get(list).orElse(JsonNull.NULL) instanceof JsonArray entities) {
        for (JsonValue element : entities.elements()) {
          if (element instanceof JsonObject entity) {
            String name = entity.string("filename").orElse("");
            config(entity)
                .ifPresent(c -> configs.put(name.substring(name.lastIndexOf('/') + 1), c));
          }
        }
      }
    }
    return configs;
  }

  private static Optional<String> config(JsonObject entity) {
    return entity.get("metadata").orElse(JsonNull.NULL) instanceof JsonObject metadata
            && metadata.string("config").isPresent()
        ? metadata.string("config")
        : entity.string("config");
  }

  /**
   * Returns the one output that an item can mean: of its config, else of its medium, else the only
   * one there is; empty where several are equally likely.
   */
  Optional<String> meantBy(ItemDraft item) {
    String config = item.string("config_used").orElse("");
    String medium = "output_" + item.string("media_type").orElse("");
    List<Output> left = outputs;
    left = narrowed(left, output -> !config.isEmpty() && output.config().equals(config));
    left = narrowed(left, output -> output.type().startsWith(medium));
    left = narrowed(left, output -> output.type().startsWith(item.itemType()));
    return left.size() == 1 ? Optional.of(left.get(0).file()) : Optional.empty();
  }

  /** Leaves those that fit, or all where none does. */
  private static List<Output> narrowed(List<Output> from, Predicate<Output> fits) {
    List<Output> fitting = from.stream().filter(fits).toList();
    return fitting.isEmpty() ? from : fitting;
  }
}
