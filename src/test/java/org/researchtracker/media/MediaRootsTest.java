package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** If these fail, files of the user that have nothing to do with the logs are published. */
class MediaRootsTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  private Path folder(String path) throws IOException {
    return Files.createDirectories(files.getPath(path));
  }

  @Test
  void withoutNamedRootsTheLogsAndTheMediaFoldersBesideThemAreOpen() throws IOException {
    Path logs = folder("/users/ana/logs");
    folder("/users/ana/exports");
    folder("/users/ana/media");
    folder("/users/ana/media-2025");
    folder("/users/ana/private");
    folder("/users/ana/.media");
    folder("/users/ana/Exports2");
    Files.createFile(files.getPath("/users/ana/media.txt"));
    MediaRoots roots = MediaRoots.besideLogs(List.of(logs));
    assertThat(roots.real())
        .map(Path::toString)
        .containsExactly(
            "/users/ana/logs", "/users/ana/exports", "/users/ana/media", "/users/ana/media-2025");
    assertThat(roots.contains(files.getPath("/users/ana/exports/a.png"))).isTrue();
    assertThat(roots.contains(files.getPath("/users/ana/private/a.png"))).isFalse();
    assertThat(roots.contains(files.getPath("/users/ana"))).isFalse();
    assertThat(roots.contains(files.getPath("/users/ana/exports2"))).isFalse();
  }

  @Test
  void relativeLogRootsLookBesideThemselvesToo() throws IOException {
    Path logs = folder("logs").toAbsolutePath();
    Path exports = folder("exports").toAbsolutePath();
    assertThat(MediaRoots.besideLogs(List.of(files.getPath("logs"))).real())
        .containsExactly(logs, exports);
    assertThat(MediaRoots.besideLogs(List.of(files.getPath("logs/../logs/."))).named()).hasSize(2);
    assertThat(MediaRoots.besideLogs(List.of(files.getPath("/"))).named()).hasSize(1);
  }

  @Test
  void namedRootsAreTheOnlyOnes() throws IOException {
    folder("/x/pics");
    folder("/x/exports");
    assertThat(MediaRoots.of(List.of(files.getPath("/x/pics"))).real())
        .map(Path::toString)
        .containsExactly("/x/pics");
  }

  @Test
  void aRootThatIsNotThereIsNamedAndMatchesNothing() throws IOException {
    folder("/x");
    Path gone = files.getPath("/x/gone");
    MediaRoots roots = MediaRoots.of(List.of(gone));
    assertThat(roots.missing()).containsExactly(gone);
    assertThat(roots.real()).isEmpty();
    assertThat(roots.contains(gone.resolve("a.png"))).isFalse();
  }

  @Test
  void aLinkedRootIsWhereItLeadsAndListedOnce() throws IOException {
    Path real = folder("/data/exports");
    Path link = Files.createSymbolicLink(files.getPath("/link"), real);
    assertThat(MediaRoots.of(List.of(link, real, link)).real()).containsExactly(real);
  }

  @Test
  void theTargetsOfAMapAreRoots() throws IOException {
    Path target = folder("/mnt/out");
    PathMap map = PathMap.parse(List.of("/exports=/mnt/out"), files.getPath("/"));
    assertThat(MediaRoots.of(List.of()).with(map).contains(target.resolve("a.png"))).isTrue();
  }
}
