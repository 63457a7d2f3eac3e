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

class FolderIndexTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  private FolderIndex index(int maxFolders, String... roots) {
    return new FolderIndex(
        MediaRoots.of(List.of(roots).stream().map(files::getPath).toList()), maxFolders);
  }

  private void folders(String... paths) throws IOException {
    for (String path : paths) {
      Files.createDirectories(files.getPath(path));
    }
  }

  @Test
  void givesFoldersOfThatNameAndAllBelowEachOnce() throws IOException {
    folders("/x/a/id/final/deep", "/x/b/id/id", "/x/.hidden/id", "/x/idle", "/y/id");
    assertThat(index(100, "/x", "/x/a").atAndBelow(List.of("id", "final")))
        .map(Path::toString)
        .containsExactlyInAnyOrder(
            "/x/a/id", "/x/a/id/final", "/x/a/id/final/deep", "/x/b/id", "/x/b/id/id");
  }

  @Test
  void anIdThatIsNoFolderNameMatchesNothing() throws IOException {
    folders("/x/a");
    assertThat(index(100, "/x").atAndBelow(List.of("", ".", "..", "a/b", "/", "x/a", "\0")))
        .isEmpty();
  }

  /** Without the bound a root with millions of folders takes all memory. */
  @Test
  void stopsAtItsBoundWithTheHigherFoldersKnown() throws IOException {
    folders("/x/a/deep", "/x/b/deep");
    FolderIndex index = index(3, "/x");
    assertThat(index.atAndBelow(List.of("a", "b"))).hasSize(2);
    assertThat(index.atAndBelow(List.of("deep"))).isEmpty();
  }

  /** Ten levels of two links each are a thousand ways down, and still ten folders. */
  @Test
  void walksALatticeOfLinksOnce() throws IOException {
    for (int i = 0; i < 30; i++) {
      folders("/x/level" + (i + 1), "/x/level" + i);
      for (String name : List.of("left", "right")) {
        Files.createSymbolicLink(
            files.getPath("/x/level" + i, name), files.getPath("/x/level" + (i + 1)));
      }
    }
    assertThat(index(1000, "/x").atAndBelow(List.of("level0"))).hasSize(31);
  }
}
