package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** If these fail, files that are there are not looked for, or each missing one is, for hours. */
class FileNamesTest {
  private static final int FILES = 1000;

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path root = files.getPath("/x");

  @BeforeEach
  void makeFiles() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path folder = Files.createDirectories(root.resolve("sub" + i % 7).resolve("deep"));
      Files.createFile(folder.resolve("Image_" + i + ".png"));
    }
  }

  @Test
  void knowsEveryNameInWhicheverCaseAndNoOther() {
    FileNames names = FileNames.below(List.of(files.getPath("/gone"), root), FILES + 1);
    for (int i = 0; i < FILES; i++) {
      assertThat(names.mayHold("image_" + i + ".PNG")).as("picture %d", i).isTrue();
      assertThat(names.mayHold("other_" + i + ".png")).as("other %d", i).isFalse();
    }
    assertThat(names.mayHold("sub1")).isFalse();
    assertThat(names.mayHold("")).isFalse();
  }

  @Test
  void whereThereAreTooManyEveryNameMayBeThere() {
    for (int most : new int[] {1, FILES / 2, FILES}) {
      assertThat(FileNames.below(List.of(root), most).mayHold("other.png")).isTrue();
    }
  }
}
