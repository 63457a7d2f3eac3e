package org.researchtracker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

class MediaCheckerTest {
  private static final String MP4 = "\0\0\0\u0018ftypisom\0\0\0\0mp41";
  private static final String OPUS = "OggS\0\u0002" + "\0".repeat(20) + "\u0001\u0008OpusHead";
  private static final String PNG = "\u0089PNG\r\n\u001a\nIHDR";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  private MediumVerdict check(String type, String name, String latin1) throws IOException {
    Path root = Files.createDirectories(files.getPath("/x"));
    Files.write(root.resolve(name), latin1.getBytes(StandardCharsets.ISO_8859_1));
    MediaResolver resolver =
        new MediaResolver(MediaRoots.of(List.of(root)), PathMap.none(), List.of());
    return new MediaChecker(resolver).check("e", item(type, name));
  }

  private static ExecutionItem item(String type, String path) {
    return new ExecutionItem(
        1,
        null,
        4,
        null,
        null,
        MediaType.of(type),
        ItemType.of("output_x"),
        null,
        path,
        null,
        null,
        null,
        null,
        null,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }

  /** A mark that is often wrong is one that nobody looks at. */
  @ParameterizedTest
  @CsvSource({"audio, a.mp4", "video, a.mp4", "VIDEO, a.m4a", "audio, a.m4v", "model_x, a.mp4"})
  void whatMayBeSoIsNoContradiction(String type, String name) throws IOException {
    assertThat(check(type, name, MP4).state()).isEqualTo(MediumState.PRESENT);
  }

  @ParameterizedTest
  @CsvSource({"music, a.ogg", "audio, a.opus", "audio, a", "metadata, a.ogg"})
  void aContainerMayBearTheNameOfAnotherOfItsFamily(String type, String name) throws IOException {
    assertThat(check(type, name, OPUS).state()).isEqualTo(MediumState.PRESENT);
  }

  @ParameterizedTest
  @CsvSource({
    "image, a.jpg, 'named .jpg, is image/png'",
    "video, a.png, 'said to be video, is image/png'",
    "3d, a.png, 'said to be 3d, is image/png'"
  })
  void saysWhatIsContradicted(String type, String name, String detail) throws IOException {
    MediumVerdict verdict = check(type, name, PNG);

    assertThat(verdict.state()).isEqualTo(MediumState.CONTRADICTS);
    assertThat(verdict.detail()).isEqualTo(detail);
    assertThat(verdict.reason()).isEmpty();
  }

  @Test
  void saysWhereItIsAndWhatFoundIt() throws IOException {
    MediumVerdict verdict = check("image", "a.png", PNG);

    assertThat(verdict.state()).isEqualTo(MediumState.PRESENT);
    assertThat(verdict.step()).contains(Step.AS_WRITTEN);
    assertThat(verdict.file()).contains(files.getPath("/x/a.png"));
    assertThat(verdict.typed()).contains(new Inspection.Typed(MediaFormat.PNG, PNG.length()));
  }

  /** What is there and is no medium is named with its place, so that it can be looked at. */
  @Test
  void saysWhyItIsNotThere() throws IOException {
    MediumVerdict binary = check("image", "a.png", "\1\2\3");
    MediumVerdict gone = check("image", "../x/b.png", "");

    assertThat(binary.state()).isEqualTo(MediumState.MISSING);
    assertThat(binary.reason()).contains(MissingReason.NOT_MEDIA);
    assertThat(binary.file()).contains(files.getPath("/x/a.png"));
    assertThat(binary.step()).contains(Step.AS_WRITTEN);
    assertThat(gone.detail()).isEqualTo("it is empty");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "image, 'data:image/png;base64,iVBORw0KGgo=', PRESENT, ''",
        "image, 'data:;base64,iVBORw0KGgo=', PRESENT, ''",
        "image, 'data:image/x-mine;base64,iVBORw0KGgo=', PRESENT, ''",
        "image, 'data:image/gif;base64,iVBORw0KGgo=', CONTRADICTS, "
            + "'said to be image/gif, is image/png'",
        "text, 'data:text/plain,Blume', PRESENT, ''",
        "text, 'data:image/png;base64,iVBORw0KGgo=', CONTRADICTS, "
            + "'said to be text, is image/png'",
        "text, 'data:application/pdf,%25PDF-1.7', PRESENT, ''"
      })
  void aDataUriIsHeldAgainstWhatItClaims(
      String type, String uri, MediumState state, String detail) {
    MediaResolver resolver = new MediaResolver(MediaRoots.of(List.of()), PathMap.none(), List.of());
    MediumVerdict verdict = new MediaChecker(resolver).check("e", item(type, uri));

    assertThat(verdict.state()).isEqualTo(state);
    assertThat(verdict.detail()).isEqualTo(detail);
    assertThat(verdict.step()).contains(Step.DATA_URI);
    assertThat(verdict.file()).isEmpty();
  }

  /** cli.md: the marks and words of {@code media check}. */
  @ParameterizedTest
  @CsvSource({
    "PRESENT, =, present",
    "MISSING, -, missing",
    "UNREADABLE, !, unreadable",
    "REMOTE, ~, remote",
    "CONTRADICTS, ?, contradicts"
  })
  void aStateHasItsMarkAndWord(MediumState state, char mark, String word) {
    assertThat(state.mark()).isEqualTo(mark);
    assertThat(state.wireName()).isEqualTo(word);
  }

  /** What the catalogue of the store holds is read back by these words. */
  @ParameterizedTest
  @EnumSource
  void aStepIsReadBack(Step step) {
    assertThat(Step.ofWireName(step.wireName())).contains(step);
    assertThat(Step.ofWireName(step.name())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GLB, 3d", "PNG, image", "PDF, document"})
  void aKindHasTheLogsWord(MediaFormat format, String word) {
    assertThat(format.kind().wireName()).isEqualTo(word);
    assertThat(format.extensions()).startsWith(format.extension());
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasAStateThatSaysThatTheMediumIsNotThere(MissingReason reason) {
    assertThat(MediumState.of(reason).isThere()).isFalse();
  }
}
