package org.researchtracker.media;

import static org.researchtracker.fuzzing.Inputs.check;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;

/** Any bytes have one format or none, and texts that are found in any way of reading. */
final class SnifferFuzz implements FuzzTarget {
  private static final List<String> NAMES =
      List.of("", "a.png", "a.svg", "a.html", "a.obj", "a.json", "a.txt", "a.md", "a.mp3", "a.usdz");

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Inputs.media());
    seeds.addAll(Inputs.of("data:image/png;base64,iVBORw0KGgo=", "<svg xmlns='x'/>", "v 1 2 3\n"));
    return seeds;
  }

  @Override
  public void take(byte[] input) throws IOException {
    byte[] head = Arrays.copyOf(input, Math.min(input.length, MediaSniffer.HEAD_BYTES));
    Path file = files.getPath("/fuzz/file");
    Files.write(file, input);
    for (String name : NAMES) {
      check(
          MediaSniffer.sniff(head, input.length, name)
              .equals(MediaSniffer.sniff(input, input.length, name)),
          "what stands behind the head makes a difference");
    }
    check(
        MediaSniffer.sniff(file).equals(MediaSniffer.sniff(head, input.length, "file")),
        "another format as a file");
    texts(input, file);
    DataUri.resolve("data:" + Inputs.text(input), 1 << 20);
  }

  private static void texts(byte[] input, Path file) throws IOException {
    Map<String, String> before = PngTexts.beforePixels(file);
    PngTexts whole = new PngTexts();
    whole.accept(input, 0, input.length);
    PngTexts slices = new PngTexts();
    for (int at = 0; at < input.length; at += 7) {
      slices.accept(input, at, Math.min(7, input.length - at));
    }
    check(whole.texts().equals(slices.texts()), "other texts in slices");
    check(whole.texts().keySet().containsAll(before.keySet()), "texts that are not in the file");
  }
}
