package org.researchtracker.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.model.TrackerException;

/** Reads files with ids, one a line. */
public final class IdList {

  private IdList() {}

  /** Reads the ids in a file that was named on the command line; {@code -} is standard input. */
  public static List<String> read(Session session, String name) {
    if (name.equals("-")) {
      try {
        return ids(session.console().in());
      } catch (IOException e) {
        throw unreadable("standard input", "--ids-from", e);
      }
    }
    try {
      return read(session.console().cwd().resolve(name), "--ids-from");
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, "'" + name + "' is no path on this system", "", e);
    }
  }

  /** Reads the ids in a file. */
  public static List<String> read(Path file, String option) {
    // Not readAllLines: a stray byte must not keep anybody's withdrawal from being honoured.
    try (InputStream in = Files.newInputStream(file)) {
      return ids(in);
    } catch (IOException e) {
      throw unreadable(file.toString(), option, e);
    }
  }

  private static List<String> ids(InputStream in) throws IOException {
    // Not readAllBytes: on Java 17 it asks standard input for its position, which a pipe has not.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    in.transferTo(bytes);
    String text = bytes.toString(UTF_8);
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    return plain.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  private static TrackerException unreadable(String name, String option, IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "cannot read the ids in " + name + " (" + option + "): " + IoReason.of(e),
        "name a file with one id a line",
        e);
  }
}
