package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * If this fails, a signature is read wrong: what is over is taken for good, or the other way round.
 */
class QueryTest {
  @ParameterizedTest
  @CsvSource({
    "http://a/b?x=1&y=2, 1",
    "?x=1, 1",
    "a?x=1&x=2, 1",
    "a?y&x=1, 1",
    "a?x, ''",
    "a?x=, ''",
    "a?x=1#y, 1",
    "a?x=1#, 1",
    "a?x=a=b, a=b",
    "a?x=a?b, a?b",
    "a?%78=1, 1",
    "a?x=a+b%20c%2B, a b c+",
    "a?x=%C3%BC, ü",
    "a?x=%, %",
    "a?x=%4, %4",
    "a?x=%41, A",
    "a?x=%4g%g4, %4g%g4",
    "a?x=%+, '% '",
  })
  void readsAParameter(String url, String value) {
    assertThat(Query.of(url).value("x")).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource({"a", "a#?x=1", "#?x=1", "a?y=1", "a?X=1", "a?", "''"})
  void hasNoneWhereNoneIs(String url) {
    assertThat(Query.of(url).value("x")).isEmpty();
  }

  @Test
  void knowsNamesInAnyCaseAndAllValues() {
    Query query = Query.of("a?B=2&b=3&c");

    assertThat(query.valueIgnoringCase("b")).hasValue("2");
    assertThat(query.value("b")).hasValue("3");
    assertThat(query.valueIgnoringCase("d")).isEmpty();
    assertThat(query.values()).containsExactly("2", "3", "");
  }

  @Test
  void aPlusStandsForABlankInQueriesAlone() {
    assertThat(Query.decode("+a+%2b", true)).isEqualTo(" a +");
    assertThat(Query.decode("+a+%2b", false)).isEqualTo("+a++");
    assertThat(Query.decode("%61", false)).isEqualTo("a");
    assertThat(Query.encode("a b/ü+")).isEqualTo("a%20b%2F%C3%BC%2B");
  }
}
