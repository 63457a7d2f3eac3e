package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/**
 * The page of {@code tracker serve} in a real browser. Skipped, with a word, where there is neither
 * Chromium nor its driver.
 */
@EnabledOnOs(OS.LINUX)
class PageIT extends InBrowser {
  @TempDir static Path temp;

  private static @Nullable ServeProgram server;

  @BeforeAll
  static void serve() throws IOException {
    assumeTrue(
        isInstalled(), "the page is not tested: chromium and chromium-driver are not installed");
    copy(Path.of("examples/workshop"), temp.resolve("workshop"));
    Files.writeString(
        temp.resolve("workshop/logs/hostile.jsonl"),
        "{\"execution_id\":\"hostile\",\"sequence_number\":1,\"item_type\":\"user_input_text\","
            + "\"timestamp\":\"2020-01-01T00:00:00Z\",\"metadata\":{\"n\":1180591620717411303424},"
            + "\"content\":\"<img src=x onerror=document.title='owned'>\"}\n");
    Path labels = temp.resolve("labels.csv");
    Files.writeString(labels, "id,label\ntablet-03,Tisch am Fenster\ndada,Dada (laut)\n");
    server = ServeProgram.start(temp.resolve("workshop/logs"), temp, "--labels", labels.toString());
    open(server.address(), temp);
  }

