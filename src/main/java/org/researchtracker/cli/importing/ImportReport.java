package org.researchtracker.cli.importing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Progress;
import org.researchtracker.importer.ExecutionVerdict;
import org.researchtracker.importer.FileVerdict;
import org.researchtracker.importer.ImportListener;
import org.researchtracker.importer.SourceForm;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Counts what an import does, and writes the account of every file. The account is one JSON object;
 * its executions wait in a file of their own until all files are told, so that memory does not grow
 * with them.
 */
final class ImportReport implements ImportListener, AutoCloseable {
  private static final int MOST_NAMED = 10;

  private final Progress progress;
  private final long total;
  private final @Nullable Results file;
  private final @Nullable Path spool;
  private final @Nullable BufferedWriter executions;
  private final Map<String, ImportTally> tallies = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();
  private long done;
  private boolean anyFile;
  private boolean anyExecution;
  private String root = "";

  /**
   * Begins an account.
   *
   * @param file where it is written, or null
   * @param total bytes that are to be looked at, for progress; 0 if nobody knows
   */
  ImportReport(Progress progress, long total, @Nullable Results file) throws IOException {
    this.progress = progress;
    this.total = total;
    this.file = file;
    for (SourceForm form : SourceForm.values()) {
      tallies.put(form.word(), new ImportTally());
    }
    tallies.put("", new ImportTally());
    spool = file == null ? null : Files.createTempFile("tracker-import-", ".json");
    executions = spool == null ? null : Files.newBufferedWriter(spool);
    write("{\"schema_version\":1,\"files\":[");
  }

  /** Says which of the named folders or files comes next. */
  void root(String name) {
    root = name;
  }

  @Override
  public void file(FileVerdict verdict) {
    ImportTally tally = tally(verdict.form());
    switch (verdict.kind()) {
      case IMPORTED, MEDIUM -> {}
      case PASSED_OVER -> tally.passedOver++;
      case REFUSED -> {
        tally.refused++;
        if (refused.size() < MOST_NAMED) {
          refused.add(verdict.path() + ": " + verdict.reason());
        }
      }
    }
    tally.files++;
    if (file != null) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("root", root)
              .put("path", verdict.path())
              .put("verdict", verdict.kind().word())
              .put("reason", verdict.reason().isEmpty() ? null : verdict.reason())
              .put("form", verdict.form().map(SourceForm::word).orElse(null))
              .put("execution_id", verdict.executionId().orElse(null))
              .put("notes", JsonValue.ofStrings(verdict.notes()));
      write((anyFile ? ",\n" : "\n") + json.build().toJson());
      anyFile = true;
    }
  }

  @Override
  public void execution(ExecutionVerdict verdict) {
    ImportTally tally = tally(Optional.of(verdict.form()));
    switch (verdict.outcome()) {
      case IMPORTED, GROWN -> tally.runs++;
      case KNOWN, RECORDED -> tally.skipped++;
    }
    tally.items += verdict.items();
    tally.media += verdict.media();
    if (executions != null) {
      JsonObject json =
          JsonObject.builder()
              .put("execution_id", verdict.executionId())
              .put("form", verdict.form().word())
              .put("root", root)
              .put("source", verdict.source())
              .put("outcome", verdict.outcome().word())
              .put("items", verdict.items())
              .put("items_known", verdict.known())
              .put("media", verdict.media())
              .put("notes", JsonValue.ofStrings(verdict.notes()))
              .build();
      try {
        executions.write((anyExecution ? ",\n" : "\n") + json.toJson());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      anyExecution = true;
    }
  }

  @Override
  public void progress(long bytes) {
    done += bytes;
    progress.at(done, Math.max(done, total));
  }

  private ImportTally tally(Optional<SourceForm> form) {
    String word = form.map(SourceForm::word).orElse("");
    return tallies.computeIfAbsent(word, name -> new ImportTally());
  }

  /** Returns the counts by form; those of files that belong to none come last, under no name. */
  Map<String, ImportTally> tallies() {
    return tallies;
  }

  /** Returns the first files of which something is not in the log, with the reasons. */
  List<String> refused() {
    return refused;
  }

  /** Ends the account and puts it in its place; what is printed next has the line to itself. */
  void end(JsonObject summary) throws IOException {
    progress.clear();
    if (file == null || executions == null || spool == null) {
      return;
    }
    write("\n],\"executions\":[");
    executions.close();
    try (BufferedReader in = Files.newBufferedReader(spool)) {
      in.transferTo(file.writer());
    }
    String rest = summary.toJson();
    write("\n]," + rest.substring(1) + "\n");
    file.commit();
  }

  private void write(String text) {
    Writer out = file == null ? null : file.writer();
    if (out != null) {
      try {
        out.write(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    progress.clear();
    if (file != null) {
      file.close();
    }
    if (executions != null && spool != null) {
      executions.close();
      Files.deleteIfExists(spool);
    }
  }
}
