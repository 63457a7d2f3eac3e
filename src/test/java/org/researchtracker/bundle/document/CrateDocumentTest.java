package org.researchtracker.bundle.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/** The rules of RO-Crate 1.1 and Process Run Crate 0.5, as far as its validator checks them. */
class CrateDocumentTest {
  private static final String TIME =
      "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?\\+00:00";
  private static final BundleDescription EVERYTHING =
      new BundleDescription(
          Optional.of("Bilder vom Herbst"),
          Optional.of("Was eine Klasse gemacht hat."),
          List.of(
              new Creator(
                  "Carberry, Josiah",
                  Optional.of("0000-0002-1825-0097"),
                  Optional.of("Brown University"),
                  false),
              new Creator("Ohne Ort", Optional.empty(), Optional.empty(), false),
              new Creator("Gruppe", Optional.empty(), Optional.empty(), true)),
          Optional.of("Eine Bibliothek"),
          Optional.of("mail@example.org"),
          Optional.of("Jemand"),
          Optional.of("CC-BY-4.0"),
          Optional.of("open"),
          Optional.of("10.1234/abc"));

  private static Map<String, JsonObject> graph(SampleBundle bundle) throws IOException {
    Map<String, JsonObject> graph = new LinkedHashMap<>();
    for (JsonValue entity : elements(bundle.json("ro-crate-metadata.json"), "@graph")) {
      JsonObject object = (JsonObject) entity;
      String id = object.string("@id").orElseThrow();
      assertThat(graph.put(id, object)).as("second entity %s", id).isNull();
      assertThat(object.get("@type")).as("type of %s", id).isPresent();
    }
    return graph;
  }

  private static List<JsonValue> elements(JsonObject object, String key) {
    return ((JsonArray) object.get(key).orElseThrow()).elements();
  }

  private static List<String> ids(JsonObject object, String key) {
    JsonValue value = object.get(key).orElse(new JsonArray(List.of()));
    List<JsonValue> values = value instanceof JsonArray array ? array.elements() : List.of(value);
    return values.stream().map(v -> ((JsonObject) v).string("@id").orElseThrow()).toList();
  }

  private static List<JsonObject> actions(Map<String, JsonObject> graph) {
    return graph.values().stream()
        .filter(entity -> entity.string("@type").orElse("").endsWith("Action"))
        .toList();
  }

  private static String type(JsonObject entity) {
    return entity.get("@type").orElseThrow().toJson();
  }

  @Test
  void everyReferenceResolves() throws IOException {
    for (BundleDescription description : List.of(BundleDescription.NONE, EVERYTHING)) {
      Map<String, JsonObject> graph = graph(SampleBundle.workshop().describedAs(description));
      TreeSet<String> unresolved = new TreeSet<>();
      graph.values().forEach(entity -> entity.forEach((key, value) -> look(value, unresolved)));
      unresolved.removeAll(graph.keySet());

      assertThat(unresolved).isEmpty();
    }
  }

  private static void look(JsonValue value, Set<String> found) {
    if (value instanceof JsonArray array) {
      array.elements().forEach(element -> look(element, found));
    } else if (value instanceof JsonObject object) {
      // Flattened JSON-LD has nothing but references inside of entities.
      assertThat(object.members()).containsOnlyKeys("@id");
      found.add(object.string("@id").orElseThrow());
    }
  }

  @Test
  void listsEveryFileAndNoMissingMedium() throws IOException {
    SampleBundle bundle = SampleBundle.workshop();
    Map<String, JsonObject> graph = graph(bundle);

    assertThat(ids(entity(graph, "./"), "hasPart")).containsExactlyElementsOf(bundle.paths());
    for (String path : bundle.paths()) {
      JsonObject file = entity(graph, path);
      assertThat(type(file)).contains("\"File\"");
      assertThat(file.string("contentSize")).isPresent();
      assertThat(file.string("sha256").orElseThrow()).matches("[0-9a-f]{64}");
      assertThat(file.string("encodingFormat").orElseThrow()).matches("\\w+/[\\w.+-]+");
    }
  }

