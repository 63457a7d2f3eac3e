package org.researchtracker.model;

import org.jspecify.annotations.Nullable;

/**
 * Gives JSON numbers of the same value the same text. By hand, and not with {@code BigDecimal},
 * which takes minutes for the millions of digits that a line may hold.
 */
final class NumberText {
  /** More digits of an exponent than these have no sums. */
  private static final int MOST_EXPONENT = 18;

  private NumberText() {}

  /**
   * Returns the significant digits and the power of ten that they are taken by.
   *
   * @param text a JSON number; one whose exponent is beyond all reason is its own text
   */
  static String canonical(String text) {
    int sign = text.startsWith("-") ? 1 : 0;
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    int end = e < 0 ? text.length() : e;
    int point = text.lastIndexOf('.', end);
    String digits =
        point < 0
            ? text.substring(sign, end)
            : text.substring(sign, point) + text.substring(point + 1, end);
    int first = 0;
    while (first < digits.length() && digits.charAt(first) == '0') {
      first++;
    }
    if (first == digits.length()) {
      return "0";
    }
    int last = digits.length();
    while (digits.charAt(last - 1) == '0') {
      last--;
    }
    Long exponent = e < 0 ? Long.valueOf(0) : exponent(text.substring(e + 1));
    if (exponent == null) {
      return text;
    }
    int decimals = point < 0 ? 0 : end - point - 1;
    long power = exponent + digits.length() - last - decimals;
    return text.substring(0, sign)
        + digits.substring(first, last)
        + (power == 0 ? "" : "E" + power);
  }

  private static @Nullable Long exponent(String text) {
    int from = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    while (from < text.length() - 1 && text.charAt(from) == '0') {
      from++;
    }
    if (text.length() - from > MOST_EXPONENT) {
      return null;
    }
    long value = Long.parseLong(text, from, text.length(), 10);
    return text.startsWith("-") ? -value : value;
  }
}
