package org.researchtracker.bundle.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.researchtracker.bundle.document.TableColumn.Code;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.MediaType;
import org.researchtracker.model.OutputLoop.Outcome;
import org.researchtracker.model.Status;

/** The codes that occur in the tables of the bundle, and what they mean. */
final class BundleCodes {
  static final List<Code> STAGE =
      List.of(
          new Code("0", "The pipeline itself: its start."),
          new Code("1", "The input, its translation and its safety check."),
          new Code("2", "The interception: the prompt is transformed."),
          new Code("3", "The safety check of one output."),
          new Code("4", "The making of one output."),
          new Code("5", "The end."));

  static final List<Code> MEDIA_STATUS =
      List.of(
          new Code("included", "The medium is in this bundle, at media_path."),
          new Code(
              "missing",
              "The medium is not in this bundle; media_reason says why, if it is not on purpose."));

  static final List<Code> STATUS = status();
  static final List<Code> OUTCOME = outcome();
  static final List<Code> MEDIA_TYPE = mediaType();
  static final List<Code> ITEM_TYPE = itemType();
  static final List<Code> MEDIA_REASON = mediaReason();
  static final List<Code> TYPE = type();

  private BundleCodes() {}

  private static List<Code> status() {
    List<Code> codes = new ArrayList<>();
    for (Status status : Status.values()) {
      String meaning =
          switch (status) {
            case ERROR -> "The pipeline failed.";
            case BLOCKED -> "The safety check of the input stopped it.";
            case COMPLETE ->
                "The pipeline finished; single outputs can still be blocked or missing.";
            case OPEN -> "No end was logged: it was still running, or stopped without a word.";
          };
      codes.add(new Code(status.word(), meaning));
    }
    return codes;
  }

  private static List<Code> outcome() {
    List<Code> codes = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      String meaning =
          switch (outcome) {
            case GENERATED -> "There is an output.";
            case BLOCKED -> "The safety check of this output stopped it.";
            case FAILED -> "The execution ended without this output.";
            case PENDING -> "The execution has not ended, and the output is not there yet.";
          };
      codes.add(new Code(outcome.word(), meaning));
    }
    return codes;
  }

  private static List<Code> mediaType() {
    Map<String, String> meanings =
        Map.of(
            "text", "A text.",
            "image", "A picture.",
            "audio", "Speech or sound.",
            "music", "Music.",
            "video", "A film.",
            "3d", "A model in three dimensions.",
            "metadata", "A step without content of its own, such as a safety check.");
    return MediaType.known().stream()
        .map(type -> new Code(type.name(), meanings.getOrDefault(type.name(), type.name())))
        .toList();
  }

  private static List<Code> itemType() {
    return ItemType.known().stream()
        .map(type -> new Code(type.name(), ItemTypeMeanings.of(type)))
        .toList();
  }

  private static List<Code> mediaReason() {
    List<Code> codes = new ArrayList<>();
    for (MissingReason reason : MissingReason.values()) {
      codes.add(new Code(reason.wireName(), MissingWords.sentence(reason)));
    }
    return codes;
  }

  private static List<Code> type() {
    List<Code> codes = new ArrayList<>();
    for (TableColumn.Type type : TableColumn.Type.values()) {
      String meaning =
          switch (type) {
            case STRING -> "Text.";
            case INTEGER -> "A whole number.";
            case NUMBER -> "A number.";
            case DATETIME -> "A point in time: ISO 8601 with an offset.";
            case OBJECT -> "A JSON object.";
            case ARRAY -> "A JSON array.";
          };
      codes.add(new Code(type.word(), meaning));
    }
    return codes;
  }
}
