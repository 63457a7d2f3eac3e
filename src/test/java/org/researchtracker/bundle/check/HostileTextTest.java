package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and tables that are small as they come and would fill the memory when they are read. */
class HostileTextTest {
  @TempDir Path temp;

  /** Run in a process of its own, which has little memory. */
  static final class Verifier {
    private Verifier() {}

    public static void main(String[] arguments) throws IOException {
      TestBag.lines(Path.of(arguments[0])).forEach(System.out::println);
    }
  }

  private List<String> linesInLittleMemory(TestBag bag) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process verifier =
        new ProcessBuilder(
                java,
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                Verifier.class.getName(),
                bag.zipped(temp).toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = verifier.inputReader(UTF_8).lines().toList();
    assertThat(verifier.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  @Test
  void aLineOfMillionsOfEmptyItemsTakesLittleMemory() throws IOException, InterruptedException {
    String items = "{},".repeat(21 << 20);
    TestBag bag =
        TestBag.valid()
            .put("bag-info.txt", "Bundle-Format-Version: 1\n")
            .put("data/records.jsonl", "{\"execution_id\":\"a\",\"items\":[" + items + "{}]}\n")
            .manifest("sha512")
            .tagManifest("sha512");

    assertThat(linesInLittleMemory(bag))
        .contains("malformed: data/records.jsonl (line 1 is no record)");
  }

  @Test
  void aRowHasSoManyCharactersInAllItsCells() throws IOException {
    String rows = "id,b,c\r\n12345,67890,\"123\"\"456\"\r\n12345,67890,\r\n";
    try (CsvCells cells = new CsvCells(new ByteArrayInputStream(rows.getBytes(UTF_8)), "id", 12)) {
      assertThat(cells.next()).containsExactly("id", "b", "c");
      assertThat(cells.isMalformed()).isFalse();
      assertThat(cells.next()).containsExactly("12345", "67890", "12");
      assertThat(cells.isMalformed()).isTrue();
      assertThat(cells.next()).containsExactly("12345", "67890", "");
      assertThat(cells.isMalformed()).isFalse();
    }
  }
}
