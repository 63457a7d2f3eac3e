package org.researchtracker.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.researchtracker.fuzzing.Inputs.check;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.log.LineParser;
import org.researchtracker.log.LineParser.Detail;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.media.PngTexts;
import org.researchtracker.model.ExecutionRecord;

/**
 * One file of a tree with every form, the first byte says which, is of any bytes: each file is
 * accounted for once, and what is written is what a reader takes.
 */
final class ImportFuzz implements FuzzTarget {
  private static final String SESSION = "html/session_a_250714202907_206a5e28/";
  private static final List<String> FILES =
      List.of(
          "run_1762176600500_a1b2c3/metadata.json",
          "exec_20251103_143020_abc12345.json",
          SESSION + "metadata.json",
          SESSION + "output.html",
          SESSION + "media/b.png",
          "run_1762176600500_a1b2c3/final/01_input.txt",
          "run_1762176600500_a1b2c3/final/03_safety.json");

  private final Trees trees;
  private final List<byte[]> usual = new ArrayList<>();

  ImportFuzz() throws IOException {
    FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    trees = new Trees(files.getPath("/fuzz/tree"));
    trees.run("run_1762176600500_a1b2c3").usual().save();
    trees.write(
        FILES.get(1),
        "{\"execution_id\":\"exec_20251103_143020_abc12345\",\"items\":[{\"item_type\":"
            + "\"user_input_text\",\"sequence_number\":1,\"content\":\"Hallo\",\"metadata\":{}},"
            + "{\"item_type\":\"output_image\",\"sequence_number\":2,\"file_path\":\"a.png\"}]}");
    trees.write(
        FILES.get(2),
        "{\"prompt\":\"Ein & Haus\",\"workflow_name\":\"w\",\"media_files\":[\"b.png\"]}");
    trees.write(
        FILES.get(3),
        "<div class=\"prompt-section\"><div class=\"text-content\">Ein & Haus</div></div>"
            + "<div class=\"output-item\"><div class=\"output-header\">1. T (TEXT)</div>"
            + "<div class=\"output-content\"><div class=\"text-content\">x</div></div></div>"
            + "<div class=\"output-item\"><div class=\"output-header\">2. I (IMAGE)</div>"
            + "<div class=\"output-content\"><img src=\"media/b.png\"></div></div>");
    trees.write(FILES.get(4), Trees.png(Map.of("prompt", "{\"1\":{\"inputs\":{\"seed\":1}}}")));
    for (String file : FILES) {
      usual.add(Files.readAllBytes(trees.root().resolve(file)));
    }
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < usual.size(); i++) {
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.write(i);
      seed.writeBytes(usual.get(i));
      seeds.add(seed.toByteArray());
    }
    return seeds;
  }

  @Override
  public void take(byte[] input) throws IOException {
    int changed = input.length == 0 ? 0 : (input[0] & 0xff) % FILES.size();
    trees.write(FILES.get(changed), Arrays.copyOfRange(input, Math.min(1, input.length), input.length));
    try {
      importAll();
    } finally {
      trees.write(FILES.get(changed), usual.get(changed));
    }
  }

  private void importAll() throws IOException {
    ImportHarness.Told told = new ImportHarness.Told();
    new Importer(
            ImportSettings.of(ZoneId.of("Europe/Berlin"), new Inspector(), new NoStore(), false,
                new NoStore()),
            new Nothing(),
            new Nothing(),
            told,
            Clock.fixed(Instant.parse("2026-02-03T10:00:00Z"), ZoneOffset.UTC))
        .place(trees.root());
    try (Stream<Path> files = Files.walk(trees.root())) {
      List<String> there =
          files
              .filter(Files::isRegularFile)
              .map(file -> trees.root().relativize(file).toString())
              .sorted()
              .toList();
      List<String> accounted = told.files.stream().map(FileVerdict::path).sorted().toList();
      check(accounted.equals(there), "accounted for: " + accounted);
    }
  }

  private static final class Inspector implements FileInspector {
    @Override
    public Kind kind(Path file) throws IOException {
      return MediaSniffer.sniff(file)
          .map(format -> Kind.valueOf(format.kind().name()))
          .orElse(Kind.UNKNOWN);
    }

    @Override
    public Map<String, String> pngTexts(Path file) throws IOException {
      return PngTexts.beforePixels(file);
    }
  }

  /** A log that is empty, and reads what is written instead of keeping it. */
  private static final class Nothing implements LoggedExecutions, LineTarget {
    @Override
    public Optional<ExecutionRecord> find(String executionId) {
      return Optional.empty();
    }

    @Override
    public void refresh() {}

    @Override
    public void append(Lines lines) {
      for (String line : lines.lines()) {
        byte[] bytes = line.getBytes(UTF_8);
        try {
          LineParser.parse(bytes, 0, bytes.length, Detail.FULL);
        } catch (UnreadableLineException e) {
          throw new AssertionError("written and not readable: " + line, e);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
