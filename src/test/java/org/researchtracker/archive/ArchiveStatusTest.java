package org.researchtracker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If these fail, a monitor is told something else than what is in the folder. */
class ArchiveStatusTest {
  @TempDir Path folder;
  private Archives archives;

  @BeforeEach
  void makeArchive() throws IOException {
    archives = new Archives(folder);
    for (int i = 0; i < 6; i++) {
      archives.execution("e" + i, "2025-11-03T10:00:00+01:00", "lost-" + i + ".png");
    }
    archives.archive(Per.EXECUTION);
    archives.archive(Per.DAY);
  }

  private ArchiveStatus status() {
    return ArchiveStatus.of(archives.to);
  }

  private List<String> missing() throws IOException {
    List<String> missing = new ArrayList<>();
    status().missing().forEach(lack -> missing.add(lack.bundle() + " " + lack.executionId()));
    assertThat(status().missing().count()).isEqualTo(missing.size());
    return missing;
  }

  private long bytesInFolder() throws IOException {
    long bytes = 0;
    for (String name : archives.bundles()) {
      bytes += Files.size(archives.to.resolve(name));
    }
    return bytes;
  }

  @Test
  void whatIsMissingIsOfLastVersions() throws IOException {
    assertThat(missing())
        .containsExactly(
            "2025-11-03_dada_e0.zip e0",
            "2025-11-03_dada_e1.zip e1",
            "2025-11-03_dada_e2.zip e2",
            "2025-11-03_dada_e3.zip e3",
            "2025-11-03_dada_e4.zip e4",
            "2025-11-03_dada_e5.zip e5",
            "2025-11-03.zip e0",
            "2025-11-03.zip e1",
            "2025-11-03.zip e2",
            "2025-11-03.zip e3",
            "2025-11-03.zip e4",
            "2025-11-03.zip e5");

    for (int i = 0; i < 5; i++) {
      archives.picture("lost-" + i + ".png", i);
    }
    archives.retry();
    assertThat(missing()).containsExactly("2025-11-03_dada_e5.zip e5", "2025-11-03_v2.zip e5");
    assertThat(status().executions()).isEqualTo(12);
    assertThat(status().superseded()).isEqualTo(6);
  }

  @Test
  void bundlesAndTheirBytesAreThoseOfTheFolderWhateverWasRemovedOrMadeAgain() throws IOException {
    archives.picture("lost-1.png", 1).picture("lost-2.png", 2);
    archives.archive(Per.EXECUTION);
    archives.archive(Per.DAY);
    Files.delete(archives.to.resolve("2025-11-03_dada_e3.zip"));
    assertThat(status().absent()).containsExactly("2025-11-03_dada_e3.zip");
    archives.archive(Per.EXECUTION);
    archives.prune(1, false);
    Files.writeString(archives.to.resolve("mine.zip"), "");

    ArchiveStatus status = status();
    assertThat(status.bundles()).isEqualTo(archives.bundles().size() - 1).isEqualTo(7);
    assertThat(status.bytes()).isEqualTo(bytesInFolder());
    assertThat(status.pruned()).isEqualTo(3);
    assertThat(status.superseded()).isZero();
    assertThat(status.executions()).isEqualTo(12);
    assertThat(status.absent()).isEmpty();
    assertThat(status.unlisted()).containsExactly("mine.zip");
    assertThat(missing()).hasSize(8);
  }

  @Test
  void whatTheLogsLostIsNamedAndItsMediaAreMissingNoLonger() throws IOException {
    Files.delete(archives.logs.resolve("a.jsonl"));
    archives.execution("e0", "2025-11-03T10:00:00+01:00", "lost-0.png");
    archives.archive(Per.EXECUTION);

    assertThat(status().smaller()).hasSize(5).allMatch(ArchiveStatus.Shrunk::gone);
    assertThat(missing()).hasSize(7).contains("2025-11-03_dada_e0.zip e0");
    assertThat(status().executions()).isEqualTo(12);
  }
}