  @AfterAll
  static void stop() {
    quit();
    if (server != null) {
      server.close();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(each, to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void idsAreShownByTheirNames() {
    go("?lang=en&device=tablet-03");
    assertThat(text(".cards")).contains("Tisch am Fenster").doesNotContain("tablet-03");
    go("?lang=en&page=execution&id=ws-02-dada");
    assertThat(text(".facts")).contains("Dada (laut)");
    go("?lang=en&page=stats");
    assertThat(text("main")).contains("Dada (laut)");
  }

  @Test
  void filtersLiveInTheAddress() {
    go("?lang=en");
    assertThat(text(".count")).isEqualTo("16 of 16");
    browser().findElement(By.cssSelector("select[name=status]")).sendKeys("blocked");
    until(page -> page.getCurrentUrl().contains("status=blocked"));
    until(page -> text(".count").equals("1 of 1"));

    browser().navigate().refresh();
    until(page -> text(".count").equals("1 of 1"));
    browser().findElement(By.cssSelector(".card a")).click();
    until(page -> !all("article").isEmpty());
    browser().findElement(By.className("back")).click();
    until(page -> text(".count").equals("1 of 1"));

    browser().findElement(By.cssSelector(".filters a.button")).click();
    until(page -> text(".count").equals("16 of 16"));
    browser().navigate().back();
    until(page -> text(".count").equals("1 of 1"));
  }

  @Test
  void aFilterThatIsWrongCanBeMended() {
    go("?lang=de&since=gestern&config=dada");
    assertThat(text(".box h2")).isEqualTo("So lässt sich das nicht fragen");
    assertThat(text(".box")).contains("since 'gestern' is no time");
    theServerRefused("400");

    WebElement since = browser().findElement(By.name("since"));
    since.clear();
    since.sendKeys("2025-11-04", Keys.ENTER);
    until(page -> text(".count").equals("2 von 2"));
    assertThat(all(".box")).isEmpty();
  }

  @Test
  void whatDoesNotExistIsToldInTheReadersLanguage() {
    go("?lang=de&page=execution&id=nobody");
    assertThat(text("h1")).isEqualTo("Hier ist nichts");
    assertThat(text(".box")).contains("nobody");
    theServerRefused("404");
    browser().findElement(By.cssSelector(".box a")).click();
    until(page -> text(".count").equals("16 von 16"));
  }

  private void theServerRefused(String status) {
    assertThat(complaints())
        .isNotEmpty()
        .allSatisfy(said -> assertThat(said).contains("status of " + status));
  }

  @Test
  void outputsAreShownAsSmallPictures() {
    go("?config=dada");
    // Those below the screen are loaded when they are scrolled to.
    until(
        page ->
            (Boolean)
                run(
                    "const all = [...document.querySelectorAll('.thumbs img')];"
                        + "return all.filter(each => each.naturalWidth > 0).length >= 2;"));
  }

  @Test
  void everyExecutionHasThreeViews() {
    go("?page=execution&id=ws-02-dada&lang=en");
    assertThat(text("article")).contains("Stage 3-4 (2/2) FLUX.1 dev", "Safety check: blocked");
    assertThat(shown("figure")).isEqualTo(1);

    browser().findElement(By.cssSelector("input[value=advanced]")).click();
    assertThat(text("article")).contains("Transformed", "HUT!", "Image 1 (SD3.5 Large)");
    assertThat(text("article")).doesNotContain("Stage", "Translation", "Safety");
    assertThat(browser().getCurrentUrl()).contains("view=advanced");

    browser().findElement(By.cssSelector("input[value=student]")).click();
    assertThat(text("article")).contains("Image 1").doesNotContain("Transformed", "SD3.5");
  }

  @Test
  void soundsHavePlayersAndModelsAreFiles() {
    go("?page=execution&id=ws-05-music");
    assertThat(shown("audio[controls]")).isEqualTo(2);
    go("?page=execution&id=ws-06-video");
    assertThat(shown("video[controls], .missing")).isEqualTo(1);
    go("?page=execution&id=ws-08-cube&lang=en");
    assertThat(text(".file")).contains("Download: 3D model 1");
  }

  @Test
  void mediaThatAreMissingAreNamedWithTheReason() {
    go("?page=execution&id=ws-11-remote&lang=en");
    assertThat(text(".missing")).contains("is not here", "never fetched");
    browser().findElement(By.className("language")).click();
    until(page -> text(".missing").contains("nie geholt"));
    assertThat(browser().findElement(By.tagName("html")).getDomAttribute("lang")).isEqualTo("de");
  }

  @Test
  void textsFromLogsNeverRun() {
    go("?page=execution&id=hostile");
    assertThat(text("h1")).isEqualTo("<img src=x onerror=document.title='owned'>");
    assertThat(browser().getTitle()).isNotEqualTo("owned");
    assertThat(all("h1 img")).isEmpty();
    browser().findElement(By.cssSelector(".trace summary")).click();
    assertThat(text(".trace pre")).as("no number is rounded").contains("1180591620717411303424");
  }

  @Test
  void worksByKeyboard() {
    go("");
    WebElement body = browser().findElement(By.tagName("body"));
    body.sendKeys("/");
    WebElement focused = browser().switchTo().activeElement();
    assertThat(focused.getDomAttribute("id")).isEqualTo("q");
    focused.sendKeys("Drache", Keys.ENTER);
    until(page -> !all(".hits mark").isEmpty());
    WebElement hit = browser().findElement(By.cssSelector(".hits a"));
    hit.sendKeys(Keys.ENTER);
    until(page -> page.getCurrentUrl().contains("page=execution"));
    until(page -> !all("article").isEmpty());
    assertThat((Boolean) run("return document.activeElement !== null;")).isTrue();
  }

  private static void log(int number, String type, String content) throws IOException {
    Files.writeString(
        temp.resolve("workshop/logs/live.jsonl"),
        String.format(
            "{\"execution_id\":\"live-1\",\"sequence_number\":%d,\"item_type\":\"%s\","
                + "\"content\":\"%s\",\"config_name\":\"live\"}%n",
            number, type, content),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void newItemsAreToldWhileTheyAreLogged() throws IOException {
    go("?lang=en&config=live");
    assertThat(text(".count")).isEqualTo("Nothing matches these filters.");
    log(1, "user_input_text", "now");
    until(page -> text(".news").startsWith("1 new item"));
    browser().findElement(By.cssSelector(".news button")).click();
    until(page -> text(".count").equals("1 of 1"));

    go("?lang=en&page=execution&id=live-1");
    WebElement details = browser().findElement(By.cssSelector(".trace summary"));
    details.sendKeys(Keys.ENTER);
    log(2, "interception_result", "then");
    until(page -> text("article").contains("then"));
    assertThat(browser().switchTo().activeElement())
        .as("what is read stays where it is")
        .isEqualTo(details);
    assertThat(shown(".trace pre")).isEqualTo(1);
    log(3, "pipeline_complete", "");
    until(page -> text(".facts").contains("complete"));
    assertThat(text("article")).contains("then");
    Files.delete(temp.resolve("workshop/logs/live.jsonl"));
    go("?lang=en");
  }

  /** A browser has six connections to a server at once, and each of these pages listens. */
  @Test
  void manyTabsAreShownAtOnce() {
    go("?page=execution&id=ws-02-dada");
    String first = browser().getWindowHandle();
    for (int i = 0; i < 7; i++) {
      browser().switchTo().newWindow(WindowType.TAB);
      go("?page=execution&id=ws-02-dada");
      assertThat(text("article")).contains("HUT!");
    }
    for (String window : browser().getWindowHandles()) {
      if (!window.equals(first)) {
        browser().switchTo().window(window).close();
      }
    }
    browser().switchTo().window(first);
  }

  @Test
  void chartsHaveTheirNumbersBesideThem() {
    go("?page=stats&lang=en");
    until(page -> all(".chart svg.columns rect").size() > 4);
    browser().findElement(By.cssSelector(".chart .numbers summary")).click();
    assertThat(text(".chart table")).contains("SD3.5 Large");
    assertThat(text(".bars"))
        .as("numbers stand beside bars")
        .containsPattern("Dada \\(laut\\)\\s+3");
    assertThat(text("main")).contains("someone could get hurt on the stairs");
  }

  @Test
  void whatIsFilteredIsExported() throws IOException {
    go("?config=bauhaus&lang=en");
    run("window.showSaveFilePicker = undefined; return true;");
    browser().findElement(By.cssSelector("button.export")).click();
    until(page -> text(".said").startsWith("The bundle is whole"));
    Path folder = temp.resolve("downloads");
    until(page -> zips(folder).size() == 1);
    try (ZipFile zip = new ZipFile(zips(folder).get(0).toString())) {
      assertThat(zip.stream().filter(entry -> entry.getName().endsWith("/record.json"))).hasSize(2);
    }
  }

  private static List<Path> zips(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".zip")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void fitsAPhone() {
    browser()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
    for (String page :
        List.of(
            "", "?page=stats", "?page=search&q=Drache", "?page=execution&id=ws-01-stillepost")) {
      go(page);
      assertThat((Long) run("return document.documentElement.scrollWidth;"))
          .as("nothing of " + page + " is beside the screen")
          .isLessThanOrEqualTo(360L);
    }
    go("?lang=en");
    assertThat(shown("input[name=config]")).as("filters do not fill the screen").isZero();
    browser().findElement(By.cssSelector(".filtering summary")).click();
    until(page -> shown("input[name=config]") == 1);
    browser().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }
}
