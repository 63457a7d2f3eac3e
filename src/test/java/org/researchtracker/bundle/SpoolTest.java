package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.ExecutionHead;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.ItemType;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.MediaType;

/** What lies beside memory while a bundle is written. */
class SpoolTest {
  @TempDir Path folder;

  @Test
  void recordsComeBackExactly() throws IOException {
    // A number that changed its digits on the way would change the research data.
    JsonObject wild =
        JsonObject.builder()
            .put("n", new JsonNumber("1.10e+5"))
            .put("lone \ud83d", "\ud83d x 雨 \u0000 é")
            .put("null", JsonNull.NULL)
            .put("list", new JsonArray(List.<JsonValue>of(new JsonBoolean(true), JsonObject.EMPTY)))
            .build();
    ExecutionItem item =
        new ExecutionItem(
            7,
            "yesterday",
            3,
            2L,
            null,
            MediaType.of("smell"),
            ItemType.of("output_smell"),
            "",
            null,
            "c",
            "m",
            "p",
            "b",
            new JsonNumber("0.10"),
            wild,
            wild);
    ExecutionItem bare =
        new ExecutionItem(
            1,
            null,
            0,
            null,
            null,
            null,
            ItemType.of("x"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            JsonObject.EMPTY,
            JsonObject.EMPTY);
    ExecutionRecord record =
        new ExecutionRecord(new ExecutionHead("id", wild, wild), List.of(item, bare));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordCodec.write(record, new DataOutputStream(out));
    ExecutionRecord back =
        RecordCodec.readRecord(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

    assertThat(back).isEqualTo(record);
    assertThat(back.toJson().toJson()).isEqualTo(record.toJson().toJson());
  }

  /** Each mixture of characters that fit a byte and that do not: a letter less is a changed log. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ÿ", "Ā", "雨", "aĀ", "Āa", "雨\u00ff", "\ud83d", "\ud83d\ude00"})
  void textsComeBackWhateverTheirCharacters(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ValueWriter(new DataOutputStream(out)).text(text);

    assertThat(
            new ValueReader(new DataInputStream(new ByteArrayInputStream(out.toByteArray())))
                .text())
        .isEqualTo(text);
    // Half of the room for what is mostly written here.
    boolean narrow = text.chars().allMatch(c -> c < 0x100);
    assertThat(out.size()).isEqualTo(4 + text.length() * (narrow ? 1 : 2));
  }

  @Test
  void bytesComeBackWhetherManyOrFew() throws IOException {
    Random random = new Random(3);
    for (int size : new int[] {0, 1, 511, 70_000, 1 << 20, (1 << 20) + 1, 5_000_000}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      try (Spill spill = new Spill(new SpillFolder(folder))) {
        int done = 0;
        while (done < size) {
          int part = Math.min(size - done, 1 + random.nextInt(100_000));
          spill.write(bytes, done, part);
          done += part;
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        spill.transferTo(copy::write);

        assertThat(spill.size()).isEqualTo(size);
        assertThat(copy.toByteArray()).isEqualTo(bytes);
        // Two at once, as when a document looks back while it goes on.
        try (InputStream one = spill.open();
            InputStream two = spill.open()) {
          assertThat(one.readNBytes(size / 2).length + two.readNBytes(size).length)
              .isEqualTo(size / 2 + size);
          assertThat(one.readAllBytes()).hasSize(size - size / 2);
        }
      }
    }
  }

  @Test
  void contentDigestIsWhatTheContractSays() throws IOException {
    // Anybody must be able to compute it with sort and sha256sum.
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 45_000; i++) {
      byte[] sha512 = Digests.newSha512().digest(String.valueOf(i).getBytes(US_ASCII));
      lines.add(Digests.hex(sha512) + "  executions/e/" + i + ".png");
    }
    Collections.shuffle(lines, new Random(1));
    try (ContentDigest digest = new ContentDigest(new SpillFolder(folder))) {
      for (String line : lines) {
        digest.add(line.substring(0, 128), line.substring(130));
      }
      Collections.sort(lines);
      byte[] expected =
          Digests.newSha256().digest((String.join("\n", lines) + "\n").getBytes(US_ASCII));

      assertThat(digest.end()).isEqualTo(Digests.hex(expected));
    }
  }
}
