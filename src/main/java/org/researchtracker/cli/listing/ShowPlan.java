package org.researchtracker.cli.listing;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.Palette;
import org.researchtracker.view.ShowFormat;
import org.researchtracker.view.ShowOptions;
import org.researchtracker.view.ViewKind;

/** How one execution is to be shown: what was typed, understood. */
record ShowPlan(Session session, ShowFormat format, ViewKind view, boolean head, boolean full) {

  /** Understands what was typed, before anything is read. */
  static ShowPlan of(Session session, OutputOptions output, @Nullable String typed, String view) {
    List<String> formats = Arrays.stream(ShowFormat.values()).map(ShowFormat::word).toList();
    String word = output.format(session, typed, formats, "tree", "tree");
    List<String> views = Arrays.stream(ViewKind.values()).map(ViewKind::word).toList();
    ViewKind kind =
        ViewKind.ofWord(view)
            .orElseThrow(
                () ->
                    new TrackerException(
                        TrackerException.Kind.USAGE,
                        "view '" + view + "' is not one of " + String.join(", ", views),
                        ""));
    ShowFormat understood = ShowFormat.ofWord(word).orElse(ShowFormat.TREE);
    return new ShowPlan(session, understood, kind, true, false);
  }

  /** Returns the same plan with a head or without, in full or not. */
  ShowPlan with(boolean headShown, boolean fullShown) {
    return new ShowPlan(session, format, view, headShown, fullShown);
  }

  /** Writes an execution. */
  void write(ExecutionRecord record, Reading reading, Results results) throws IOException {
    boolean terminal = results.terminal();
    Palette palette = session.settings().color().colors(terminal) ? Palette.ANSI : Palette.NONE;
    int width = terminal ? session.console().terminal().size().get().columns() : 0;
    ShowOptions options =
        ShowOptions.plain(reading.zone())
            .withHead(head)
            .withFull(full)
            .withTerminal(width, palette)
            .withLabels(session.labels());
    Writer out = format == ShowFormat.JSON ? results.jsonWriter() : results.writer();
    if (!full) {
      format.write(record, view, options, out);
      return;
    }
    try (Whereabouts whereabouts = Whereabouts.of(session.settings())) {
      format.write(
          record,
          view,
          options.withWhereabouts(item -> whereabouts.inWords(record.executionId(), item)),
          out);
    }
  }
}
