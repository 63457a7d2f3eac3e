package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.view.CsvStyle;
import org.researchtracker.view.SafeText;

/** {@code README.md}: what the bundle holds, personal data first, and how to read and check it. */
final class ReadmeDocument implements BundleDocument {
  /** More than this, nobody reads here: the tables say it. */
  private static final long MOST_MISSING = 1000;

  private static final String HOW_TO_READ = Resources.text("readme-reading.md");
  private static final String HOW_TO_CHECK = Resources.text("readme-checking.md");

  private final CsvStyle style;

  ReadmeDocument(CsvStyle style) {
    this.style = style;
  }

  @Override
  public String path() {
    return "README.md";
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    BundleFacts facts = material.facts();
    Described described = new Described(facts);
    out.append("# ").append(SafeText.markdown(described.title())).append("\n\n");
    out.append(personal(facts)).append("\n\n");
    out.append(SafeText.markdown(described.description())).append("\n\n");
    writeContents(facts, out);
    writeTerms(described, out);
    out.append(HOW_TO_READ.replace("{{cells}}", cells())).append('\n');
    out.append(HOW_TO_CHECK).append('\n');
    writeMissing(facts, material.executions(), out);
    out.append("## How it came about\n\n");
    out.append("Made by tracker ").append(code(facts.version()));
    out.append("; `provenance.json` says from which logs and with which choices.\n");
    out.append("Identifier: `").append(facts.identifier()).append("`\n");
    out.append("Content digest (SHA-256): `").append(facts.contentDigest()).append("`\n");
  }

  private static String personal(BundleFacts facts) {
    List<String> held = new ArrayList<>();
    List<String> free = new ArrayList<>();
    (facts.holdsUserIds() ? held : free).add("user ids");
    (facts.holdsPrompts() ? held : free).add("prompts (texts that users wrote)");
    (facts.holdsUploads() ? held : free).add("uploaded photos");
    if (held.isEmpty()) {
      return "**Personal data:** this export holds no user ids, no prompts and no uploaded photos.";
    }
    String text = "**Personal data:** this export holds " + joined(held, "and") + ".";
    if (!free.isEmpty()) {
      text += " It holds no " + joined(free, "or") + ".";
    }
    return text + "\nKeep it where only those can read it who may.";
  }

  private static String joined(List<String> words, String conjunction) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
  }

  private static void writeContents(BundleFacts facts, Appendable out) throws IOException {
    out.append("| | |\n|---|---:|\n");
    row("Executions", facts.executions(), out);
    row("Items (logged steps)", facts.items(), out);
    row("Media in this export", facts.mediaIncluded(), out);
    row("Media missing", missing(facts), out);
    out.append('\n');
  }

  private static long missing(BundleFacts facts) {
    return facts.mediaMissing().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void row(String name, long count, Appendable out) throws IOException {
    out.append("| ").append(name).append(" | ").append(String.valueOf(count)).append(" |\n");
  }

  private static void writeTerms(Described described, Appendable out) throws IOException {
    BundleDescription given = described.facts().description();
    out.append("## Who and under what terms\n\n");
    List<String> creators = described.creators().stream().map(c -> c.name()).toList();
    term("Creators", String.join("; ", creators), out);
    term("Publisher", described.publisher(), out);
    term("Contact", given.contact().orElse(Described.NOT_STATED), out);
    if (given.funder().isPresent()) {
      term("Funder", given.funder().get(), out);
    }
    term("Rights", described.rights(), out);
    term("Access", described.access(), out);
    if (given.doi().isPresent()) {
      out.append("- DOI: `").append(given.doi().get()).append("`\n");
    }
    out.append('\n');
  }

  private static void term(String name, String text, Appendable out) throws IOException {
    out.append("- ").append(name).append(": ").append(SafeText.markdown(text)).append('\n');
  }

  private String cells() {
    return style.defuse()
        ? "Cells that a spreadsheet would take for a formula begin with an apostrophe that is not in"
            + "\n  the log."
        : "Cells hold exactly what the log says.\n  **Warning:** spreadsheets run a cell that begins"
            + " with `=`, `+`, `-` or `@` as a formula: import the columns as text.";
  }

  private static void writeMissing(BundleFacts facts, BundledExecutions executions, Appendable out)
      throws IOException {
    out.append("## What is missing, and why\n\n");
    if (facts.mediaLeftOut()) {
      out.append("All media were left out on purpose: this export was made without media.\n\n");
      return;
    }
    if (missing(facts) == 0) {
      out.append("Nothing: every medium that the logs name is in this export.\n\n");
      return;
    }
    out.append("| reason | media | meaning |\n|---|---:|---|\n");
    for (MissingReason reason : MissingReason.values()) {
      long count = facts.mediaMissing().getOrDefault(reason, 0L);
      if (count > 0) {
        out.append("| `").append(reason.wireName()).append("` | ").append(String.valueOf(count));
        out.append(" | ").append(MissingWords.sentence(reason)).append(" |\n");
      }
    }
    out.append("\nEach of them, as execution, step, reason, and the name or place in the log");
    if (missing(facts) > MOST_MISSING) {
      out.append(" (the first ").append(String.valueOf(MOST_MISSING));
      out.append(" here, all of them in `tables/items.csv`, where `media_status` is `missing`)");
    }
    out.append(":\n\n");
    MissingList list = new MissingList(out);
    executions.forEach(list::write);
    out.append('\n');
  }

  /** Names stay readable without being rendered; one that would end the code is escaped instead. */
  private static String code(String text) {
    String line = SafeText.line(text);
    return line.isBlank() || line.contains("`") ? SafeText.markdown(text) : "`" + line + "`";
  }

  /** The missing media one by one, as far as a person reads. */
  private static final class MissingList {
    private final Appendable out;
    private long written;

    MissingList(Appendable out) {
      this.out = out;
    }

    void write(BundledExecution execution) throws IOException {
      for (ExecutionItem item : execution.record().items()) {
        BundledMedium medium = execution.media().get(item.sequenceNumber());
        if (written < MOST_MISSING && medium != null && medium.reason().isPresent()) {
          write(execution, item, medium, medium.reason().get());
          written++;
        }
      }
    }

    private void write(
        BundledExecution execution, ExecutionItem item, BundledMedium medium, MissingReason reason)
        throws IOException {
      out.append("- ").append(code(execution.record().executionId()));
      out.append(", step ").append(String.valueOf(item.sequenceNumber()));
      out.append(" (").append(code(item.itemType().name())).append("): `");
      out.append(reason.wireName()).append('`');
      String place = MediaWords.place(item, medium);
      if (!place.isEmpty()) {
        out.append(", ").append(code(place));
      }
      out.append('\n');
    }
  }
}
