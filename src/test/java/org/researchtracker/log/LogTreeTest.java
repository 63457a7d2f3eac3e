package org.researchtracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If these fail, logs are overlooked, or files that are none are read as logs. */
class LogTreeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jsonl",
        "a.jsonl.1",
        "a.jsonl.12.gz",
        "a.jsonl-20251103",
        "a.jsonl-2025-11-03.gz",
        "ä b.jsonl.gz"
      })
  void theseNamesAreLogs(String name) {
    assertThat(LogFileName.isLog(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.json",
        ".jsonl",
        ".a.jsonl",
        "a.jsonl.bak",
        "a.jsonl-",
        "a.jsonl-x1",
        "a.jsonl.1.2",
        "a.jsonl.gz.1",
        "a.jsonl~"
      })
  void theseAreNot(String name) {
    assertThat(LogFileName.isLog(name)).isFalse();
  }

  private List<String> walk(Path... roots) throws IOException {
    return LogTree.walk(List.of(roots)).files().stream()
        .map(log -> folder.relativize(Path.of(log.name())).toString())
        .toList();
  }

  private Path log(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{}\n");
  }

  @Test
  void readsFoldersToAnyDepthButNoBundlesAndNoDotNames() throws IOException {
    log("r/a.jsonl");
    log("r/deep/er/b.jsonl.gz");
    log("r/bundle/data/records.jsonl");
    log("r/bundle/bagit.txt");
    log("r/.hidden/c.jsonl");
    assertThat(walk(folder.resolve("r"))).containsExactly("r/a.jsonl", "r/deep/er/b.jsonl.gz");
  }

  @Test
  void followsLinksSurvivesCyclesAndTakesEachFileOnce() throws IOException {
    log("r/a.jsonl");
    log("elsewhere/b.jsonl");
    Files.createSymbolicLink(folder.resolve("r/link"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("r/again"), folder.resolve("r"));
    Files.createSymbolicLink(folder.resolve("r/same.jsonl"), folder.resolve("r/a.jsonl"));
    Files.createSymbolicLink(folder.resolve("r/dangling.jsonl"), folder.resolve("nowhere"));
    assertThat(LogTree.walk(List.of(folder.resolve("r"), folder.resolve("r"))).files()).hasSize(2);
  }

  @Test
  void aRootThatIsMissingOrNoFolderIsNamed() throws IOException {
    Path file = log("file.jsonl");
    assertThatThrownBy(() -> LogTree.walk(List.of(folder.resolve("gone"))))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> LogTree.walk(List.of(file))).hasMessageContaining("is no folder");
  }
}
