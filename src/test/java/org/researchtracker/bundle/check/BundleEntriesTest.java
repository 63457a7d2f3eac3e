package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single entries of what lies where a bundle is expected, which can be any file at all. */
class BundleEntriesTest {
  private static final String RECORD =
      "{\"execution_id\":\"a\",\"items\":[{\"sequence_number\":1,\"item_type\":\"x\"}]}\n";

  @TempDir Path temp;

  private static TestBag bag() {
    return TestBag.valid().put("data/records.jsonl", RECORD);
  }

  @Test
  void readsTheFirstThatIsWantedOfAZipAndOfAFolder() throws IOException {
    for (Path place : new Path[] {bag().zipped(temp), bag().folder(temp)}) {
      StringBuilder read = new StringBuilder();
      assertThat(
              BundleEntries.read(
                  place,
                  name -> name.equals("data/records.jsonl"),
                  in -> read.append(new String(in.readAllBytes(), UTF_8))))
          .isTrue();
      assertThat(read).hasToString(RECORD);
      assertThat(BundleEntries.read(place, name -> false, InputStream::readAllBytes)).isFalse();
    }
  }

  /** Methods for which other libraries would be needed: nobody may be told that one is missing. */
  @ParameterizedTest
  @ValueSource(ints = {9, 12, 14, 93, 95, 98})
  void anEntryThatIsPackedInAnotherWayCannotBeRead(int method) throws IOException {
    byte[] zip = bag().zip("bag/");
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < zip.length - 12; at++) {
      if (bytes.getInt(at) == 0x04034b50) {
        bytes.putShort(at + 8, (short) method);
      } else if (bytes.getInt(at) == 0x02014b50) {
        bytes.putShort(at + 10, (short) method);
      }
    }
    Path place = Files.write(temp.resolve("other.zip"), zip);

    assertThatThrownBy(() -> BundleEntries.read(place, name -> true, InputStream::readAllBytes))
        .isInstanceOf(IOException.class);
    assertThat(BundleHoldings.read(place, head -> false)).isEmpty();
  }

  @Test
  void whatIsNoZipHasNone() throws IOException {
    Path place = Files.writeString(temp.resolve("no.zip"), "PK, but no ZIP");

    assertThat(BundleEntries.read(place, name -> true, InputStream::readAllBytes)).isFalse();
    assertThat(BundleHoldings.read(place, head -> false)).isEmpty();
  }
}
