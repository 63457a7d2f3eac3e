package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.SafeText;

/** The texts and media of one execution as entities of the crate. */
final class CrateThings {
  /** What made the outputs, by the vocabulary of the IPTC. */
  static final String GENERATED =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

  private final BundledExecution execution;
  private final BundleFacts facts;
  private final CrateGraph graph;

  CrateThings(BundledExecution execution, BundleFacts facts, CrateGraph graph) {
    this.execution = execution;
    this.facts = facts;
    this.graph = graph;
  }

  /**
   * Writes what an item holds: its medium if that is in the bundle, its text if it has one.
   *
   * @param verdict what a safety check found, which stands where it has no text
   * @return the ids of what was written; empty if there is nothing
   */
  List<String> write(ExecutionItem item, Optional<String> verdict) throws IOException {
    List<String> ids = new ArrayList<>();
    BundledMedium medium = execution.media().get(item.sequenceNumber());
    if (medium != null && medium.isIncluded()) {
      writeMedium(item, medium);
      ids.add(medium.path().orElseThrow());
    }
    @Nullable String content = verdict.orElse(item.content());
    if (content != null) {
      String id = CrateIds.item(execution.record().executionId(), item.sequenceNumber());
      graph.add(
          CrateGraph.entity(id, "PropertyValue")
              .put("name", SafeText.line(item.itemType().name()))
              .put("value", SafeText.encodable(content)));
      ids.add(id);
    }
    return ids;
  }

  /**
   * Writes that a medium is missing and why, so that it can be found among the properties of its
   * step.
   *
   * @return the id of what was written; nothing if no medium is missing here
   */
  Optional<String> writeMissing(ExecutionItem item) throws IOException {
    BundledMedium medium = execution.media().get(item.sequenceNumber());
    String description;
    if (medium != null && medium.reason().isPresent()) {
      description =
          medium.reason().get().wireName() + ": " + MissingWords.sentence(medium.reason().get());
    } else if (medium == null && facts.mediaLeftOut() && item.isMedium()) {
      description = MissingWords.LEFT_OUT;
    } else {
      return Optional.empty();
    }
    String id = CrateIds.item(execution.record().executionId(), item.sequenceNumber()) + "-medium";
    graph.add(
        CrateGraph.entity(id, "PropertyValue")
            .put("name", "media_status")
            .put("value", "missing")
            .put("description", description));
    return Optional.of(id);
  }

  private void writeMedium(ExecutionItem item, BundledMedium medium) throws IOException {
    String path = medium.path().orElseThrow();
    JsonObject.Builder file =
        JsonObject.builder()
            .put("@id", path)
            .put("@type", types(medium))
            .put("name", path)
            .put("description", ItemTypeMeanings.of(item.itemType()));
    medium.originalName().ifPresent(name -> file.put("alternateName", SafeText.line(name)));
    medium.format().ifPresent(format -> file.put("encodingFormat", format));
    if (medium.size().isPresent()) {
      file.put("contentSize", String.valueOf(medium.size().getAsLong()));
    }
    medium.sha256().ifPresent(digest -> file.put("sha256", digest));
    medium.sha512().ifPresent(digest -> file.put("sha512", digest));
    medium.graphPath().ifPresent(prompt -> file.put("subjectOf", CrateGraph.reference(prompt)));
    if (item.itemType().isOutput()) {
      file.put("digitalSourceType", CrateGraph.reference(GENERATED));
    }
    graph.add(file);
  }

  private static JsonValue types(BundledMedium medium) {
    Optional<MediaFormat> format = medium.format().flatMap(MediaFormat::ofMimeType);
    List<String> types = new ArrayList<>(List.of("File"));
    format.ifPresent(
        known -> {
          switch (known.kind()) {
            case IMAGE -> types.add("ImageObject");
            case AUDIO -> types.add("AudioObject");
            case VIDEO -> types.add("VideoObject");
            case MODEL -> types.add("3DModel");
            case TEXT, DOCUMENT -> {}
          }
        });
    return types.size() == 1 ? new JsonValue.JsonString(types.get(0)) : JsonValue.ofStrings(types);
  }
}
