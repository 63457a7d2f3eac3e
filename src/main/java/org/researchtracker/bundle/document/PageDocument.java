package org.researchtracker.bundle.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.ListedExecution;
import org.researchtracker.model.Status;

/**
 * {@code index.html}: every execution's staged journey with its media, to be read in a browser
 * without network, server or script.
 *
 * <p>Its policy lets in this folder's pictures and sounds and the page's own style, so that even a
 * mistake in escaping could not run or fetch anything. The three views are one document, and which
 * parts of it show depends on a radio button: without style sheets, all of it does.
 */
final class PageDocument implements BundleDocument {
  private static final String STYLE = "\n" + Resources.text("page.css");

  /** Beyond this many, the contents of a day are folded. */
  private static final long MOST_OPEN = 60;

  /** How much of an input stands in the contents. */
  private static final int MOST_WORDS = 90;

  @Override
  public String path() {
    return "index.html";
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    PageWriter page = new PageWriter(out);
    BundleFacts facts = material.facts();
    writeHead(facts, page);
    writeHeader(facts, page);
    page.html("<main>\n");
    writeViews(page);
    writeContents(material, page);
    page.html("<div id=\"executions\" tabindex=\"-1\">\n");
    material.executions().forEach(execution -> new PageArticle(execution, facts, page).write());
    page.html("</div>\n</main>\n");
    writeFooter(facts, page);
    page.html("</body>\n</html>\n");
  }

  private static void writeHead(BundleFacts facts, PageWriter page) throws IOException {
    page.html("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.html("<meta http-equiv=\"Content-Security-Policy\" content=\"").html(policy());
    page.html("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.html("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.html("<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.html("<meta name=\"robots\" content=\"noindex\">\n<title>");
    page.text(new Described(facts).title()).html("</title>\n<style>").html(STYLE);
    page.html("</style>\n</head>\n<body>\n");
  }

  /** The folder is {@code 'self'} to a server and to Chromium, {@code file:} to other browsers. */
  private static String policy() {
    try {
      byte[] style =
          MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; img-src 'self' file: data:; media-src 'self' file:; style-src"
          + " 'sha256-"
          + Base64.getEncoder().encodeToString(style)
          + "'; base-uri 'none'; form-action 'none'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void writeHeader(BundleFacts facts, PageWriter page) throws IOException {
    Described described = new Described(facts);
    page.html("<a class=\"skip\" href=\"#executions\">Skip to the executions</a>\n");
    page.html("<header class=\"top\">\n<h1 dir=\"auto\">").text(described.title());
    page.html("</h1>\n<p class=\"about\" dir=\"auto\">").text(described.description());
    page.html("</p>\n<ul class=\"facts\">\n");
    fact(facts.executions(), "execution", page);
    fact(facts.mediaIncluded(), "medium", page);
    long missing = facts.mediaMissing().values().stream().mapToLong(Long::longValue).sum();
    if (missing > 0) {
      page.html("<li class=\"warn\"><b>").number(missing);
      page.html(missing == 1 ? "</b> medium missing</li>\n" : "</b> media missing</li>\n");
    }
    if (facts.mediaLeftOut()) {
      page.html("<li class=\"warn\">made without media</li>\n");
    }
    page.html("<li><a href=\"README.md\">README</a></li>\n");
    page.html("<li><a href=\"tables/codebook.csv\">Codebook</a></li>\n</ul>\n</header>\n");
  }

  /** The buttons are siblings of all that they switch, so that a style sheet is enough. */
  private static void writeViews(PageWriter page) throws IOException {
    view("student", "Student view: the outputs", false, page);
    view("advanced", "Advanced view: the transformed prompt and the outputs", false, page);
    view("researcher", "Researcher view: every step", true, page);
    page.html(
        "<div class=\"views\">\n<span class=\"views-name\" aria-hidden=\"true\">View</span>\n");
    page.html("<label for=\"view-student\">Student</label>\n");
    page.html("<label for=\"view-advanced\">Advanced</label>\n");
    page.html(
        "<label for=\"view-researcher\">Researcher</label>\n<a href=\"#contents\">Contents</a>\n</div>\n");
  }

  private static void view(String word, String label, boolean chosen, PageWriter page)
      throws IOException {
    page.html("<input class=\"view\" type=\"radio\" name=\"view\" id=\"view-").html(word);
    page.html("\" aria-label=\"").html(label).html(chosen ? "\" checked>\n" : "\">\n");
  }

  private static void fact(long count, String one, PageWriter page) throws IOException {
    String many = one.equals("medium") ? "media" : one + "s";
    page.html("<li><b>").number(count).html("</b> ").html(count == 1 ? one : many).html("</li>\n");
  }

  private static void writeContents(Material material, PageWriter page) throws IOException {
    page.html("<nav class=\"contents\" aria-labelledby=\"contents\">\n");
    page.html("<h2 id=\"contents\">Contents</h2>\n");
    new Contents(material.facts(), page).write(material.executions());
    page.html("</nav>\n");
  }

  private static void writeFooter(BundleFacts facts, PageWriter page) throws IOException {
    Described described = new Described(facts);
    page.html("<footer class=\"end\">\n<p>Publisher: <span dir=\"auto\">");
    page.text(described.publisher()).html("</span>. Rights: <span dir=\"auto\">");
    page.text(described.rights()).html("</span>. Access: ").text(described.access());
    page.html(".</p>\n<p>Made by tracker ").text(facts.version()).html(" · <code>");
    page.text(facts.identifier()).html("</code></p>\n</footer>\n");
  }

  /** Writes the list of executions, a list for each day. */
  private static final class Contents {
    private final BundleFacts facts;
    private final PageWriter page;
    private @Nullable String day;

    Contents(BundleFacts facts, PageWriter page) {
      this.facts = facts;
      this.page = page;
    }

    void write(BundledExecutions executions) throws IOException {
      executions.forEach(this::write);
      if (day != null) {
        page.html("</ol>\n</details>\n");
      }
    }

    private void write(BundledExecution execution) throws IOException {
      ListedExecution summary = ListedExecution.of(execution.record(), facts.zone());
      Instant start = summary.startedAt();
      String name = start == null ? "Without a date" : PageTimes.day(start, facts.zone());
      if (!name.equals(day)) {
        page.html(day == null ? "" : "</ol>\n</details>\n");
        page.html(facts.executions() > MOST_OPEN ? "<details>" : "<details open>");
        page.html("<summary>").text(name).html("</summary>\n<ol>\n");
        day = name;
      }
      page.html("<li><a").attribute("href", "#" + PageArticle.anchor(execution)).html(">");
      if (start != null) {
        page.html("<span class=\"time\">").text(PageTimes.minute(start, facts.zone()));
        page.html("</span> ");
      }
      String input = summary.inputText();
      page.html("<bdi class=\"first\"");
      if (input == null || input.isBlank()) {
        page.html(">").text(execution.record().executionId());
      } else {
        page.foreign(Optional.empty()).html(">").text(PageText.brief(input, MOST_WORDS));
      }
      page.html("</bdi></a>");
      if (summary.status() != Status.COMPLETE) {
        page.html(" <span class=\"chip ").html(summary.status().word()).html("\">");
        page.html(PageText.status(summary.status())).html("</span>");
      }
      page.html("</li>\n");
    }
  }
}
