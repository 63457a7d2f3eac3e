package org.researchtracker.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A page in a real browser: Chromium without a window, for one test class at a time. */
abstract class InBrowser {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a reader of the screen, or a link into the page, could not tell apart or name. */
  private static final String UNCLEAR =
      "const ids = [...document.querySelectorAll('[id]')].map(each => each.id);"
          + "const named = each => each.ariaLabel || each.textContent.trim() || each.alt"
          + "  || each.querySelector('img[alt]:not([alt=\"\"])')"
          + "  || (each.labels && each.labels.length) || each.type === 'hidden'"
          + "  || each.closest('[aria-hidden=true]');"
          + "return ids.filter((id, at) => ids.indexOf(id) !== at).concat("
          + "  [...document.querySelectorAll('a, button, input, select, audio, video, img, progress')]"
          + "    .filter(each => !named(each)).map(each => each.outerHTML));";

  private static @Nullable ChromeDriver driver;
  private static String address = "";

  static boolean isInstalled() {
    return program("chromium").isPresent() && program("chromedriver").isPresent();
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Opens the browser.
   *
   * @param page where the page is
   * @param folder for its profile, and what it downloads
   */
  static void open(String page, Path folder) {
    address = page;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium").orElseThrow().toString());
    options.setPageLoadTimeout(PATIENCE);
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
    options.addArguments("--user-data-dir=" + folder.resolve("profile-" + System.nanoTime()));
    options.setExperimentalOption(
        "prefs",
        Map.of(
            "download.default_directory",
            folder.resolve("downloads").toString(),
            "intl.accept_languages",
            "en"));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  static void quit() {
    ChromeDriver opened = driver;
    if (opened != null) {
      opened.quit();
    }
  }

  @AfterEach
  void withoutComplaint() {
    assertThat(complaints()).as("scripts failed, or the policy refused something").isEmpty();
    assertThat((List<?>) run(UNCLEAR)).as("ids twice, and what has no name").isEmpty();
    run("localStorage.clear(); return true;");
  }

  /** What the browser said since it was asked last. */
  List<String> complaints() {
    return browser().manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        // A medium that is missing answers 404, and the page says so in its own words.
        .filter(message -> !message.contains("/media/"))
        .toList();
  }

  ChromeDriver browser() {
    return Objects.requireNonNull(driver);
  }

  void go(String query) {
    browser().get(address + query);
    until(page -> page.findElement(By.cssSelector("main:not([aria-busy]) h1")));
  }

  <T> T until(Function<ChromeDriver, T> condition) {
    return new WebDriverWait(browser(), PATIENCE)
        .ignoring(org.openqa.selenium.WebDriverException.class)
        .until(any -> condition.apply(browser()));
  }

  List<WebElement> all(String selector) {
    return browser().findElements(By.cssSelector(selector));
  }

  String text(String selector) {
    return browser().findElement(By.cssSelector(selector)).getText();
  }

  long shown(String selector) {
    return all(selector).stream().filter(WebElement::isDisplayed).count();
  }

  Object run(String script) {
    return Objects.requireNonNull(browser().executeScript(script));
  }
}
