package org.researchtracker.cli.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.output.ListingOutput;
import org.researchtracker.cli.output.Rows;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.Choice;
import org.researchtracker.model.Selection;
import org.researchtracker.view.Shapes;

class FollowingTest {
  @TempDir Path temp;

  private static String line(String id, int number, String type) {
    return "{\"execution_id\":\"%s\",\"sequence_number\":%d,\"item_type\":\"%s\"}\n"
        .formatted(id, number, type);
  }

  @Test
  void givesWhatIsThereAndThenWhatComesOnce() throws IOException {
    CliHarness cli = new CliHarness(temp);
    Path log = cli.write("logs/a.jsonl", line("a", 1, "output_image") + line("a", 2, "x"));
    Queue<String> coming =
        new ArrayDeque<>(
            List.of(
                line("a", 4, "output_image"),
                "",
                line("a", 3, "output_audio") + line("a", 4, "output_image"),
                line("b", 90000, "output_3d") + line("b", 1, "y")));
    Selection selection = Selection.builder().itemType(Choice.parse(List.of("output"))).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = new Session(cli.console(out, new ByteArrayOutputStream()));
    ListingOutput output = new ListingOutput();
    output.take(new PlainLine("--columns", "execution_id,sequence_number"));

    try (Reading reading = Reading.open(session);
        Rows rows = output.openEndless(session, Shapes.ITEMS)) {
      new Following(reading, selection)
          .run(
              rows,
              0,
              took -> {
                String text = coming.poll();
                if (text == null) {
                  return false;
                }
                append(log, text);
                return true;
              });
      rows.end();
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("a\t1", "a\t4", "a\t3", "b\t90000");
  }

  private static void append(Path log, String text) {
    try {
      Files.writeString(log, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesWhatNeedsAnEnd() throws IOException {
    CliHarness cli = new CliHarness(temp);

    assertThat(cli.run("items", "--follow", "--json").err()).contains("take --format jsonl");
    assertThat(cli.run("items", "--follow", "-o", "x.csv").exit()).isEqualTo(2);
  }
}
