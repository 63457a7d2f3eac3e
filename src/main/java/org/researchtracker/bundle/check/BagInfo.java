package org.researchtracker.bundle.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;

/** What {@code bag-info.txt} says of itself, as far as it can be checked (RFC 8493, 2.2.2). */
public final class BagInfo {
  /** Its path in the bag. */
  public static final String NAME = "bag-info.txt";

  private static final String OXUM = "payload-oxum";
  private static final String FORMAT = "bundle-format-version";
  private static final String DIGEST = "content-digest";
  private static final int MOST_LINES = 100_000;
  private static final Pattern OXUM_VALUE = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

  private final Map<String, String> values = new HashMap<>();

  /** Reads the file, if there is one. */
  static BagInfo read(BagTree tree, BagDeclaration declaration, FaultLog log) {
    BagInfo info = new BagInfo();
    Optional<BagFile> file = tree.get(NAME);
    if (file.isPresent()) {
      try (TagLines lines = TagLines.open(file.get(), declaration.charset())) {
        info.read(lines, declaration, log);
      } catch (IOException e) {
        // Reading all files tells what is wrong with this one.
        return info;
      }
    }
    return info;
  }

  private void read(TagLines lines, BagDeclaration declaration, FaultLog log) throws IOException {
    boolean first = true;
    for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
      if (lines.number() > MOST_LINES) {
        log.fault(Kind.LIMIT, NAME, "more than " + MOST_LINES + " lines");
        return;
      }
      if (first && lines.isMarked()) {
        log.warn(Kind.MALFORMED, NAME, "begins with a byte-order mark");
      }
      int colon = line.indexOf(':');
      boolean continues = !first && (line.startsWith(" ") || line.startsWith("\t"));
      first = false;
      if (TagLines.isMisread(line)) {
        fault(lines, "not in the encoding that bagit.txt names", log);
      } else if (!continues && !line.isBlank()) {
        if (colon <= 0 || lines.isTooLong()) {
          fault(lines, "not of the form 'Label: value'", log);
        } else {
          field(lines, line.substring(0, colon), line.substring(colon + 1), declaration, log);
        }
      }
    }
  }

  private void field(
      TagLines lines, String label, String value, BagDeclaration declaration, FaultLog log) {
    if (declaration.isStrict() && !label.equals(label.strip())) {
      fault(lines, "whitespace around a label", log);
    }
    String key = label.strip().toLowerCase(Locale.ROOT);
    if (!key.equals(OXUM) && !key.equals(FORMAT) && !key.equals(DIGEST)) {
      return;
    }
    if (values.putIfAbsent(key, value.strip()) != null) {
      log.fault(Kind.DUPLICATE, NAME, label.strip() + " stands in it more than once");
    }
  }

  private static void fault(TagLines lines, String what, FaultLog log) {
    log.fault(Kind.MALFORMED, NAME, "line " + lines.number() + ": " + what);
  }

  /** Returns the version of this program's own format, if the bag bears one. */
  Optional<String> formatVersion() {
    return Optional.ofNullable(values.get(FORMAT));
  }

  /** Returns the content digest that the bag bears, as written. */
  Optional<String> contentDigest() {
    return Optional.ofNullable(values.get(DIGEST));
  }

  /** Holds Payload-Oxum, if there is one, against what was found. */
  void checkOxum(long bytes, long files, FaultLog log) {
    String written = values.get(OXUM);
    if (written == null) {
      return;
    }
    Matcher matcher = OXUM_VALUE.matcher(written);
    if (!matcher.matches()) {
      log.fault(Kind.MALFORMED, NAME, "Payload-Oxum '" + written + "' is not 'bytes.files'");
    } else if (Long.parseLong(matcher.group(1)) != bytes
        || Long.parseLong(matcher.group(2)) != files) {
      log.fault(
          Kind.CONTRADICTION,
          NAME,
          "Payload-Oxum is " + written + ", the payload is " + bytes + "." + files);
    }
  }
}
