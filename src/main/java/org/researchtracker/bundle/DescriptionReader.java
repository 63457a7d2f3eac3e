package org.researchtracker.bundle;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.Resources;
import org.researchtracker.model.TrackerException;
import org.researchtracker.view.SafeText;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Reads what {@code --describe} names: YAML 1.2, or Java properties in UTF-8 where the file's name
 * ends in {@code .properties}. What is not understood is refused, because a description that
 * silently lost its licence would be worse than none.
 */
public final class DescriptionReader {
  /** More than any description; less than what would hurt. */
  private static final int MOST_BYTES = 1 << 20;

  /** Deeper than any description; less deep than what the library has room for on the stack. */
  private static final int DEEPEST = 50;

  private static final String HINT =
      "'tracker export --describe-template' prints a description to fill in";
  private static final Pattern CREATOR = Pattern.compile("creators\\.(\\d{1,4})\\.([a-z]+)");

  /** All scalars stay texts: a title of 2025 is no number; a key without a value says nothing. */
  private static final Schema TEXTS =
      new FailsafeSchema() {
        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
          Map<Tag, ConstructNode> constructors = new HashMap<>(super.getSchemaTagConstructors());
          constructors.put(Tag.NULL, node -> "");
          return constructors;
        }
      };

  private DescriptionReader() {}

  /** Returns a description to fill in, every line of it a comment that says what is meant. */
  public static String template() {
    return Resources.text("describe-template.yaml");
  }

  /**
   * Reads a description.
   *
   * @throws TrackerException if the file cannot be read, or says something that is not understood;
   *     the message names the file and the place in it
   */
  public static BundleDescription read(Path file) {
    String name = SafeText.line(file.toString());
    try {
      String text = text(file);
      Map<?, ?> fields = file.toString().endsWith(".properties") ? properties(text) : yaml(text);
      return new DescriptionFields(fields).description();
    } catch (IllegalArgumentException e) {
      throw TrackerException.failed(name + ": " + e.getMessage(), HINT);
    } catch (NoSuchFileException e) {
      throw TrackerException.failed("no such file: " + name, HINT);
    } catch (CharacterCodingException e) {
      throw TrackerException.failed(name + ": not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED, "cannot read " + name + ": " + e.getMessage(), "", e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException("larger than a description can be (1 MiB)");
    }
    String text =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
            .toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Map<?, ?> yaml(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(TEXTS)
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(MOST_BYTES)
            .build();
    try {
      checkDepth(new Parse(settings).parseString(text));
      Object root = new Load(settings).loadFromString(text);
      if (root == null || "".equals(root)) {
        return Map.of();
      }
      if (root instanceof Map<?, ?> fields) {
        return fields;
      }
      throw new IllegalArgumentException("expected lines such as 'title: …'");
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(
          place(e.getProblemMark()) + SafeText.line(e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          "not YAML: " + SafeText.line(String.valueOf(e.getMessage())), e);
    }
  }

  private static void checkDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > DEEPEST) {
        throw new IllegalArgumentException(
            place(event.getStartMark()) + "nested deeper than a description can be");
      }
    }
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(there -> "line " + (there.getLine() + 1) + ": ").orElse("");
  }

  /** Makes of properties what YAML would have made: {@code creators.1.name} and so on a list. */
  private static Map<?, ?> properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<Integer, Map<String, String>> creators = new TreeMap<>();
    for (String key : new TreeMap<>(properties).keySet().stream().map(String::valueOf).toList()) {
      String value = properties.getProperty(key);
      Matcher creator = CREATOR.matcher(key);
      if (creator.matches()) {
        creators
            .computeIfAbsent(Integer.valueOf(creator.group(1)), number -> new LinkedHashMap<>())
            .put(creator.group(2), value);
      } else {
        fields.put(key, value);
      }
    }
    if (!creators.isEmpty()) {
      fields.put("creators", creators.values().stream().toList());
    }
    return fields;
  }
}
