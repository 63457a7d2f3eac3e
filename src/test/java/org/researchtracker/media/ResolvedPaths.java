package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;

/** Files in memory, and what a resolver says of paths to them. */
abstract class ResolvedPaths {
  final FileSystem unix = Jimfs.newFileSystem(Configuration.unix());

  static Path file(FileSystem files, String path, String content) throws IOException {
    Path file = files.getPath(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  Path file(String path) throws IOException {
    return file(unix, path, path);
  }

  MediaResolver resolver(String... roots) {
    return new MediaResolver(
        MediaRoots.of(List.of(roots).stream().map(unix::getPath).toList()),
        PathMap.none(),
        List.of());
  }

  MediaResolver mapped(String... rules) {
    PathMap map = PathMap.parse(List.of(rules), unix.getPath("/cwd"));
    return new MediaResolver(MediaRoots.of(List.of()), map, List.of());
  }

  static Resolution resolve(MediaResolver resolver, String path) {
    return resolver.resolve(MediaReference.of("abc-123", path));
  }

  static void assertFound(Resolution resolution, Path file, Step step) throws IOException {
    assertThat(resolution).isEqualTo(new Found(file.toRealPath(), Files.size(file), step));
  }

  static void assertMissing(Resolution resolution, MissingReason reason) {
    assertThat(resolution)
        .isInstanceOfSatisfying(
            Missing.class, missing -> assertThat(missing.reason()).isEqualTo(reason));
  }
}
