package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * {@code ro-crate-metadata.json}: the bundle as an RO-Crate 1.1 by the profile Process Run Crate
 * 0.5 (researchobject.org).
 *
 * <p>The graph holds the crate itself, who made it, then of each execution its steps, texts and
 * media, then the other files. It is written as it comes: what is kept in memory is the names of
 * media, users and instruments.
 */
final class CrateDocument implements BundleDocument {
  private static final String CONTEXT =
      """
      {"@context":["https://w3id.org/ro/crate/1.1/context",\
      "https://w3id.org/ro/terms/workflow-run/context",\
      {"digitalSourceType":"https://schema.org/digitalSourceType"}],
      "@graph":[""";

  private static final String SPECIFICATION = "https://w3id.org/ro/crate/1.1";
  private static final String PROFILE = "https://w3id.org/ro/wfrun/process/0.5";

  @Override
  public String path() {
    return "ro-crate-metadata.json";
  }

  /** Lists every file; a medium is described by its execution. */
  @Override
  public void write(Material material, Appendable out) throws IOException {
    BundleFacts facts = material.facts();
    out.append(CONTEXT);
    CrateGraph graph = new CrateGraph(out);
    CrateAgents agents = new CrateAgents(new Described(facts));
    graph.add(
        CrateGraph.entity(path(), "CreativeWork")
            .put("conformsTo", CrateGraph.reference(SPECIFICATION))
            .put("about", CrateGraph.reference("./"))
            .put("license", CrateGraph.reference(agents.licenceId())));
    writeRoot(material, agents, graph);
    graph.add(
        CrateGraph.entity(PROFILE, "CreativeWork")
            .put("name", "Process Run Crate")
            .put("version", "0.5"));
    // Nothing that is referred to is left without a word, not even what everybody knows.
    graph.add(
        CrateGraph.entity(SPECIFICATION, "CreativeWork")
            .put("name", "RO-Crate")
            .put("version", "1.1"));
    graph.add(
        CrateGraph.entity(CrateThings.GENERATED, "DefinedTerm")
            .put("name", "Created using Generative AI")
            .put("description", "Made by a trained algorithm (IPTC Digital Source Type)"));
    agents.write(graph);
    Set<String> media = new HashSet<>();
    material
        .executions()
        .forEach(
            execution -> {
              new CrateExecution(execution, facts, graph).write();
              for (BundledMedium medium : execution.media().values()) {
                medium.path().ifPresent(media::add);
              }
            });
    material
        .files()
        .forEach(
            file -> {
              if (!media.contains(file.path())) {
                graph.add(describe(file));
              }
            });
    out.append("\n]}\n");
  }

  private static JsonObject.Builder describe(PayloadFile file) {
    return CrateGraph.entity(file.path(), "File")
        .put("name", file.path())
        .put("description", FileDescriptions.of(file.path()))
        .put("encodingFormat", FileDescriptions.mimeType(file.path()))
        .put("contentSize", String.valueOf(file.size()))
        .put("sha256", file.sha256());
  }

  private static void writeRoot(Material material, CrateAgents agents, CrateGraph graph)
      throws IOException {
    BundleFacts facts = material.facts();
    Described described = new Described(facts);
    JsonObject.Builder root =
        CrateGraph.entity("./", "Dataset")
            .put("conformsTo", CrateGraph.reference(PROFILE))
            .put("name", described.title())
            .put("description", described.description())
            .put("datePublished", facts.date().toString())
            .put("version", described.version())
            .put("identifier", identifiers(facts))
            .put("license", CrateGraph.reference(agents.licenceId()))
            .put("conditionsOfAccess", described.access() + " access")
            .put("author", CrateGraph.references(agents.authorIds()))
            .put("publisher", CrateGraph.reference(agents.publisherId()));
    agents.funderId().ifPresent(id -> root.put("funder", CrateGraph.reference(id)));
    graph.open(root);
    graph.list("hasPart", sink -> material.files().forEach(file -> sink.take(file.path())));
    graph.list(
        "mentions",
        sink ->
            material
                .executions()
                .forEach(
                    execution -> {
                      String id = execution.record().executionId();
                      for (ExecutionItem item : execution.record().items()) {
                        if (CrateExecution.isAction(item)) {
                          sink.take(CrateIds.action(id, item.sequenceNumber()));
                        }
                      }
                    }));
    graph.close();
  }

  private static JsonValue identifiers(BundleFacts facts) {
    return facts
        .description()
        .doi()
        .<JsonValue>map(
            doi -> JsonValue.ofStrings(List.of("https://doi.org/" + doi, facts.identifier())))
        .orElseGet(() -> new JsonValue.JsonString(facts.identifier()));
  }
}
