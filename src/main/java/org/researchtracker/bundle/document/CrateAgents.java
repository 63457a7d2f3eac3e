package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.model.JsonValue.JsonObject;

/** Who stands behind a crate and under what terms, as entities. */
final class CrateAgents {
  /** The organisation that stands where nobody is named. */
  static final String NOT_STATED_ID = "#not-stated";

  private static final String RIGHTS_ID = "#rights";
  private static final String CONTACT_ID = "#contact";

  private final Described described;
  private final BundleDescription given;

  CrateAgents(Described described) {
    this.described = described;
    this.given = described.facts().description();
  }

  String licenceId() {
    return described.licenceAddress().orElse(RIGHTS_ID);
  }

  List<String> authorIds() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < given.creators().size(); i++) {
      ids.add(creatorId(i));
    }
    return ids.isEmpty() ? List.of(NOT_STATED_ID) : ids;
  }

  private String creatorId(int index) {
    Creator creator = given.creators().get(index);
    return creator
        .orcid()
        .map(orcid -> "https://orcid.org/" + orcid)
        .orElse("#creator-" + (index + 1));
  }

  String publisherId() {
    return given.publisher().isPresent() ? "#publisher" : NOT_STATED_ID;
  }

  Optional<String> funderId() {
    return given.funder().map(funder -> "#funder");
  }

  /** Writes everyone, and the terms. */
  void write(CrateGraph graph) throws IOException {
    graph.add(rights());
    graph.add(organisation(NOT_STATED_ID, Described.NOT_STATED, !given.publisher().isPresent()));
    if (given.publisher().isPresent()) {
      graph.add(organisation("#publisher", given.publisher().get(), true));
    }
    if (given.funder().isPresent()) {
      graph.add(organisation("#funder", given.funder().get(), false));
    }
    if (given.contact().isPresent()) {
      graph.add(contact(given.contact().get()));
    }
    for (int i = 0; i < given.creators().size(); i++) {
      writeCreator(given.creators().get(i), i, graph);
    }
  }

  private JsonObject.Builder rights() {
    String description =
        given.licence().isPresent()
            ? "The licence under which this export may be used: " + described.rights()
            : Described.NO_RIGHTS;
    return CrateGraph.entity(licenceId(), "CreativeWork")
        .put("name", given.licence().orElse("Rights not stated"))
        .put("description", description);
  }

  private JsonObject.Builder organisation(String id, String name, boolean takesQuestions) {
    JsonObject.Builder organisation =
        CrateGraph.entity(id, "Organization").put("name", name).put("url", Described.NOT_STATED);
    if (takesQuestions && given.contact().isPresent()) {
      organisation.put("contactPoint", CrateGraph.reference(CONTACT_ID));
    }
    return organisation;
  }

  private static JsonObject.Builder contact(String address) {
    return CrateGraph.entity(CONTACT_ID, "ContactPoint")
        .put("contactType", "questions about this export")
        .put(Described.isAddress(address) ? "url" : "email", address);
  }

  private void writeCreator(Creator creator, int index, CrateGraph graph) throws IOException {
    String id = creatorId(index);
    if (!graph.isNew(id)) {
      return;
    }
    if (creator.isOrganisation()) {
      graph.add(organisation(id, creator.name(), false));
      return;
    }
    String place = "#affiliation-" + (index + 1);
    graph.add(
        CrateGraph.entity(id, "Person")
            .put("name", creator.name())
            .put(
                "affiliation",
                CrateGraph.reference(creator.affiliation().isPresent() ? place : NOT_STATED_ID)));
    if (creator.affiliation().isPresent()) {
      graph.add(organisation(place, creator.affiliation().get(), false));
    }
  }
}
