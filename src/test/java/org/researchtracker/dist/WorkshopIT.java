package org.researchtracker.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's first command: the example, with the packaged program. */
@DisabledOnOs(OS.WINDOWS)
class WorkshopIT {
  private static final Path SCRIPT = Path.of("examples/workshop.sh").toAbsolutePath();

  @TempDir Path temp;

  @Test
  void showsWhatTrackerDoes() throws Exception {
    Path out = temp.resolve("out");
    Path target = temp.resolve("a folder");
    ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString(), target.toString());
    // The caller's own logs must not matter, nor where the caller is.
    builder.environment().put("TRACKER_LOGS", temp.resolve("nowhere").toString());
    builder.environment().remove("TRACKER_NO_CACHE");
    builder.environment().put("TMPDIR", Files.createDirectory(temp.resolve("tmp")).toString());
    builder.environment().put("PATH", tellingWhatIsRemoved() + ":" + System.getenv("PATH"));
    builder.directory(temp.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());

    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    String text = Files.readString(out, UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text)
        .contains("\n$ tracker list\n", "\nws-01-stillepost\t", "  └─ Output → drache_00001_.png\n")
        .contains("3 missing: 1 not_found, 2 not_fetched");
    try (ZipFile zip = new ZipFile(target.resolve("workshop.zip").toString())) {
      assertThat(zip.getEntry("workshop/data/index.html")).isNotNull();
    }
    assertThat(target.resolve("workshop.zip.sha256")).exists();
    // Something that is still at work in the folder at the end would keep it from being removed.
    assertThat(Files.readString(temp.resolve("removed"))).doesNotContain("/attempt");
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
  }

  /** A folder for PATH whose rm writes down what it is about to remove. */
  private Path tellingWhatIsRemoved() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("commands"));
    Path command = folder.resolve("rm");
    Files.writeString(
        command,
        "#!/bin/sh\nfor last; do :; done\nfind \"$last\" >>'%s'\nPATH=${PATH#*:} exec rm \"$@\"\n"
            .formatted(temp.resolve("removed")));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    return folder;
  }
}
