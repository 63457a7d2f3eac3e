package org.researchtracker.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If these fail, a search misses texts that hold the words, or shows texts that do not. */
class TextQueryTest {

  private static boolean finds(String query, String text) {
    return TextQuery.parse(query).orElseThrow().matches(text);
  }

  @ParameterizedTest
  @CsvSource({
    "blume,Eine BLUME!",
    "strasse,Die Straße",
    "STRAßE,in der strasse",
    "石桥,一座古老的石桥横跨河流",
    "桥,一座古老的石桥横跨河流",
    "C++,written in C++.",
    "a-b,the a-b test",
    "brücke fluss,über den Fluss führt eine Brücke",
    "🌸,Blumen 🌸🌸",
    "สวัส,สวัสดี",
    "u\u0308ber,über",
    "AND,and so on",
    "\"x,say \"x\""
  })
  void finds(String query, String text, org.junit.jupiter.api.TestInfo info) {
    assertThat(finds(query, text)).isTrue();
    assertThat(TextQuery.termsOf(text)).containsAll(TextQuery.parse(query).orElseThrow().terms());
  }

  @ParameterizedTest
  @CsvSource({
    "art,party",
    "blume,Blumen",
    "C++,C",
    "a-b,a b",
    "brücke meer,Brücke über den Fluss",
    "x*,xyz"
  })
  void doesNotFind(String query, String text) {
    assertThat(finds(query, text)).isFalse();
  }

  @Test
  void tellsWhereTheWordsStand() {
    TextQuery query = TextQuery.parse("straße ende").orElseThrow();
    assertThat(query.hits("STRASSE ohne Ende, Straße"))
        .isEqualTo(
            List.of(new TextQuery.Hit(0, 7), new TextQuery.Hit(13, 17), new TextQuery.Hit(19, 25)));
  }

  @Test
  void aWordThatIsAskedForTwiceIsOneHit() {
    TextQuery query = TextQuery.parse("Hut HUT").orElseThrow();
    assertThat(query.hits("Ein Hut")).containsExactly(new TextQuery.Hit(4, 7));
  }

  @Test
  void whiteSpaceAloneIsNoQuery() {
    assertThat(TextQuery.parse(" \u2003 ")).isEmpty();
  }

  /** Looks for a word at the end of a long text, in a process of its own. */
  static final class Searcher {
    private Searcher() {}

    public static void main(String[] args) {
      String content = "lorem ipsüm ".repeat(2_000_000) + "needle";
      System.exit(TextQuery.parse("needle").orElseThrow().hits(content).get(0).start() / 1_000_000);
    }
  }

  @Test
  void placesInALongTextTakeLittleMemory() throws IOException, InterruptedException {
    Process searcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                Searcher.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(searcher.getInputStream().readAllBytes(), UTF_8);

    assertThat(searcher.waitFor()).as(said).isEqualTo(24);
  }
}
