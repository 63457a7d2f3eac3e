package org.researchtracker.bundle.document;

import static org.researchtracker.bundle.document.TableColumn.Type.ARRAY;
import static org.researchtracker.bundle.document.TableColumn.Type.DATETIME;
import static org.researchtracker.bundle.document.TableColumn.Type.INTEGER;
import static org.researchtracker.bundle.document.TableColumn.Type.NUMBER;
import static org.researchtracker.bundle.document.TableColumn.Type.OBJECT;
import static org.researchtracker.bundle.document.TableColumn.Type.STRING;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the bundle: the one definition from which their headers, {@code datapackage.json}
 * and the codebook come, so that none of them can name a column that another does not.
 *
 * <p>Columns that repeat a field of the log bear the field's name and hold it exactly; the others
 * are derived and say from what.
 */
public final class BundleTables {
  private static final String EXTRA =
      "Fields of the log that its format does not know, as one JSON object under their own names;"
          + " empty where there are none.";
  private static final TableColumn EXECUTION_ID =
      TableColumn.of(
              "execution_id",
              STRING,
              "Execution",
              "Identifies the execution, exactly as the log has it.")
          .filled();

  /** One row for each execution. */
  public static final BundleTable EXECUTIONS = executions();

  /** One row for each logged step. */
  public static final BundleTable ITEMS = items();

  /** One row for each requested output. */
  public static final BundleTable OUTPUTS = outputs();

  /** One row for each column of the tables, followed by one for each of its codes. */
  public static final BundleTable CODEBOOK = codebook();

  private BundleTables() {}

  /** Returns the tables in the order of {@code datapackage.json}. */
  public static List<BundleTable> all() {
    return List.of(EXECUTIONS, ITEMS, OUTPUTS, CODEBOOK);
  }

  private static TableColumn text(String name, String title, String description) {
    return TableColumn.of(name, STRING, title, description);
  }

  private static TableColumn integer(String name, String title, String description) {
    return TableColumn.of(name, INTEGER, title, description);
  }

  private static TableColumn seconds(String name, String title, String description) {
    return TableColumn.of(name, NUMBER, title, description + " In seconds.");
  }

  private static TableColumn time(String name, String title, String description) {
    return TableColumn.of(
        name, DATETIME, title, description + " ISO 8601 with the offset of the zone in force.");
  }

  private static BundleTable executions() {
    return new BundleTable(
        "executions",
        "Executions",
        "One row for each execution: one run of the pipeline, from the input to its outputs.",
        List.of(
            EXECUTION_ID,
            text("config_name", "Config", "The config that was run."),
            text("timestamp", "Logged start", "When the execution began, verbatim from the log."),
            text("session_id", "Session", "The session that the execution belongs to."),
            text("user_id", "User", "Who used the device, by the id in the log. Personal data."),
            text("device_id", "Device", "The device that was used."),
            text("safety_level", "Safety level", "How strict the safety checks were."),
            text("execution_mode", "Mode", "How the pipeline was run, such as fast or eco."),
            text("used_seed", "Seed", "The seed of the execution; text, as it can exceed 64 bits."),
            seconds("total_execution_time", "Total time", "How long the pipeline says it took."),
            text("pipeline", "Pipeline", "The pipeline that the config belongs to."),
            TableColumn.of(
                "output_configs",
                ARRAY,
                "Output configs",
                "The output configs that were requested, as a JSON array in the order of the"
                    + " loop."),
            text("taxonomy_version", "Taxonomy", "The version of the list of item types."),
            integer("log_version", "Log version", "The version of the log format."),
            text("logged_at", "Logged at", "When the head line was written, verbatim."),
            integer(
                "dropped_items", "Dropped items", "How many steps the recorder could not keep."),
            text("status", "Status", "How the execution ended; derived from its items.")
                .filled()
                .only(BundleCodes.STATUS),
            integer("item_count", "Items", "How many steps were logged; derived.").filled(),
            integer("output_count", "Outputs", "How many outputs were logged; derived.").filled(),
            integer("blocked_count", "Blocked", "How many blocks were logged; derived.").filled(),
            time(
                "started_at",
                "Start",
                "When it began: the logged start, else the earliest step; derived."),
            time("ended_at", "End", "When it completed, failed or was blocked; derived."),
            text("input_text", "Input", "The first text that the user wrote. Personal data."),
            TableColumn.of("extra", OBJECT, "Other fields", EXTRA)),
        List.of("execution_id"),
        List.of());
  }

  private static BundleTable items() {
    List<TableColumn> columns = new ArrayList<>(loggedItemColumns());
    columns.addAll(mediaColumns());
    columns.add(TableColumn.of("extra", OBJECT, "Other fields", EXTRA));
    return new BundleTable(
        "items",
        "Items",
        "One row for each logged step of an execution, in order.",
        columns,
        List.of("execution_id", "sequence_number"),
        List.of("execution_id"));
  }

