package org.researchtracker.media.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A file that is not whole yet, and beside it a note of which version of what it is the beginning
 * of: the server's validator, and a digest of the address, which may be signed and is not kept
 * itself. For one thread.
 */
final class Partial {
  private final Path file;
  private final Path note;

  Partial(Path file) {
    this.file = file;
    this.note = file.resolveSibling(file.getFileName() + ".note");
  }

  Path file() {
    return file;
  }

  long size() throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** What the server is to be held to if the rest is asked for; empty where it must begin anew. */
  Optional<String> validator(WebAddress address) throws IOException {
    try {
      List<String> lines = Files.readAllLines(note, StandardCharsets.ISO_8859_1);
      return size() > 0 && lines.size() == 2 && lines.get(0).equals(digest(address))
          ? Optional.of(lines.get(1))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Begins anew, and puts down what it will be a part of. */
  OutputStream begin(WebAddress address, Optional<String> validator) throws IOException {
    // In this order: a note must never stand beside bytes of another version.
    Files.deleteIfExists(note);
    OutputStream out =
        Files.newOutputStream(
            file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    if (validator.isPresent()) {
      Files.write(note, List.of(digest(address), validator.get()), StandardCharsets.ISO_8859_1);
    }
    return out;
  }

  /** Goes on where it broke off. */
  OutputStream resume() throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** The first bytes. */
  byte[] head(int count) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(count);
    }
  }

  /** Removes the note: the file is whole, or will be gone. */
  void forget() throws IOException {
    Files.deleteIfExists(note);
  }

  /** Removes it where nothing has come yet, or nothing that could be gone on with. */
  void tidy() throws IOException {
    if (size() == 0 || !Files.exists(note)) {
      discard();
    }
  }

  /** Removes everything. */
  void discard() throws IOException {
    forget();
    Files.deleteIfExists(file);
  }

  private static String digest(WebAddress address) {
    try {
      byte[] bytes = address.toString().getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
