package org.researchtracker.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.Timestamps;

/**
 * The names inside a bundle, by the rules of its format: {@code [A-Za-z0-9._-]}, no device name of
 * Windows, unique without regard to case, paths of at most 180 characters. Names depend on what the
 * logs say and on nothing else; in particular not on the root folder's name, because the content
 * digest covers them. Hence the fixed share of the 180 characters that each part gets.
 *
 * <p>Not thread-safe: one instance knows the names that one bundle has used.
 */
final class BundleNames {
  /** The longest path in a bundle, with its root folder. */
  static final int MAX_PATH = 180;

  /** The longest root folder: a UUID and a word before it. */
  static final int MAX_ROOT = 44;

  private static final int MAX_ID = 60;
  private static final int MAX_DEVICE = 40;

  /** What is left of {@code ROOT/data/executions/ID/}, less what {@link #graph} appends. */
  private static final int MAX_MEDIUM = 47;

  private static final String GRAPH = ".comfy.json";
  private static final Pattern UNSAFE_RUN = Pattern.compile("[^A-Za-z0-9._-]+");

  /**
   * Reserved with any extension and in any case: Microsoft, "Naming Files, Paths, and Namespaces".
   */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\\$|conout\\$)(\\..*)?");

  private final Set<String> folders = new HashSet<>();
  private final Set<String> transcripts = new HashSet<>();

  /** Returns whether a name can stand as it is: on every system one plain, visible component. */
  static boolean isSafe(String name, int max) {
    if (name.isEmpty() || name.length() > max) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isSafe(name.charAt(i))) {
        return false;
      }
    }
    // Windows drops a dot at the end; one at the beginning hides the file or means the folder.
    return name.charAt(0) != '.'
        && name.charAt(name.length() - 1) != '.'
        && !DEVICE.matcher(name).matches();
  }

  private static boolean isSafe(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  /** Returns whether this can be the root folder. */
  static boolean isRootName(String name) {
    return isSafe(name, MAX_ROOT);
  }

  /** Returns a root folder's name for a text that may be none, such as a file's stem. */
  static String rootName(String text) {
    return safe(text, MAX_ROOT, 8);
  }

  /** Returns an execution's folder, without those above it; each id is asked for once. */
  String folder(String executionId) {
    return unique(executionId, MAX_ID, folders);
  }

  /**
   * Returns the name of a transcript, {@code <date>_<time>_<device>_<id>.txt}.
   *
   * @param folder what {@link #folder} gave for the id
   */
  String transcript(Optional<Instant> start, @Nullable String device, String folder, ZoneId zone) {
    String time = start.map(instant -> time(instant, zone)).orElse("no-date");
    String machine = device == null || device.isBlank() ? "no-device" : part(device, MAX_DEVICE);
    String name = time + "_" + machine + "_" + folder;
    // "a_b" of device "c" and "b" of device "c_a" would meet; the hash keeps them apart.
    if (!transcripts.add(name.toLowerCase(Locale.ROOT))) {
      name = time + "_" + hash(machine + "\n" + folder, 8) + "_" + folder;
      transcripts.add(name.toLowerCase(Locale.ROOT));
    }
    return name + ".txt";
  }

  private static String time(Instant instant, ZoneId zone) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
    if (time.getYear() < 0 || time.getYear() > 9999) {
      return "no-date";
    }
    return time.toLocalDate()
        + "_"
        + Timestamps.two(time.getHour())
        + Timestamps.two(time.getMinute())
        + Timestamps.two(time.getSecond());
  }

  /**
   * Returns the name of a medium in its execution's folder, {@code
   * NN_<item_type>[_<index>]_<config>.<ext>}. The number alone makes it unique there.
   */
  static String medium(ExecutionItem item, String extension) {
    long sequence = item.sequenceNumber();
    String number = sequence < 10 ? "0" + sequence : Long.toString(sequence);
    String index = item.outputConfigIndex() == null ? "" : "_" + item.outputConfigIndex();
    int room = MAX_MEDIUM - number.length() - index.length() - extension.length() - 3;
    String known = part(item.itemType().name(), Math.min(room, 26));
    String type = known.isEmpty() ? "x" : known;
    String config = item.configUsed() == null ? "" : part(item.configUsed(), room - type.length());
    return number + "_" + type + index + (config.isEmpty() ? "" : "_" + config) + "." + extension;
  }

  /** Returns the name of the ComfyUI graph beside a medium. */
  static String graph(String medium) {
    return medium + GRAPH;
  }

  /** Returns as much of a text as can stand in a name, with hyphens for the rest. */
  private static String part(String text, int max) {
    String safe = UNSAFE_RUN.matcher(text).replaceAll("-");
    int from = 0;
    while (from < safe.length() && isPunctuation(safe.charAt(from))) {
      from++;
    }
    int to = Math.min(safe.length(), from + Math.max(0, max));
    while (to > from && isPunctuation(safe.charAt(to - 1))) {
      to--;
    }
    return safe.substring(from, to);
  }

  private static boolean isPunctuation(char c) {
    return c == '.' || c == '-' || c == '_';
  }

  private static String unique(String text, int max, Set<String> used) {
    if (isSafe(text, max) && used.add(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    // Only an id made for the purpose goes round twice: one that is another's name already.
    for (int digits = 8; ; digits += 8) {
      String name = hashed(text, max, digits);
      if (used.add(name.toLowerCase(Locale.ROOT))) {
        return name;
      }
      if (digits == 64) {
        throw new IllegalStateException("an execution came twice: " + name);
      }
    }
  }

  static String safe(String text, int max, int digits) {
    return isSafe(text, max) ? text : hashed(text, max, digits);
  }

  private static String hashed(String text, int max, int digits) {
    String hash = hash(text, digits);
    return "x" + part(text, max - 2 - digits) + "-" + hash;
  }

  private static String hash(String text, int digits) {
    // Not String.getBytes: all lone surrogates would become the same question mark.
    byte[] bytes = new byte[2 * text.length()];
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
      return Digests.hex(Digests.newSha256().digest(utf8)).substring(0, digits);
    }
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    return Digests.hex(Digests.newSha256().digest(bytes)).substring(0, digits);
  }
}
