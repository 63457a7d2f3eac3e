package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonObject;

/** {@code datacite.json}: what a repository registers, by the DataCite Metadata Schema 4.5. */
final class DataCiteDocument implements BundleDocument {

  @Override
  public String path() {
    return "datacite.json";
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    BundleFacts facts = material.facts();
    Described described = new Described(facts);
    JsonObject.Builder json = JsonObject.builder();
    facts.description().doi().ifPresent(doi -> json.put("doi", doi));
    json.put("creators", creators(described))
        .put("titles", one(JsonObject.builder().put("title", described.title())))
        .put("publisher", JsonObject.builder().put("name", described.publisher()).build())
        .put("publicationYear", String.format(Locale.ROOT, "%04d", facts.date().getYear()))
        .put(
            "types",
            JsonObject.builder()
                .put("resourceTypeGeneral", "Dataset")
                .put("resourceType", "Logged executions of a media pipeline")
                .build())
        .put(
            "dates",
            one(
                JsonObject.builder()
                    .put("date", facts.date().toString())
                    .put("dateType", "Issued")))
        .put(
            "descriptions",
            one(
                JsonObject.builder()
                    .put("description", described.description())
                    .put("descriptionType", "Abstract")))
        .put("rightsList", rights(described))
        .put(
            "alternateIdentifiers",
            one(
                JsonObject.builder()
                    .put("alternateIdentifier", facts.identifier())
                    .put("alternateIdentifierType", "URN")));
    facts
        .description()
        .funder()
        .ifPresent(
            funder ->
                json.put("fundingReferences", one(JsonObject.builder().put("funderName", funder))));
    json.put("formats", JsonValue.ofStrings(List.of("application/zip")))
        .put("version", described.version())
        .put("schemaVersion", "http://datacite.org/schema/kernel-4");
    out.append(JsonText.pretty(json.build())).append('\n');
  }

  private static JsonArray one(JsonObject.Builder object) {
    return new JsonArray(List.of(object.build()));
  }

  private static JsonArray creators(Described described) {
    List<JsonValue> creators = new ArrayList<>();
    for (Creator creator : described.creators()) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("name", creator.name())
              .put("nameType", creator.isOrganisation() ? "Organizational" : "Personal");
      creator
          .orcid()
          .ifPresent(
              orcid ->
                  json.put(
                      "nameIdentifiers",
                      one(
                          JsonObject.builder()
                              .put("nameIdentifier", "https://orcid.org/" + orcid)
                              .put("nameIdentifierScheme", "ORCID")
                              .put("schemeUri", "https://orcid.org"))));
      creator
          .affiliation()
          .ifPresent(
              place -> json.put("affiliation", one(JsonObject.builder().put("name", place))));
      creators.add(json.build());
    }
    return new JsonArray(creators);
  }

  /** The terms, and who may see it in the words that OpenAIRE has for that. */
  private static JsonArray rights(Described described) {
    JsonObject.Builder terms = JsonObject.builder().put("rights", described.rights());
    described.licenceAddress().ifPresent(address -> terms.put("rightsUri", address));
    described
        .spdx()
        .ifPresent(
            id ->
                terms
                    .put("rightsIdentifier", id)
                    .put("rightsIdentifierScheme", "SPDX")
                    .put("schemeUri", "https://spdx.org/licenses/"));
    JsonObject access =
        JsonObject.builder()
            .put("rights", described.access() + " access")
            .put("rightsUri", "info:eu-repo/semantics/" + described.access() + "Access")
            .build();
    return new JsonArray(List.of(terms.build(), access));
  }
}
