package org.researchtracker.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that keeps what a log said: numbers keep their text ({@code 1.10} stays {@code
 * 1.10}), objects keep the order of their keys, strings may hold lone surrogates. Immutable and
 * thread-safe.
 */
public sealed interface JsonValue {

  /** Returns this value as compact JSON text, see {@link JsonText}. */
  default String toJson() {
    return JsonText.compact(this);
  }

  /** Returns the string that this value is, or nothing if it is no string. */
  default Optional<String> asString() {
    return this instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
  }

  /** Returns the text of a string, number or boolean; nothing for null, objects and arrays. */
  default Optional<String> asScalarText() {
    if (this instanceof JsonNumber number) {
      return Optional.of(number.text());
    }
    if (this instanceof JsonBoolean bool) {
      return Optional.of(String.valueOf(bool.value()));
    }
    return asString();
  }

  /** Wraps a string; null becomes {@link JsonNull#NULL}. */
  static JsonValue ofNullable(@Nullable String value) {
    return value == null ? JsonNull.NULL : new JsonString(value);
  }

  /** Wraps an integer; null becomes {@link JsonNull#NULL}. */
  static JsonValue ofNullable(@Nullable Long value) {
    return value == null ? JsonNull.NULL : JsonNumber.of(value);
  }

  /** Wraps an integer; null becomes {@link JsonNull#NULL}. */
  static JsonValue ofNullable(@Nullable Integer value) {
    return value == null ? JsonNull.NULL : JsonNumber.of(value);
  }

  /** Wraps a list of strings as an array. */
  static JsonArray ofStrings(List<String> values) {
    List<JsonValue> elements = new ArrayList<>(values.size());
    for (String value : values) {
      elements.add(new JsonString(value));
    }
    return new JsonArray(elements);
  }

  /** The JSON literal {@code null}. */
  record JsonNull() implements JsonValue {
    /** The one value there is. */
    public static final JsonNull NULL = new JsonNull();

    // By hand, as in JsonString: those that Java makes for a record cost a start of the program
    // milliseconds, at their first call.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonNull;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** The JSON literals {@code true} and {@code false}. */
  record JsonBoolean(boolean value) implements JsonValue {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonBoolean bool && value == bool.value;
    }

    @Override
    public int hashCode() {
      return Boolean.hashCode(value);
    }
  }

  /** A string, exactly as the log holds it after unescaping. */
  record JsonString(String value) implements JsonValue {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonString string && value.equals(string.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  /** A number by its text, which must be a JSON number. */
  record JsonNumber(String text) implements JsonValue {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonNumber number && text.equals(number.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    /** Returns the number with this value. */
    public static JsonNumber of(long value) {
      return new JsonNumber(Long.toString(value));
    }

    /** Returns the value as a {@code double}; out of range becomes infinite. */
    public double doubleValue() {
      return Double.parseDouble(text);
    }

    /** Returns the value as a {@code long}, or nothing if it is no integer in that range. */
    public Optional<Long> longValue() {
      try {
        return Optional.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    /**
     * Returns a text that is the same for numbers of the same value ({@code 1.0}, {@code 1}, {@code
     * 10e-1}).
     */
    public String canonicalText() {
      return NumberText.canonical(text);
    }
  }

  /** An array in the order of the log. */
  record JsonArray(List<JsonValue> elements) implements JsonValue {
    /** Copies the list. */
    public JsonArray {
      elements = List.copyOf(elements);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonArray array && elements.equals(array.elements);
    }

    @Override
    public int hashCode() {
      return elements.hashCode();
    }
  }

  /** An object; iteration follows the order in which the log gave the keys, equality ignores it. */
  final class JsonObject implements JsonValue {
    /** The object without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, JsonValue> members;

    private JsonObject(Map<String, JsonValue> members) {
      this.members = members;
    }

    /** Returns an object with a copy of these members, in their order. */
    public static JsonObject of(Map<String, JsonValue> members) {
      return members.isEmpty()
          ? EMPTY
          : new JsonObject(Collections.unmodifiableMap(new LinkedHashMap<>(members)));
    }

    /** Returns a builder that keeps the order of its calls. */
    public static Builder builder() {
      return new Builder();
    }

    /**
     * Returns the member, or nothing if it is absent; a member that is {@code null} is {@link
     * JsonValue#NULL}.
     */
    public Optional<JsonValue> get(String key) {
      return Optional.ofNullable(members.get(key));
    }

    /** Returns the member if it is present and not {@code null}. */
    public Optional<JsonValue> value(String key) {
      return get(key).filter(value -> !value.equals(JsonNull.NULL));
    }

    /** Returns the string member of this name, or nothing if it is absent or no string. */
    public Optional<String> string(String key) {
      return get(key).flatMap(JsonValue::asString);
    }

    /** Returns the members in order; the map cannot be modified. */
    public Map<String, JsonValue> members() {
      return members;
    }

    /** Returns whether there are no members. */
    public boolean isEmpty() {
      return members.isEmpty();
    }

    /** Calls the action for each member in order. */
    public void forEach(BiConsumer<String, JsonValue> action) {
      members.forEach(action);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
      return members.hashCode();
    }

    @Override
    public String toString() {
      return toJson();
    }

    /**
     * Collects members in order; a later value for the same key replaces the earlier. Not
     * thread-safe.
     */
    public static final class Builder {
      private @Nullable Map<String, JsonValue> members;

      private Builder() {}

      /** Adds a member. */
      public Builder put(String key, JsonValue value) {
        if (members == null) {
          members = new LinkedHashMap<>();
        }
        members.put(key, value);
        return this;
      }

      /** Adds a string member; null becomes the JSON {@code null}. */
      public Builder put(String key, @Nullable String value) {
        return put(key, ofNullable(value));
      }

      /** Adds an integer member. */
      public Builder put(String key, long value) {
        return put(key, JsonNumber.of(value));
      }

      /** Adds a boolean member. */
      public Builder put(String key, boolean value) {
        return put(key, new JsonBoolean(value));
      }

      /** Adds every member of another object. */
      public Builder putAll(JsonObject other) {
        other.members.forEach(this::put);
        return this;
      }

      /** Returns whether a member of this name was added. */
      public boolean has(String key) {
        return members != null && members.containsKey(key);
      }

      /** Returns the object; the builder is empty afterwards. */
      public JsonObject build() {
        Map<String, JsonValue> built = members;
        members = null;
        return built == null ? EMPTY : new JsonObject(Collections.unmodifiableMap(built));
      }
    }
  }
}
