package org.researchtracker.bundle.document;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.view.Journey;
import org.researchtracker.view.Labels;
import org.researchtracker.view.Stage;
import org.researchtracker.view.Step;

/**
 * One execution on the page. The classes {@code r} and {@code a} mark what only the researcher view
 * and from the advanced view on show; {@code sa} what only the others show.
 */
final class PageArticle {
  /** A longer input is not the heading: its beginning is. */
  private static final int LONGEST_HEADING = 240;

  private static final int MOST_WORDS = 120;

  private final BundledExecution execution;
  private final ExecutionRecord record;
  private final BundleFacts facts;
  private final PageWriter page;
  private final Journey journey;
  private final Optional<ExecutionItem> words;

  PageArticle(BundledExecution execution, BundleFacts facts, PageWriter page) {
    this.execution = execution;
    this.record = execution.record();
    this.facts = facts;
    this.page = page;
    this.journey = Journey.of(record);
    this.words =
        record.items().stream()
            .filter(item -> item.itemType().equals(ItemType.USER_INPUT_TEXT))
            .filter(item -> item.content() != null && !item.content().isBlank())
            .findFirst();
  }

  /** Returns the id of an execution's article. */
  static String anchor(BundledExecution execution) {
    return "e-" + execution.folder().substring(execution.folder().lastIndexOf('/') + 1);
  }

  void write() throws IOException {
    ListedExecution summary = ListedExecution.of(record, facts.zone());
    String anchor = anchor(execution);
    page.html("<article").attribute("id", anchor).attribute("aria-labelledby", anchor + "-h");
    page.html(">\n");
    writeWords(anchor + "-h");
    writeMeta(summary);
    writeUploads();
    writeStages();
    if (journey.outputs().isEmpty()) {
      writeNothing(summary);
    }
    page.html("<p class=\"files r\"><a").attribute("href", execution.transcript());
    page.html(">Transcript</a> <a").attribute("href", execution.folder() + "/journey.txt");
    page.html(">Journey</a> <a").attribute("href", execution.folder() + "/record.json");
    page.html(">Record</a></p>\n</article>\n");
  }

  private void writeMeta(ListedExecution summary) throws IOException {
    ExecutionHead head = record.head();
    page.html("<p class=\"meta\">");
    Instant start = summary.startedAt();
    if (start != null) {
      page.html("<time").attribute("datetime", Instants.utc(start)).html(">");
      page.text(PageTimes.day(start, facts.zone())).html(", ");
      page.text(PageTimes.minute(start, facts.zone())).html("</time> ");
    }
    page.html("<span class=\"chip ").html(summary.status().word()).html("\">");
    page.html(PageText.status(summary.status())).html("</span>");
    page.html("<span class=\"r\">");
    mark("Execution", record.executionId());
    mark("Config", head.configName());
    mark("Device", head.deviceId());
    mark("Session", head.sessionId());
    mark("User", head.userId());
    page.html("</span></p>\n");
  }

  private void mark(String name, @Nullable String value) throws IOException {
    if (value != null) {
      page.html(" <span class=\"mark\"><span class=\"name\">").html(name).html("</span> <bdi>");
      page.text(value).html("</bdi></span>");
    }
  }

  /** What the pupil wrote, first and largest. */
  private void writeWords(String id) throws IOException {
    page.html("<h2").attribute("id", id);
    if (words.isEmpty()) {
      page.html(" class=\"words none\">").html("No text was logged</h2>\n");
      return;
    }
    String text = Objects.requireNonNullElse(words.get().content(), "");
    Optional<String> language = PageLanguages.ofInput(words.get(), record);
    boolean whole = text.length() <= LONGEST_HEADING;
    page.html(" class=\"words\"").foreign(language).html(">");
    page.text(whole ? text.strip() : PageText.brief(text, MOST_WORDS));
    page.html("</h2>\n");
    if (!whole) {
      page.html("<p class=\"words-all\"").foreign(language).html(">").text(text);
      page.html("</p>\n");
    }
  }

  /** What the pupil uploaded belongs to the pupil's own words. */
  private void writeUploads() throws IOException {
    for (ExecutionItem item : record.items()) {
      if (item.itemType().equals(ItemType.USER_INPUT_IMAGE)) {
        page.html("<div class=\"upload\">\n");
        new PageMedia(execution, facts, page).write(item, "Uploaded picture", Optional.empty());
        page.html("</div>\n");
      }
    }
  }

  private void writeStages() throws IOException {
    boolean inLoop = false;
    page.html("<div class=\"stages\">\n");
    for (Stage stage : journey.stages()) {
      List<Step> steps = steps(stage);
      if (steps.isEmpty()) {
        continue;
      }
      boolean loop = stage.title().startsWith("Stage 3-4");
      if (loop != inLoop) {
        page.html(loop ? "<div class=\"loop\">\n" : "</div>\n");
        inLoop = loop;
      }
      writeStage(stage, steps);
    }
    page.html(inLoop ? "</div>\n</div>\n" : "</div>\n");
  }

  /** The steps of a stage that do not stand at the head of the article already. */
  private List<Step> steps(Stage stage) {
    List<Step> steps = new ArrayList<>();
    for (Step step : stage.steps()) {
      boolean shown =
          step instanceof Step.Input input
              && (input.item().itemType().equals(ItemType.USER_INPUT_IMAGE)
                  || words.filter(first -> first.equals(input.item())).isPresent());
      if (!shown) {
        steps.add(step);
      }
    }
    return steps;
  }

  private void writeStage(Stage stage, List<Step> steps) throws IOException {
    boolean hasOutput = steps.stream().anyMatch(Step.Output.class::isInstance);
    boolean hasResult = steps.stream().anyMatch(PageSteps::isTransformed);
    page.html("<section class=\"stage").html(hasOutput ? "" : hasResult ? " a" : " r");
    page.html("\">\n<h3 class=\"r\"><span class=\"number\">").text(stage.title()).html("</span>");
    String config = stage.config();
    if (config != null && !config.isEmpty()) {
      page.html(" <bdi>").text(Labels.builtIn().of(config)).html("</bdi>");
    } else if (PageSteps.stageName(stage.title()).isPresent()) {
      page.html(" ").html(PageSteps.stageName(stage.title()).get());
    }
    page.html("</h3>\n<ul class=\"steps\">\n");
    PageSteps writer = new PageSteps(execution, facts, journey, page);
    for (Step step : steps) {
      writer.write(step);
    }
    page.html("</ul>\n</section>\n");
  }

  private void writeNothing(ListedExecution summary) throws IOException {
    String why =
        switch (summary.status()) {
          case BLOCKED -> "Nothing was made of this: a safety check stopped it.";
          case ERROR -> "Nothing was made of this: the pipeline failed.";
          case COMPLETE -> "Nothing was made of this.";
          case OPEN -> "Nothing has been made of this so far.";
        };
    page.html("<p class=\"nothing sa\">").html(why).html("</p>\n");
  }
}
