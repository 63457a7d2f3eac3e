package org.researchtracker.recorder;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonArray;
import org.researchtracker.model.JsonValue.JsonBoolean;
import org.researchtracker.model.JsonValue.JsonNull;
import org.researchtracker.model.JsonValue.JsonNumber;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.JsonValue.JsonString;

/**
 * Copies whatever a pipeline hands over into JSON, on the pipeline's thread: so in bounded time,
 * and without ever throwing. What goes beyond {@value #MOST_VALUES} values, {@value #DEEPEST}
 * levels or a few milliseconds is left out, and so is what throws; then {@link #isCut} says so.
 *
 * <p>Objects of types that are not known here are given by their type's name: their {@code
 * toString} might wait for a lock, or for the network. For one thread, and one call.
 */
final class Values {
  static final int MOST_VALUES = 10_000;
  static final int DEEPEST = 50;

  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final int MOST_BITS = 4096;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*+)(\\.\\d++)?([eE][-+]?\\d++)?");
  private static final JsonString LEFT_OUT = new JsonString("…");

  private final long begun = System.nanoTime();
  private int values;
  private long weight;
  private boolean cut;

  /** Returns whether something was left out. */
  boolean isCut() {
    return cut;
  }

  /** Returns about how many bytes of memory the copies take. */
  long weight() {
    return weight + 48L * values;
  }

  /** Copies a value. */
  JsonValue copy(@Nullable Object value) {
    return copy(value, 0);
  }

  private JsonValue copy(@Nullable Object value, int depth) {
    if (isSpent(depth)) {
      return leftOut();
    }
    values++;
    try {
      return known(value, depth);
    } catch (Throwable e) {
      // A value of the caller's own making may throw anything.
      return leftOut();
    }
  }

  private boolean isSpent(int depth) {
    return depth > DEEPEST
        || values >= MOST_VALUES
        || ((values & 63) == 63 && System.nanoTime() - begun > LONGEST_NANOS);
  }

  private JsonString leftOut() {
    cut = true;
    return LEFT_OUT;
  }

  private JsonValue known(@Nullable Object value, int depth) {
    if (value == null) {
      return JsonNull.NULL;
    } else if (value instanceof String text) {
      return text(text);
    } else if (value instanceof Boolean bool) {
      return new JsonBoolean(bool);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof JsonValue json) {
      return json(json, depth);
    } else if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    } else if (value instanceof Iterable<?> && !(value instanceof Path)) {
      return array(((Iterable<?>) value).iterator(), depth);
    } else if (value instanceof Optional<?> optional) {
      return copy(optional.orElse(null), depth + 1);
    } else if (value.getClass().isArray()) {
      return array(value, depth);
    }
    return text(value);
  }

  /** Copied like anything else, because one may be as deep and as large as any. */
  private JsonValue json(JsonValue json, int depth) {
    if (json instanceof JsonObject object) {
      return object(object.members(), depth);
    } else if (json instanceof JsonArray array) {
      return array(array.elements().iterator(), depth);
    } else if (json instanceof JsonNumber number) {
      String text = number.text();
      return text.length() <= MOST_BITS && NUMBER.matcher(text).matches() ? number : text(text);
    }
    return json instanceof JsonString string ? text(string.value()) : json;
  }

  private JsonValue text(String text) {
    weight += 2L * text.length();
    return new JsonString(text);
  }

  private JsonValue text(Object value) {
    if (value instanceof Enum<?> constant) {
      return text(constant.name());
    } else if (value instanceof StringBuilder builder) {
      return text(builder.toString());
    } else if (isPlain(value)) {
      return text(value.toString());
    }
    cut = true;
    return text("<" + value.getClass().getName() + ">");
  }

  /** Returns whether an object's {@code toString} is the JDK's own and has nothing to wait for. */
  private static boolean isPlain(Object value) {
    return (value instanceof Character
            || value instanceof UUID
            || value instanceof TemporalAccessor
            || value instanceof Duration
            || value instanceof Path
            || value instanceof java.net.URI
            || value instanceof java.util.Locale
            || value instanceof Class<?>)
        && isOfTheJdk(value);
  }

  private static boolean isOfTheJdk(Object value) {
    ClassLoader loader = value.getClass().getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private JsonValue number(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      return JsonNumber.of(number.longValue());
    } else if (number instanceof Double || number instanceof Float) {
      // JSON has no NaN and no infinity; as text they are not lost.
      return Double.isFinite(number.doubleValue())
          ? new JsonNumber(number.toString())
          : new JsonString(number.toString());
    } else if (number.getClass() == BigInteger.class) {
      return big((BigInteger) number, number);
    } else if (number.getClass() == BigDecimal.class) {
      return big(((BigDecimal) number).unscaledValue(), number);
    }
    return text((Object) number);
  }

  /** Digits of a large number take time in the square of their number. */
  private JsonValue big(BigInteger digits, Number number) {
    if (digits.bitLength() > MOST_BITS) {
      return leftOut();
    }
    weight += digits.bitLength();
    return new JsonNumber(number.toString());
  }

  private JsonObject object(Map<?, ?> map, int depth) {
    JsonObject.Builder members = JsonObject.builder();
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (isSpent(depth)) {
          cut = true;
          break;
        }
        members.put(name(entry.getKey()), copy(entry.getValue(), depth + 1));
      }
    } catch (Throwable e) {
      // Somebody changes the map meanwhile, or it is one that throws: what was read stays.
      cut = true;
    }
    return members.build();
  }

  private String name(@Nullable Object key) {
    if (key == null) {
      return "null";
    }
    JsonValue name = key instanceof String text ? text(text) : known(key, DEEPEST);
    return whole(name.asScalarText().orElse("<" + key.getClass().getName() + ">"));
  }

  /** Half a surrogate pair can stand in a JSON text, but readers of JSON refuse it in a name. */
  private String whole(String name) {
    StringBuilder changed = null;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair = Character.isHighSurrogate(c) && i + 1 < name.length();
      if (pair && Character.isLowSurrogate(name.charAt(i + 1))) {
        i++;
      } else {
        changed = changed == null ? new StringBuilder(name) : changed;
        changed.setCharAt(i, '\ufffd');
        cut = true;
      }
    }
    return changed == null ? name : changed.toString();
  }

  private JsonArray array(Iterator<?> elements, int depth) {
    List<JsonValue> copies = new ArrayList<>();
    try {
      while (elements.hasNext()) {
        if (isSpent(depth)) {
          cut = true;
          break;
        }
        copies.add(copy(elements.next(), depth + 1));
      }
    } catch (Throwable e) {
      cut = true;
    }
    return new JsonArray(copies);
  }

  private JsonArray array(Object array, int depth) {
    List<JsonValue> copies = new ArrayList<>();
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      if (isSpent(depth)) {
        cut = true;
        break;
      }
      copies.add(copy(Array.get(array, i), depth + 1));
    }
    return new JsonArray(copies);
  }
}
