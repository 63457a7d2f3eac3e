package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If these fail, logs of another machine find no media, or another folder's. */
class PathMapTest {
  private final FileSystem unix = Jimfs.newFileSystem(Configuration.unix());
  private final Path base = unix.getPath("/cwd");

  private Optional<String> apply(String rule, String path) {
    return PathMap.parse(List.of(rule), base).apply(path).map(Path::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "/exports/=/x/exports/, /exports/img1.png, /x/exports/img1.png",
    "/srv/exports=/data/exports, /srv/exports/a/b.png, /data/exports/a/b.png",
    "/srv/exports=/data/exports, /srv/exports, /data/exports",
    "/srv/exports=/data/exports, /srv/exports//a.png, /data/exports/a.png",
    "/=/mnt, /a.png, /mnt/a.png",
    "C:\\ComfyUI\\output=/mnt/out, C:\\ComfyUI\\output\\a\\b.png, /mnt/out/a/b.png",
    "C:\\ComfyUI\\output=/mnt/out, C:/ComfyUI/output/a.png, /mnt/out/a.png",
    "C:/ComfyUI/output/=/mnt/out, c:\\comfyui\\OUTPUT\\A.png, /mnt/out/A.png",
    "\\\\nas\\art=/mnt/art, \\\\nas\\art\\a.png, /mnt/art/a.png",
    "D:=/mnt/d, D:\\a.png, /mnt/d/a.png",
    "output=pics, output/a.png, /cwd/pics/a.png",
    "/a=/b=c, /a/x.png, /b=c/x.png",
  })
  void replacesTheBeginningOfAPath(String rule, String path, String expected) {
    assertThat(apply(rule, path)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/exports=/data, /srv/exports2/a.png",
    "/srv/exports=/data, /srv/exportsa.png",
    "/srv/exports=/data, /SRV/exports/a.png",
    "/srv/exports=/data, srv/exports/a.png",
    "/srv/exports/=/data, /srv/exports",
    "C:\\out=/data, C:\\output\\a.png",
    "C:\\out=/data, D:\\out\\a.png",
  })
  void matchesWholeComponentsOnly(String rule, String path) {
    assertThat(apply(rule, path)).isEmpty();
  }

  @Test
  void keepsABackslashThatIsPartOfAUnixName() {
    assertThat(apply("/srv=/data", "/srv/a\\b.png")).contains("/data/a\\b.png");
  }

  @Test
  void theLongestBeginningWinsWhateverTheOrder() {
    List<String> rules = List.of("/a=/short", "/a/b/c=/long", "/a/b=/middle");
    PathMap map = PathMap.parse(rules, base);
    assertThat(map.apply("/a/b/c/d.png").map(Path::toString)).contains("/long/d.png");
    assertThat(map.apply("/a/b/d.png").map(Path::toString)).contains("/middle/d.png");
    assertThat(map.apply("/a/d.png").map(Path::toString)).contains("/short/d.png");
    assertThat(map.targets())
        .map(Path::toString)
        .containsExactlyInAnyOrder("/short", "/middle", "/long");
  }

  @Test
  void mapsToWindowsFolders() {
    Path windows = Jimfs.newFileSystem(Configuration.windows()).getPath("C:\\work");
    PathMap map = PathMap.parse(List.of("/exports=D:\\exports"), windows);
    assertThat(map.apply("/exports/a/b.png").map(Path::toString)).contains("D:\\exports\\a\\b.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "=/b", "/a=", "=", "/a=b\0c"})
  void aRuleThatSaysNothingIsAUsageErrorThatQuotesIt(String rule) {
    assertThatThrownBy(() -> PathMap.parse(List.of(rule), base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("map '" + rule + "': ");
  }

  @Test
  void twoPlacesForOneBeginningAreAUsageErrorTheSameTwiceIsNot() {
    assertThatThrownBy(() -> PathMap.parse(List.of("/a=/b", "/a=/c"), base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a=/c");
    assertThat(PathMap.parse(List.of("/a=/b", "/a=/b/"), base).targets()).hasSize(1);
  }
}
