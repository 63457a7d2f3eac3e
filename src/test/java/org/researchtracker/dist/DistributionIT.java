package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands beside the program: its manual and its pages. */
class DistributionIT {
  private static final Path DIST = Path.of(System.getProperty("tracker.dist"));
  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]\\n]*\\]\\(([^)#\\s]+)");

  @Test
  void holdsTheManual() throws IOException {
    Path manual = DIST.resolve("share/man");

    assertThat(manual.resolve("man1/tracker.1")).content().contains(".SH \"COMMANDS\"");
    assertThat(manual.resolve("man5/tracker-log-format.5")).isRegularFile();
    try (Stream<Path> pages = Files.list(manual.resolve("man1"))) {
      assertThat(pages.map(each -> each.getFileName().toString()))
          .contains("tracker-list.1", "tracker-index-refresh.1")
          .noneMatch(name -> name.contains("__"));
    }
  }

  @Test
  void tellsTheLicenceOfEveryLibrary() throws IOException {
    String copyright = Files.readString(Path.of("src/dist/packaging/deb/copyright"));
    try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .filteredOn(name -> name.matches(".*-[0-9].*\\.jar"))
          .isNotEmpty()
          .allSatisfy(
              name ->
                  assertThat(copyright)
                      .contains("/" + name.replaceFirst("-[0-9][^-]*\\.jar", "-*.jar") + "\n"));
    }
  }

  @Test
  void itsPagesLinkToWhatIsThere() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(DIST)) {
      pages = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    assertThat(pages).contains(DIST.resolve("README.md"), DIST.resolve("docs/privacy.md"));
    for (Path page : pages) {
      Matcher link = LINK.matcher(Files.readString(page, UTF_8));
      while (link.find()) {
        if (!link.group(1).matches("[a-z]+:.*")) {
          assertThat(page.resolveSibling(link.group(1)).normalize()).as("in %s", page).exists();
        }
      }
    }
  }
}
