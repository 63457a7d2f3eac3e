package org.researchtracker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If these fail, a server leaves something behind when it ends. */
class SharedIndexTest {
  @TempDir Path temp;

  @Test
  void theEndDoesNotWaitForTheNextLookAndClosesTheIndex() throws IOException {
    Path logs = Files.createDirectories(temp.resolve("logs"));
    Files.writeString(logs.resolve("a.jsonl"), "{\"execution_id\":\"e\"}\n");
    Path file = temp.resolve("index.db");
    IndexSettings settings = new IndexSettings(file, List.of(logs), ZoneOffset.UTC, false, 1 << 20);

    try (SharedIndex index = SharedIndex.open(settings, IndexEvents.NONE, 1)) {
      assertThat(index.awaitReady(Duration.ofMinutes(1))).isTrue();
      assertThat(temp.resolve("index.db-wal")).exists();
    }

    // SQLite takes its journal away with the last connection.
    assertThat(temp.resolve("index.db-wal")).doesNotExist();
  }
}