  private static List<TableColumn> loggedItemColumns() {
    return List.of(
        EXECUTION_ID,
        text("config_name", "Config", "The config of the execution."),
        integer("sequence_number", "Number", "The order within the execution, from 1.").filled(),
        text("timestamp", "Logged time", "When it was logged, verbatim."),
        integer("stage", "Stage", "The stage of the pipeline.").filled().only(BundleCodes.STAGE),
        integer(
            "output_config_index",
            "Output number",
            "Which pass of the Stage 3-4 loop it belongs to, from 1; empty outside the loop."),
        integer(
            "stage_iteration",
            "Pass",
            "Which pass of a recursive stage 2 it is, from 1; empty elsewhere."),
        text("media_type", "Kind of medium", "What kind of medium the log says that it is.")
            .amongOthers(BundleCodes.MEDIA_TYPE),
        text("item_type", "Item type", "What the step means.")
            .filled()
            .amongOthers(BundleCodes.ITEM_TYPE),
        text("content", "Text", "Its text: an input, a translation, a reason, … Can be personal."),
        text("file_path", "Logged place", "Where the log says that its medium was made."),
        text("config_used", "Config used", "The config that made it."),
        text("model_used", "Model used", "The model that made it."),
        text("prompt_id", "Prompt id", "The id that ComfyUI gave to the job."),
        text("backend_type", "Backend", "What ran the model, such as comfyui or ollama."),
        seconds("execution_time", "Duration", "How long the step took."),
        TableColumn.of(
            "metadata",
            OBJECT,
            "Metadata",
            "Whatever else the pipeline said, as one JSON object, exactly."),
        time("time", "Time", "The logged time; empty where it could not be read. Derived."));
  }

  /** The verdict on a step's medium. */
  private static List<TableColumn> mediaColumns() {
    return List.of(
        text(
                "media_status",
                "Medium here",
                "Whether the medium is in this bundle; empty where the step is no medium.")
            .only(BundleCodes.MEDIA_STATUS),
        text(
                "media_reason",
                "Why it is missing",
                "Why a missing medium is missing; empty where all media were left out on purpose.")
            .only(BundleCodes.MEDIA_REASON),
        text("media_path", "Medium", "Where the medium is, below the payload folder."),
        text(
            "media_format",
            "Format",
            "The MIME type that the bytes themselves tell, whatever the log claims."),
        TableColumn.of("media_size", INTEGER, "Size", "How many bytes the medium has."),
        text("media_sha512", "SHA-512", "Of the medium's bytes in this bundle, in hex."),
        text("media_original_name", "Original name", "The file name that the log gives."),
        text(
            "media_original_sha512",
            "SHA-512 as found",
            "Of the bytes before metadata was stripped from them; empty where nothing was."));
  }

  private static BundleTable outputs() {
    return new BundleTable(
        "outputs",
        "Outputs",
        "One row for each requested output: what became of it, and what led to it.",
        List.of(
            EXECUTION_ID,
            integer(
                "output_config_index",
                "Output number",
                "Which pass of the Stage 3-4 loop made it, from 1."),
            text("config_used", "Output config", "The config that made it, or was to make it."),
            text("outcome", "Outcome", "What became of the requested output.")
                .filled()
                .only(BundleCodes.OUTCOME),
            text("block_reason", "Reason of the block", "Why it was blocked, as the log says."),
            text("input_text", "Input", "The first text that the user wrote. Personal data."),
            text("translated_text", "Translation", "The input's translation."),
            text("interception_text", "Transformed prompt", "What stage 2 made of the input."),
            text("model_used", "Model", "The model that made it."),
            text("seed", "Seed", "The output's own seed, else that of the execution; text."),
            seconds("execution_time", "Duration", "How long it took to make it."),
            text("media_path", "Medium", "Where the medium is, below the payload folder."),
            text(
                    "media_status",
                    "Medium here",
                    "Whether the medium is in this bundle; empty where there is no medium.")
                .only(BundleCodes.MEDIA_STATUS)),
        List.of(),
        List.of("execution_id"));
  }

  private static BundleTable codebook() {
    return new BundleTable(
        "codebook",
        "Codebook",
        "One row for each column of the tables, followed by a row for each code that occurs in it.",
        List.of(
            text("table", "Table", "The table that has the column.").filled(),
            text("variable", "Column", "The column's header.").filled(),
            text("code", "Code", "A value of that column; empty in the row of the column itself."),
            text("type", "Type", "What the cells hold.").filled().only(BundleCodes.TYPE),
            text("label", "Label", "The column's name for people; for a code, the code in words.")
                .filled(),
            text("description", "Meaning", "What the column or the code means.").filled()),
        List.of(),
        List.of());
  }
}
