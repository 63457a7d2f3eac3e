package org.researchtracker.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.ItemType;

/** The page has a word for everything that it shows, in each language; a raw name is none. */
class PageWordsTest {
  private static final Pattern LANGUAGE =
      Pattern.compile("^  (\\w\\w): \\{$(.*?)^  \\},$", Pattern.MULTILINE | Pattern.DOTALL);

  /** A quoted key, a quoted word, or a bare key. */
  private static final Pattern TOKEN =
      Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'(\\s*:)?|(\\w+)\\s*:");

  /** What the page does not show as steps. */
  private static final List<ItemType> MARKS =
      List.of(ItemType.PIPELINE_START, ItemType.PIPELINE_COMPLETE, ItemType.STAGE_TRANSITION);

  private static Set<String> keys(String language) throws IOException {
    try (InputStream in = PageWordsTest.class.getResourceAsStream("page/words.js")) {
      Matcher found =
          LANGUAGE.matcher(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
      while (found.find()) {
        if (found.group(1).equals(language)) {
          Set<String> keys = new TreeSet<>();
          Matcher token = TOKEN.matcher(found.group(2));
          while (token.find()) {
            if (token.group(3) != null) {
              keys.add(token.group(3));
            } else if (token.group(2) != null) {
              keys.add(token.group(1));
            }
          }
          return keys;
        }
      }
    }
    throw new AssertionError("no words in " + language);
  }

  @Test
  void bothLanguagesHaveTheSameWords() throws IOException {
    assertThat(keys("de")).hasSizeGreaterThan(100).isEqualTo(keys("en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyItemTypeHasAWord(String language) throws IOException {
    assertThat(keys(language))
        .containsAll(
            ItemType.known().stream()
                .filter(type -> !MARKS.contains(type))
                .map(ItemType::name)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyReasonIsSaid(String language) throws IOException {
    Stream<String> reasons = Arrays.stream(MissingReason.values()).map(MissingReason::wireName);

    assertThat(keys(language)).containsAll(reasons.toList());
  }
}
