package org.researchtracker.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.media.Resolution.Inline;
import org.researchtracker.media.Resolution.Missing;

/** If these fail, pictures that pipelines logged in place are lost or garbled. */
class DataUriTest {

  private static DataUri decode(String text) {
    Resolution resolution = DataUri.resolve(text, 100);
    assertThat(resolution).isInstanceOf(Inline.class);
    return ((Inline) resolution).data();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:text/plain;base64,Pz8+Pj8/",
        "DATA:Text/Plain;charset=utf-8;BASE64,Pz8+Pj8/",
        "data:text/plain;base64,Pz8-Pj8_",
        "data:text/plain;base64,Pz8%2BPj8%2F",
        "data:text/plain;base64,Pz8+\r\n Pj8/",
        "data:text/plain,??>>??",
        "data:text/plain;charset=utf-8,%3F%3f%3E%3e??",
      })
  void decodesEveryFormThatIsMet(String text) throws IOException {
    DataUri data = decode(text);
    assertThat(data.open().readAllBytes()).isEqualTo("??>>??".getBytes(UTF_8));
    assertThat(data.size()).isEqualTo(6);
    assertThat(data.claimedType()).contains("text/plain");
  }

  @Test
  void readsMissingPaddingCommasInThePayloadAndNoType() throws IOException {
    assertThat(decode("data:;base64,YQ").open().readAllBytes()).isEqualTo("a".getBytes(UTF_8));
    assertThat(decode("data:,a,ü").open().readAllBytes()).isEqualTo("a,ü".getBytes(UTF_8));
    assertThat(decode("data:;,a").claimedType()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:",
        "data:image/png;base64",
        "data:image/png;base64,",
        "data:,",
        "data:image/png;base64,a",
        "data:image/png;base64,####",
        "data:image/png;base64,YQ==YQ==",
        "data:,%",
        "data:,%4",
        "data:,%zz",
        "data:,%é1",
      })
  void aMalformedOneIsUnreadableAndSaysWhy(String text) {
    Resolution resolution = DataUri.resolve(text, 100);
    assertThat(resolution).isInstanceOf(Missing.class);
    assertThat(((Missing) resolution).reason()).isEqualTo(MissingReason.UNREADABLE);
    assertThat(((Missing) resolution).detail()).startsWith("the data URI ");
  }

  /** Without the limit one hostile line takes the memory of the whole export. */
  @Test
  void holdsItsLimitToTheByte() {
    assertThat(decode("data:," + "a".repeat(100)).size()).isEqualTo(100);
    assertThat(decode("data:," + "%61".repeat(100)).size()).isEqualTo(100);
    for (String payload : new String[] {"a".repeat(101), "%61".repeat(101), "a".repeat(9999)}) {
      assertThat(DataUri.resolve("data:," + payload, 100))
          .extracting(missing -> ((Missing) missing).reason())
          .isEqualTo(MissingReason.TOO_LARGE);
    }
  }

  @Test
  void survivesAnyText() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "data:;,base64%+/=-_ \nAZ09ü\0\ud83d";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("data:");
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(DataUri.resolve(text.toString(), 100)).as("seed %d: %s", seed, text).isNotNull();
    }
  }
}
