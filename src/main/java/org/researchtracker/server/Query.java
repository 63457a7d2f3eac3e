package org.researchtracker.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.SelectionOption;
import org.researchtracker.model.SelectionWords;
import org.researchtracker.model.TrackerException;

/** What stands behind the question mark, held against what a route takes. Immutable. */
final class Query {
  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a query.
   *
   * @throws HttpProblem if it has a parameter that the route does not take, or one of few words
   *     that is none of them
   */
  static Query parse(@Nullable String raw, List<Parameter> parameters) {
    Map<String, Parameter> known =
        parameters.stream()
            .filter(parameter -> parameter.in() == Parameter.In.QUERY)
            .collect(Collectors.toMap(Parameter::name, parameter -> parameter));
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = PercentCoding.decode(equals < 0 ? part : part.substring(0, equals), true);
      String value = equals < 0 ? "" : PercentCoding.decode(part.substring(equals + 1), true);
      Parameter parameter = known.get(name);
      if (parameter == null) {
        throw unknown(name, known.keySet());
      }
      check(parameter, value);
      values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return new Query(values);
  }

  private static HttpProblem unknown(String name, Set<String> known) {
    return HttpProblem.badRequest("unknown parameter '" + name + "'")
        .member("parameter", name)
        .hint(instead(name, known));
  }

  private static String instead(String name, Set<String> known) {
    if (known.isEmpty()) {
      return "this path takes none";
    }
    List<String> near = Nearest.of(name.replace('_', '-'), known, 1);
    return near.isEmpty()
        ? "the parameters are " + known.stream().sorted().collect(Collectors.joining(", "))
        : "did you mean " + near.get(0) + "?";
  }

  private static void check(Parameter parameter, String value) {
    // What can be excluded and separated by commas is understood, and refused, with the selection.
    boolean whole = !parameter.repeatable() && !parameter.words().isEmpty();
    boolean bare = value.isEmpty() && parameter.kind() == Parameter.Kind.SWITCH;
    if (whole && !bare && !parameter.words().contains(value)) {
      throw HttpProblem.badRequest(
              parameter.name()
                  + " '"
                  + value
                  + "' is not one of "
                  + String.join(", ", parameter.words()))
          .member("parameter", parameter.name());
    }
  }

  /** Returns all values of a parameter, also empty ones: what they mean is told as for others. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Returns the last value of a parameter, if there is one. */
  Optional<String> last(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns whether a parameter is there that is switched on: {@code all}, {@code all=true}. */
  boolean isOn(String name) {
    return last(name).filter(value -> !value.equals("false")).isPresent();
  }

  /** Returns the names of all parameters that were given. */
  Set<String> names() {
    return values.keySet();
  }

  /** Returns what was given for the options that select. */
  SelectionWords words() {
    Map<SelectionOption, List<String>> typed = new EnumMap<>(SelectionOption.class);
    for (SelectionOption option : SelectionOption.values()) {
      typed.put(option, all(option.word()));
    }
    return new SelectionWords(typed, SelectionOption::word);
  }

  /** Returns what a mistake in a value is to whoever asked; its words begin with the parameter. */
  HttpProblem mistake(TrackerException e) {
    HttpProblem problem = HttpProblem.badRequest(e.what());
    String first = e.what().split("[ :]", 2)[0];
    return (values.containsKey(first) ? problem.member("parameter", first) : problem)
        .hint(e.hint());
  }

  /** Returns the query again, with another value for one parameter. */
  String with(String name, String value) {
    StringBuilder query = new StringBuilder();
    values.forEach(
        (key, all) -> {
          if (!key.equals(name)) {
            all.forEach(each -> append(query, key, each));
          }
        });
    append(query, name, value);
    return query.toString();
  }

  private static void append(StringBuilder query, String name, String value) {
    query
        .append(query.length() == 0 ? "" : "&")
        .append(PercentCoding.encode(name))
        .append('=')
        .append(PercentCoding.encode(value));
  }
}
