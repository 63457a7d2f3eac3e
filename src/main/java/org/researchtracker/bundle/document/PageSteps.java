package org.researchtracker.bundle.document;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.Timestamps;
import org.researchtracker.view.Journey;
import org.researchtracker.view.Step;

/** The steps of one execution on the page. */
final class PageSteps {
  private final BundledExecution execution;
  private final BundleFacts facts;
  private final Journey journey;
  private final PageWriter page;

  PageSteps(BundledExecution execution, BundleFacts facts, Journey journey, PageWriter page) {
    this.execution = execution;
    this.facts = facts;
    this.journey = journey;
    this.page = page;
  }

  /** Returns what a stage that has no config is about, if its number says. */
  static Optional<String> stageName(String title) {
    return switch (title) {
      case "Stage 0" -> Optional.of("Start");
      case "Stage 1" -> Optional.of("Input and safety");
      case "Stage 2" -> Optional.of("Interception");
      case "Stage 5" -> Optional.of("End");
      default -> Optional.empty();
    };
  }

  /** Returns whether the advanced view shows a step that is no output. */
  static boolean isTransformed(Step step) {
    return step instanceof Step.Interception;
  }

  void write(Step step) throws IOException {
    if (step instanceof Step.Output output) {
      writeOutput(output);
    } else if (step instanceof Step.Interception interception) {
      writeText("a result", "Transformed", interception.item());
    } else if (step instanceof Step.Translation translation) {
      writeText("r", "Translation", translation.item());
    } else if (step instanceof Step.Pass pass) {
      String languages = pass.languages().map(both -> " (" + both + ")").orElse("");
      writeText("r pass", "Pass " + pass.number() + languages, pass.item());
    } else if (step instanceof Step.Input input) {
      writeText("r", "Input", input.item());
    } else if (step instanceof Step.Safety safety) {
      writeSafety(safety);
    } else if (step instanceof Step.Failure failure) {
      writeFailure(failure);
    } else if (step instanceof Step.Missing missing) {
      writeMissing(missing);
    } else if (step instanceof Step.Other other) {
      writeOther(other.item());
    }
  }

  private void writeOutput(Step.Output output) throws IOException {
    page.html("<li class=\"out\">\n");
    new PageMedia(execution, facts, page)
        .write(output.item(), output.name(), journey.transformed());
    writeTrace(output.item());
    page.html("</li>\n");
  }

  private void writeText(String classes, String label, ExecutionItem item) throws IOException {
    page.html("<li class=\"").html(classes).html("\"><p class=\"label\">").text(label);
    page.html("</p>");
    String content = item.content();
    if (content != null) {
      page.html("<p class=\"text\"").foreign(PageLanguages.ofResult(item)).html(">");
      page.text(content).html("</p>");
    }
    writeTrace(item);
    page.html("</li>\n");
  }

  private void writeSafety(Step.Safety safety) throws IOException {
    String name = safety.ofImage() ? "Safety check of the picture" : "Safety check";
    switch (safety.verdict()) {
      case PASSED -> line("good", "✓", name + ": passed");
      case UNKNOWN -> line("", "?", name + ": the log does not say how it ended");
      case FAILED -> box("warn", "✗", name + ": not passed", safety.reason());
      case BLOCKED -> box("warn", "✗", name + ": blocked", safety.reason());
    }
    writeTrace(safety.items().get(0));
    page.html("</li>\n");
  }

  private void line(String style, String sign, String words) throws IOException {
    page.html("<li class=\"r\"><p class=\"label line ").html(style).html("\">");
    page.html("<span class=\"sign\" aria-hidden=\"true\">").html(sign).html("</span> ");
    page.html(words).html("</p>");
  }

  private void box(String style, String sign, String words, Optional<String> reason)
      throws IOException {
    page.html("<li class=\"r\"><div class=\"box ").html(style).html("\"><p class=\"label\">");
    page.html("<span class=\"sign\" aria-hidden=\"true\">").html(sign).html("</span> ");
    page.html(words).html("</p>");
    if (reason.isPresent()) {
      page.html("<p class=\"text\"").foreign(Optional.empty()).html(">").text(reason.get());
      page.html("</p>");
    }
    page.html("</div>");
  }

  private void writeFailure(Step.Failure failure) throws IOException {
    box("bad", "✗", "Error", failure.message());
    writeTrace(failure.item());
    page.html("</li>\n");
  }

  private void writeMissing(Step.Missing missing) throws IOException {
    switch (missing.absence()) {
      case PENDING -> line("", "…", "Not there yet: the execution has not ended");
      case NOT_REACHED -> line("", "–", "Not reached: the execution ended before");
      case NO_OUTPUT -> line("bad", "✗", "Failed: no output");
    }
    page.html("</li>\n");
  }

  private void writeOther(ExecutionItem item) throws IOException {
    String name = item.itemType().name();
    if (execution.media().containsKey(item.sequenceNumber()) || item.isMedium()) {
      page.html("<li class=\"r\">\n");
      new PageMedia(execution, facts, page).write(item, name, Optional.empty());
      writeTrace(item);
      page.html("</li>\n");
    } else {
      writeText("r", name, item);
    }
  }

  /** Who made it and when, in one line of small print. */
  private void writeTrace(ExecutionItem item) throws IOException {
    page.html("<p class=\"trace r\">#").number(item.sequenceNumber());
    Instant time = Timestamps.instant(item.timestamp(), facts.zone()).orElse(null);
    trace(time == null ? item.timestamp() : PageTimes.second(time, facts.zone()));
    trace(item.modelUsed());
    trace(item.executionTime() == null ? null : item.executionTime().text() + " s");
    trace(
        item.metadata()
            .value("seed")
            .flatMap(JsonValue::asScalarText)
            .map(seed -> "seed " + seed)
            .orElse(null));
    page.html("</p>");
  }

  private void trace(@Nullable String text) throws IOException {
    if (text != null) {
      page.html(" · <bdi>").text(text).html("</bdi>");
    }
  }
}
