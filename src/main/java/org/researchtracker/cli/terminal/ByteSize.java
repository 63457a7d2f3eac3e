package org.researchtracker.cli.terminal;

import java.util.Locale;
import java.util.Optional;

/** Sizes as people write and read them. */
public final class ByteSize {
  private static final String UNITS = "KMGT";

  private ByteSize() {}

  /** Returns the bytes that a text such as {@code 64M}, {@code 64 MiB} or {@code 1024} names. */
  public static Optional<Long> parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    String number = upper.replaceFirst("\\s*([KMGT]?)(I?B)?$", "");
    if (!number.matches("\\d{1,15}")) {
      return Optional.empty();
    }
    String rest = upper.substring(number.length()).strip();
    int power = rest.isEmpty() ? 0 : UNITS.indexOf(rest.charAt(0)) + 1;
    long value = Long.parseLong(number);
    long factor = 1L << (10 * power);
    return value > Long.MAX_VALUE / factor ? Optional.empty() : Optional.of(value * factor);
  }

  /** Returns a size for a person's eye. */
  public static String format(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int power = 0;
    while (value >= 1024 && power < UNITS.length()) {
      value /= 1024;
      power++;
    }
    String digits = String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    return digits + " " + UNITS.charAt(power - 1) + "iB";
  }
}
