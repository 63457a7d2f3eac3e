package org.researchtracker.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.researchtracker.fuzzing.Inputs.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;
import org.researchtracker.media.MetadataStripper.MalformedException;

/** A picture is stripped or refused; once stripped there is nothing more to strip. */
final class StripperFuzz implements FuzzTarget {
  private static final int ORIENTATION = 64;

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Inputs.media());
    seeds.add(
        "RIFF\32\0\0\0WEBPVP8X\12\0\0\0\20\0\0\0\47\0\0\35\0\0"
            .getBytes(ISO_8859_1));
    return seeds;
  }

  @Override
  public void take(byte[] input) throws IOException {
    for (MediaFormat format : List.of(MediaFormat.PNG, MediaFormat.JPEG, MediaFormat.WEBP)) {
      byte[] once;
      try {
        once = strip(format, input);
      } catch (MalformedException e) {
        continue;
      }
      check(once.length <= input.length + ORIENTATION, "it has grown");
      try {
        check(Arrays.equals(strip(format, once), once), "more is stripped the second time");
      } catch (MalformedException e) {
        throw new AssertionError("what was made is refused", e);
      }
      if (format == MediaFormat.PNG) {
        PngTexts texts = new PngTexts();
        texts.accept(once, 0, once.length);
        check(texts.texts().isEmpty(), "a text is left");
      }
    }
  }

  private static byte[] strip(MediaFormat format, byte[] bytes)
      throws IOException, MalformedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetadataStripper.strip(format, () -> new ByteArrayInputStream(bytes), out);
    return out.toByteArray();
  }
}
