package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.view.Labels;

/** A medium on the page: shown, playable, linked, or missing with the reason in plain words. */
final class PageMedia {
  /** What every browser in use shows. */
  private static final Set<MediaFormat> SHOWN =
      Set.of(
          MediaFormat.PNG,
          MediaFormat.JPEG,
          MediaFormat.WEBP,
          MediaFormat.GIF,
          MediaFormat.BMP,
          MediaFormat.AVIF,
          MediaFormat.SVG);

  /** What runs scripts of its own when it is opened by itself: such files are named, not linked. */
  private static final Set<MediaFormat> ACTIVE = Set.of(MediaFormat.SVG, MediaFormat.HTML);

  private static final int LONGEST_ALT = 200;
  private static final long LARGEST_SIDE = 20_000;

  private final BundledExecution execution;
  private final BundleFacts facts;
  private final PageWriter page;

  PageMedia(BundledExecution execution, BundleFacts facts, PageWriter page) {
    this.execution = execution;
    this.facts = facts;
    this.page = page;
  }

  /**
   * Writes a medium, or the text that is in its place.
   *
   * @param name what it is called in this execution, such as {@code Image 1}
   * @param prompt what it was made from
   */
  void write(ExecutionItem item, String name, Optional<String> prompt) throws IOException {
    BundledMedium medium = execution.media().get(item.sequenceNumber());
    page.html("<figure>\n");
    if (medium != null && medium.isIncluded()) {
      writeMedium(item, medium, name, prompt);
      caption(item, name, Optional.of(medium));
    } else if (medium != null && medium.reason().isPresent()) {
      writeMissing(name, MissingWords.sentence(medium.reason().get()), place(item, medium));
      caption(item, name, Optional.empty());
    } else if (item.isMedium()) {
      String why =
          facts.mediaLeftOut()
              ? MissingWords.LEFT_OUT
              : MissingWords.sentence(MissingReason.NO_PATH);
      writeMissing(name, why, "");
      caption(item, name, Optional.empty());
    } else {
      caption(item, name, Optional.empty());
    }
    String content = item.content();
    if (content != null) {
      page.html("<p class=\"text\"").foreign(PageLanguages.ofResult(item)).html(">");
      page.text(content).html("</p>\n");
    }
    page.html("</figure>\n");
  }

  private static String place(ExecutionItem item, BundledMedium medium) {
    return MediaWords.place(item, medium);
  }

  private void writeMedium(
      ExecutionItem item, BundledMedium medium, String name, Optional<String> prompt)
      throws IOException {
    @Nullable MediaFormat format = medium.format().flatMap(MediaFormat::ofMimeType).orElse(null);
    String path = medium.path().orElseThrow();
    if (format != null && SHOWN.contains(format)) {
      writePicture(item, path, alt(item, medium, name, prompt), !ACTIVE.contains(format));
    } else if (format != null && format.kind() == MediaFormat.Kind.AUDIO) {
      page.html("<audio controls preload=\"none\"").attribute("src", path);
      page.attribute("aria-label", name).html("></audio>\n");
    } else if (format != null && format.kind() == MediaFormat.Kind.VIDEO) {
      page.html("<video controls playsinline preload=\"none\"").attribute("src", path);
      page.attribute("aria-label", name).html("></video>\n");
    } else {
      writeFile(path, format);
    }
  }

  private void writePicture(ExecutionItem item, String path, String alt, boolean linked)
      throws IOException {
    if (linked) {
      page.html("<a class=\"picture\"").attribute("href", path).html(">");
    }
    page.html("<img loading=\"lazy\" decoding=\"async\"").attribute("src", path);
    page.attribute("alt", alt);
    Optional<Long> width = side(item, "width");
    Optional<Long> height = side(item, "height");
    if (width.isPresent() && height.isPresent()) {
      page.html(" width=\"").number(width.get()).html("\" height=\"").number(height.get());
      page.html("\"");
    }
    page.html(linked ? "></a>\n" : ">\n");
  }

  /** The size that the log claims keeps the page from jumping; the picture itself corrects it. */
  private static Optional<Long> side(ExecutionItem item, String key) {
    return item.metadata()
        .value(key)
        .flatMap(
            value -> value instanceof JsonNumber number ? number.longValue() : Optional.empty())
        .filter(side -> side > 0 && side <= LARGEST_SIDE);
  }

  private static String alt(
      ExecutionItem item, BundledMedium medium, String name, Optional<String> prompt) {
    if (item.itemType().isInput()) {
      return name + medium.originalName().map(original -> ": " + original).orElse("");
    }
    return name
        + prompt.map(text -> ", made from: " + PageText.brief(text, LONGEST_ALT)).orElse("");
  }

  private void writeFile(String path, @Nullable MediaFormat format) throws IOException {
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    boolean model = format != null && format.kind() == MediaFormat.Kind.MODEL;
    page.html("<p class=\"file\"><span class=\"sign\" aria-hidden=\"true\">");
    page.html(model ? "◈" : "▤").html("</span> ");
    if (format != null && ACTIVE.contains(format)) {
      page.html("<code>").text(path).html("</code>");
    } else {
      page.html("<a").attribute("href", path).html(">").text(fileName).html("</a>");
    }
    page.html(model ? "<br><small>Opens in a program for 3D models.</small></p>\n" : "</p>\n");
  }

  private void writeMissing(String name, String why, String place) throws IOException {
    page.html("<div class=\"missing\"><p class=\"label\">").text(name);
    page.html(" is not here</p><p>").html(why).html("</p>");
    if (!place.isEmpty()) {
      page.html("<p class=\"place r\"><code dir=\"ltr\">").text(place).html("</code></p>");
    }
    page.html("</div>\n");
  }

  private void caption(ExecutionItem item, String name, Optional<BundledMedium> medium)
      throws IOException {
    page.html("<figcaption><b>").text(name).html("</b>");
    String config = item.configUsed();
    if (config != null && !config.isEmpty()) {
      page.html("<span class=\"a\"> (<bdi>")
          .text(Labels.builtIn().of(config))
          .html("</bdi>)</span>");
    }
    if (medium.isPresent()) {
      page.html("<span class=\"r\">");
      if (medium.get().format().isPresent()) {
        page.html(" · ").text(medium.get().format().get());
      }
      if (medium.get().size().isPresent()) {
        page.html(" · ").html(PageText.size(medium.get().size().getAsLong()));
      }
      if (medium.get().graphPath().isPresent()) {
        page.html(" · <a").attribute("href", medium.get().graphPath().get());
        page.html(">ComfyUI graph</a>");
      }
      page.html("</span>");
    }
    page.html("</figcaption>\n");
  }
}
