package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.researchtracker.media.Inspection.Typed;
import org.researchtracker.media.Resolution.Found;
import org.researchtracker.media.Resolution.Missing;

class MediaInspectorTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  private Inspection inspect(String name, byte[] bytes) throws IOException {
    Path file = Files.write(files.getPath(name), bytes);
    return MediaInspector.inspect(new Found(file, bytes.length, Step.AS_WRITTEN));
  }

  /** If this fails, a PNG called .jpeg keeps the wrong extension in the bundle. */
  @Test
  void statesTheTrueTypeOfAFile() throws IOException {
    assertThat(inspect("a.jpeg", PNG)).isEqualTo(new Typed(MediaFormat.PNG, 8));
  }

  /** If this fails, the index or the log of the tool itself gets into bundles. */
  @Test
  void aFileOfNoKnownTypeIsNotMediaAndSaysWhy() throws IOException {
    assertThat(inspect("a.png", new byte[] {1, 2, 3}))
        .isEqualTo(new Missing(MissingReason.NOT_MEDIA, "no medium of a known type"));
    assertThat(inspect("b.png", new byte[0]))
        .isEqualTo(new Missing(MissingReason.NOT_MEDIA, "it is empty"));
  }

  /** If this fails, a file swapped for a link after the check is read from outside the roots. */
  @Test
  void doesNotFollowALinkThatTookTheFilesPlace() throws IOException {
    Path secret = Files.write(files.getPath("secret.png"), PNG);
    Path link = Files.createSymbolicLink(files.getPath("a.png"), secret);
    assertThat(MediaInspector.inspect(new Found(link, 8, Step.AS_WRITTEN)))
        .isEqualTo(new Missing(MissingReason.UNREADABLE, "its bytes cannot be read"));
  }

  @Test
  void aFileThatHasGoneIsNotFound() {
    Found gone = new Found(files.getPath("gone.png"), 8, Step.AS_WRITTEN);
    assertThat(MediaInspector.inspect(gone))
        .isEqualTo(new Missing(MissingReason.NOT_FOUND, "the file has gone"));
  }

  @Test
  void looksIntoDataUrisAndTakesTheirTypeAsAHint() {
    assertThat(MediaInspector.inspect(DataUri.resolve("data:text/plain,Blume", 100)))
        .isEqualTo(new Typed(MediaFormat.TXT, 5));
    assertThat(MediaInspector.inspect(DataUri.resolve("data:image/gif;base64,iVBORw0KGgo=", 100)))
        .isEqualTo(new Typed(MediaFormat.PNG, 8));
    assertThat(MediaInspector.inspect(DataUri.resolve("data:image/png,Blume", 100)))
        .isEqualTo(new Missing(MissingReason.NOT_MEDIA, "no medium of a known type"));
  }

  @Test
  void aMissingMediumStaysMissing() {
    Missing missing = new Missing(MissingReason.EXPIRED, "");
    assertThat(MediaInspector.inspect(missing)).isSameAs(missing);
  }
}