  private static JsonObject entity(Map<String, JsonObject> graph, String id) {
    assertThat(graph).containsKey(id);
    return graph.getOrDefault(id, JsonObject.EMPTY);
  }

  @Test
  void tellsMediaApart() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop());
    JsonObject output = entity(graph, "executions/e-1/08_output_image_1_sd35_large.png");
    JsonObject upload = entity(graph, "executions/e-1/03_user_input_image.jpg");

    assertThat(type(output)).isEqualTo("[\"File\",\"ImageObject\"]");
    assertThat(ids(output, "digitalSourceType"))
        .containsExactly("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(type(upload)).isEqualTo("[\"File\",\"ImageObject\"]");
    assertThat(upload.get("digitalSourceType")).isEmpty();
    assertThat(type(entity(graph, "executions/e-2/02_output_music_1.mp3"))).contains("AudioObject");
    assertThat(type(entity(graph, "executions/e-2/03_output_video_2.mp4"))).contains("VideoObject");
    assertThat(type(entity(graph, "executions/e-2/04_output_3d_3.glb"))).contains("3DModel");
  }

  @Test
  void makesOfEveryStepAnActionThatTheRootMentions() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop());
    List<JsonObject> actions = actions(graph);

    assertThat(actions).hasSize(11);
    assertThat(ids(entity(graph, "./"), "mentions"))
        .containsExactlyElementsOf(
            actions.stream().map(action -> action.string("@id").orElseThrow()).toList());
    for (JsonObject action : actions) {
      assertThat(action.string("name")).isPresent();
      assertThat(action.string("description")).isPresent();
      assertThat(action.string("endTime").orElseThrow()).matches(TIME);
      assertThat(action.string("startTime").orElse("2025-11-03T00:00:00+00:00")).matches(TIME);
      boolean created = action.string("@type").orElseThrow().equals("CreateAction");
      assertThat(action.get("result").isPresent()).isEqualTo(created);
      boolean failed = action.string("actionStatus").orElseThrow().endsWith("/FailedActionStatus");
      assertThat(action.get("error").isPresent()).isEqualTo(failed);
      for (String id : ids(action, "instrument")) {
        JsonObject instrument = entity(graph, id);
        assertThat(id).startsWith("https://instrument.invalid/");
        assertThat(type(instrument)).isEqualTo("\"SoftwareApplication\"");
        assertThat(instrument.string("url")).contains("not stated");
        assertThat(instrument.string("softwareVersion")).contains("not stated");
      }
      assertThat(ids(action, "instrument")).isNotEmpty();
      assertThat(type(entity(graph, ids(action, "agent").get(0)))).containsAnyOf("Person", "Org");
    }
  }

  @Test
  void passesThingsAlongThePipeline() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop());
    JsonObject translation = entity(graph, "#action-e-1-4");
    JsonObject output = entity(graph, "#action-e-1-8");

    assertThat(ids(translation, "object")).containsExactly("#item-e-1-2");
    assertThat(ids(translation, "result")).containsExactly("#item-e-1-4");
    assertThat(translation.string("startTime")).contains("2025-11-03T08:05:02.750+00:00");
    assertThat(translation.string("endTime")).contains("2025-11-03T08:05:04.250+00:00");
    assertThat(ids(output, "object")).containsExactly("#item-e-1-6");
    assertThat(ids(output, "instrument"))
        .containsExactly(
            "https://instrument.invalid/config/sd35_large",
            "https://instrument.invalid/model/sd3.5");
    assertThat(entity(graph, "#item-e-1-2").string("value"))
        .contains("Ein Hut, der <niest> & lacht 🎩");
  }

  @Test
  void givesBlocksAndErrorsTheirReasons() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop());

    assertThat(entity(graph, "#action-e-1-9").string("error"))
        .contains("blocked: someone could get hurt");
    assertThat(entity(graph, "#action-e-2-5").string("error")).contains("out of memory");
  }

  @Test
  void saysOfAMissingMediumThatItIsMissingAndNotThatTheStepFailed() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop());
    JsonObject action = entity(graph, "#action-e-1-10");

    assertThat(action.string("@type")).contains("ActivateAction");
    assertThat(action.string("actionStatus")).contains("http://schema.org/CompletedActionStatus");
    assertThat(action.string("description").orElseThrow()).contains("not_fetched");
    JsonObject medium = entity(graph, ids(action, "additionalProperty").get(0));
    assertThat(medium.string("value")).contains("missing");
    assertThat(medium.string("description").orElseThrow()).startsWith("not_fetched: ");
  }

  @Test
  void namesNobodyWhereNobodyIsNamed() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop());
    JsonObject root = entity(graph, "./");

    assertThat(ids(root, "author")).containsExactly("#not-stated");
    assertThat(ids(root, "publisher")).containsExactly("#not-stated");
    assertThat(ids(root, "license")).containsExactly("#rights");
    assertThat(root.string("conditionsOfAccess")).contains("closed access");
    assertThat(entity(graph, "#not-stated").string("name")).contains("not stated");
    assertThat(entity(graph, "#rights").string("description"))
        .contains("Rights not stated; no permission to reuse is given");
  }

  @Test
  void namesThoseWhoAreNamed() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop().describedAs(EVERYTHING));
    JsonObject root = entity(graph, "./");

    assertThat(ids(root, "author"))
        .containsExactly("https://orcid.org/0000-0002-1825-0097", "#creator-2", "#creator-3");
    assertThat(ids(entity(graph, "#creator-2"), "affiliation")).containsExactly("#not-stated");
    assertThat(type(entity(graph, "#creator-3"))).isEqualTo("\"Organization\"");
    assertThat(ids(root, "license")).containsExactly("https://spdx.org/licenses/CC-BY-4.0");
    assertThat(ids(entity(graph, "#publisher"), "contactPoint")).containsExactly("#contact");
  }

  @Test
  void keepsHostileNamesInTheirPlaces() throws IOException {
    List<String> names =
        List.of("../../x", "..", "a b", "a~20~b", "ü", "\ud83d", "\ude00", "#", "");
    SampleBundle bundle = new SampleBundle();
    for (int i = 0; i < names.size(); i++) {
      String quoted = new JsonValue.JsonString(names.get(i)).toJson();
      bundle.add(
          SampleBundle.record(
              "{\"execution_id\":%s,\"user_id\":%s,\"items\":[{\"item_type\":\"output_image\",\"model_used\":%s,\"content\":%s}]}"
                  .formatted(quoted, quoted, quoted, quoted)),
          "x" + i);
    }
    Map<String, JsonObject> graph = graph(bundle);

    assertThat(actions(graph)).hasSize(names.size());
    assertThat(graph.keySet()).allMatch(id -> id.matches("[\\w#:/.~-]+"));
    assertThat(graph.keySet()).filteredOn(id -> id.startsWith("#user-")).hasSize(names.size());
    // Readers in other languages cannot encode half a character.
    assertThat(graph.values())
        .extracting(entity -> entity.string("value").orElse(""))
        .noneMatch(text -> text.chars().anyMatch(c -> Character.isSurrogate((char) c)));
  }

  @Test
  void saysWhichMediaWereLeftOutOnPurpose() throws IOException {
    Map<String, JsonObject> graph = graph(SampleBundle.workshop().withoutMedia());
    List<String> left = new ArrayList<>();
    graph.forEach(
        (id, entity) -> {
          if (id.endsWith("-medium")) {
            left.add(entity.string("description").orElseThrow());
          }
        });

    assertThat(left).hasSize(6).allMatch(MissingWords.LEFT_OUT::equals);
    assertThat(MissingReason.values()).hasSize(12);
  }
}
