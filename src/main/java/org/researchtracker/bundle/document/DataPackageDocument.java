package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.researchtracker.bundle.document.TableColumn.Code;
import org.researchtracker.model.JsonText;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;
import org.researchtracker.view.CsvStyle;

/** {@code datapackage.json}: the tables by Data Package 2.0 (datapackage.org). */
final class DataPackageDocument implements BundleDocument {
  private static final String PROFILES = "https://datapackage.org/profiles/2.0/";

  private final CsvStyle style;

  DataPackageDocument(CsvStyle style) {
    this.style = style;
  }

  @Override
  public String path() {
    return "datapackage.json";
  }

  /** Takes size and digest of the tables from the files written so far. */
  @Override
  public void write(Material material, Appendable out) throws IOException {
    BundleFacts facts = material.facts();
    Described described = new Described(facts);
    Map<String, PayloadFile> tables = tables(material.files());
    JsonObject.Builder json =
        JsonObject.builder()
            .put("$schema", PROFILES + "datapackage.json")
            .put("name", name(facts.name()))
            .put("id", facts.identifier())
            .put("title", described.title())
            .put("description", described.description())
            .put("created", Instants.utc(facts.instant()))
            .put("version", described.version())
            .put("contributors", contributors(described));
    described
        .licenceAddress()
        .ifPresent(address -> json.put("licenses", licence(described, address)));
    List<JsonValue> resources = new ArrayList<>();
    for (BundleTable table : BundleTables.all()) {
      resources.add(resource(table, tables));
    }
    json.put("resources", new JsonArray(resources));
    out.append(JsonText.pretty(json.build())).append('\n');
  }

  private static Map<String, PayloadFile> tables(PayloadFiles files) throws IOException {
    Map<String, PayloadFile> tables = new HashMap<>();
    files.forEach(
        file -> {
          if (file.path().startsWith("tables/")) {
            tables.put(file.path(), file);
          }
        });
    return tables;
  }

  /** Names of packages are lower case by the standard's own advice, and by its readers' checks. */
  private static String name(String root) {
    return root.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
  }

  private static JsonArray contributors(Described described) {
    List<JsonValue> people = new ArrayList<>();
    for (BundleDescription.Creator creator : described.creators()) {
      JsonObject.Builder person = JsonObject.builder().put("title", creator.name());
      creator.orcid().ifPresent(orcid -> person.put("path", "https://orcid.org/" + orcid));
      creator.affiliation().ifPresent(place -> person.put("organization", place));
      people.add(person.put("roles", JsonValue.ofStrings(List.of("creator"))).build());
    }
    return new JsonArray(people);
  }

  private static JsonArray licence(Described described, String address) {
    JsonObject.Builder licence = JsonObject.builder();
    if (!Described.isAddress(described.rights())) {
      licence.put("name", described.rights());
    }
    return new JsonArray(List.of(licence.put("path", address).build()));
  }

  private JsonObject resource(BundleTable table, Map<String, PayloadFile> tables) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("$schema", PROFILES + "dataresource.json")
            .put("name", table.name())
            .put("title", table.title())
            .put("description", table.description())
            .put("path", table.path())
            .put("type", "table")
            .put("format", "csv")
            .put("mediatype", "text/csv")
            .put("encoding", "utf-8");
    PayloadFile file = tables.get(table.path());
    if (file != null) {
      json.put("bytes", file.size()).put("hash", "sha256:" + file.sha256());
    }
    JsonObject dialect =
        JsonObject.builder()
            .put("$schema", PROFILES + "tabledialect.json")
            .put("header", true)
            .put("delimiter", String.valueOf(style.delimiter()))
            .put("lineTerminator", "\r\n")
            .put("quoteChar", "\"")
            .put("doubleQuote", true)
            .build();
    return json.put("dialect", dialect).put("schema", schema(table)).build();
  }

  private static JsonObject schema(BundleTable table) {
    List<JsonValue> fields = new ArrayList<>();
    table.columns().forEach(column -> fields.add(field(column, table)));
    JsonObject.Builder json =
        JsonObject.builder()
            .put("$schema", PROFILES + "tableschema.json")
            .put("fields", new JsonArray(fields))
            .put("missingValues", JsonValue.ofStrings(List.of("")));
    if (!table.primaryKey().isEmpty()) {
      json.put("primaryKey", JsonValue.ofStrings(table.primaryKey()));
    }
    if (!table.parentKeys().isEmpty()) {
      JsonObject reference =
          JsonObject.builder()
              .put("resource", BundleTables.EXECUTIONS.name())
              .put("fields", JsonValue.ofStrings(table.parentKeys()))
              .build();
      JsonObject key =
          JsonObject.builder()
              .put("fields", JsonValue.ofStrings(table.parentKeys()))
              .put("reference", reference)
              .build();
      json.put("foreignKeys", new JsonArray(List.of(key)));
    }
    return json.build();
  }

  private static JsonObject field(TableColumn column, BundleTable table) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", column.name())
            .put("type", column.type().word())
            .put("title", column.title())
            .put("description", column.description());
    JsonObject.Builder constraints = JsonObject.builder();
    if (column.required()) {
      constraints.put("required", true);
    }
    if (table.primaryKey().equals(List.of(column.name()))) {
      constraints.put("unique", true);
    }
    if (column.closed()) {
      List<JsonValue> values = new ArrayList<>();
      List<JsonValue> categories = new ArrayList<>();
      for (Code code : column.codes()) {
        JsonValue value = value(code, column);
        values.add(value);
        categories.add(
            JsonObject.builder().put("value", value).put("label", code.meaning()).build());
      }
      constraints.put("enum", new JsonArray(values));
      json.put("categories", new JsonArray(categories));
    }
    JsonObject built = constraints.build();
    return built.isEmpty() ? json.build() : json.put("constraints", built).build();
  }

  private static JsonValue value(Code code, TableColumn column) {
    return column.type() == TableColumn.Type.INTEGER
        ? new JsonNumber(code.value())
        : new JsonString(code.value());
  }
}
