package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.view.SafeText;

/** What the steps of one execution were done with, as entities of the crate. */
final class CrateInstruments {
  private final ExecutionHead head;
  private final CrateGraph graph;

  CrateInstruments(ExecutionHead head, CrateGraph graph) {
    this.head = head;
    this.graph = graph;
  }

  /**
   * Returns what a step was done with, and writes it if it is new: its config and its model, else
   * its backend, else the config of the execution.
   */
  List<String> of(ExecutionItem item) throws IOException {
    List<String> ids = new ArrayList<>();
    add("config", item.configUsed(), ids);
    add("model", item.modelUsed(), ids);
    if (ids.isEmpty()) {
      add("backend", item.backendType(), ids);
    }
    if (ids.isEmpty()) {
      add("config", head.configName(), ids);
    }
    if (ids.isEmpty()) {
      add("config", Described.NOT_STATED, ids);
    }
    return ids;
  }

  private void add(String kind, @Nullable String name, List<String> ids) throws IOException {
    if (name == null) {
      return;
    }
    String id = CrateIds.instrument(kind, name);
    ids.add(id);
    if (graph.isNew(id)) {
      graph.add(
          CrateGraph.entity(id, "SoftwareApplication")
              .put("name", name.isEmpty() ? Described.NOT_STATED : SafeText.line(name))
              .put("description", "A " + kind + " of the pipeline, by its name in the log")
              .put("url", Described.NOT_STATED)
              .put("softwareVersion", Described.NOT_STATED));
    }
  }
}
