package org.researchtracker.media.fetch;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a URL, decoded; names keep their case, the first of a name counts. */
final class Query {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Query() {}

  /** The parameters of a URL or of its path and query. */
  static Query of(String url) {
    Query query = new Query();
    int begin = url.indexOf('?');
    int end = url.indexOf('#');
    if (begin < 0 || (end >= 0 && end < begin)) {
      return query;
    }
    String text = url.substring(begin + 1, end < 0 ? url.length() : end);
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.values.putIfAbsent(decode(name, true), decode(value, true));
    }
    return query;
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of the first parameter of that name in any case. */
  Optional<String> valueIgnoringCase(String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All values, in order. */
  Collection<String> values() {
    return values.values();
  }

  /** Percent signs undone; one that begins no escape stays as it is. */
  static String decode(String text, boolean plusIsBlank) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i] == '+' && plusIsBlank ? ' ' : bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
