package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.check.Fault.Kind;

/**
 * What {@code bagit.txt} says (RFC 8493, 2.1.1).
 *
 * @param isStrict whether the bag is one of version 1.0, whose rules are stricter
 * @param charset the encoding of the other tag files
 */
record BagDeclaration(boolean isStrict, Charset charset) {
  static final String NAME = "bagit.txt";

  private static final Set<String> VERSIONS = Set.of("0.93", "0.94", "0.95", "0.96", "0.97", "1.0");
  private static final Pattern VERSION = Pattern.compile("BagIt-Version: (\\d{1,9}\\.\\d{1,9})");
  private static final Pattern ENCODING =
      Pattern.compile("Tag-File-Character-Encoding: ([!-~]{1,64})");

  /** Reads the declaration; what cannot be read is taken for that of version 1.0. */
  static BagDeclaration read(BagFile file, FaultLog log) {
    List<String> lines = new ArrayList<>();
    try (TagLines in = TagLines.open(file, UTF_8)) {
      for (@Nullable String line = in.next(); line != null; line = in.next()) {
        if (lines.size() < 3) {
          lines.add(line);
        }
      }
      if (in.isMarked()) {
        log.fault(Kind.MALFORMED, NAME, "begins with a byte-order mark");
      }
    } catch (IOException e) {
      // Reading all files tells what is wrong with this one.
      return new BagDeclaration(true, UTF_8);
    }
    if (lines.size() != 2) {
      log.fault(Kind.MALFORMED, NAME, "does not have two lines");
    }
    return new BagDeclaration(!version(lines, log).startsWith("0."), encoding(lines, log));
  }

  private static String version(List<String> lines, FaultLog log) {
    Matcher matcher = VERSION.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!matcher.matches()) {
      log.fault(Kind.MALFORMED, NAME, "the first line is not 'BagIt-Version: M.N'");
      return "";
    }
    String version = matcher.group(1);
    if (!VERSIONS.contains(version)) {
      log.fault(
          Kind.UNSUPPORTED, NAME, "there is no BagIt version " + version + "; checked as 1.0");
    }
    return version;
  }

  private static Charset encoding(List<String> lines, FaultLog log) {
    Matcher matcher = ENCODING.matcher(lines.size() < 2 ? "" : lines.get(1));
    if (!matcher.matches()) {
      log.fault(Kind.MALFORMED, NAME, "the second line is not 'Tag-File-Character-Encoding: …'");
      return UTF_8;
    }
    try {
      return Charset.forName(matcher.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      log.fault(Kind.UNSUPPORTED, NAME, "the encoding " + matcher.group(1) + " is not known");
      return UTF_8;
    }
  }
}
