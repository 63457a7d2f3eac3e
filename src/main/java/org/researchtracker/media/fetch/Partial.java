package org.researchtracker.media.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.Origin;
import org.researchtracker.media.store.StoredMedium;

/**
 * What has come of an item's medium. Usually a file of the store, and beside it a note of which
 * version of what it is the beginning of: the server's validator, and a digest of the address,
 * which may be signed and is not kept itself. What is small stays in memory until it is kept. For
 * one thread.
 */
final class Partial {
  private final MediaStore store;
  private final MediaReference reference;
  private final Path file;
  private final Path note;

  /** What is small, instead of the file. */
  private @Nullable ByteArrayOutputStream small;

  /** What the store has of an item from an earlier attempt, if it has anything. */
  Partial(MediaStore store, MediaReference reference) {
    this.store = store;
    this.reference = reference;
    this.file = store.partial(reference);
    this.note = file.resolveSibling(file.getFileName() + ".note");
  }

  /**
   * Hands over to the store what is whole.
   *
   * @throws IOException if the store cannot be written
   */
  StoredMedium keep(Origin origin) throws IOException {
    return small == null
        ? store.put(reference, file, origin)
        : store.put(reference, new ByteArrayInputStream(small.toByteArray()), origin);
  }

  long size() throws IOException {
    if (small != null) {
      return small.size();
    }
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
    forget();
    small = null;
    store.makePartial(reference);
    OutputStream out = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING);
    if (validator.isPresent()) {
      Files.write(note, List.of(digest(address), validator.get()), StandardCharsets.ISO_8859_1);
    }
    return out;
  }

  /** Begins anew with what is small: it is had sooner once more than in parts. */
  OutputStream beginSmall() throws IOException {
    discard();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    small = out;
    return out;
  }

  /** Goes on where it broke off. */
  OutputStream resume() throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** The first bytes. */
  byte[] head(int count) throws IOException {
    try (InputStream in =
        small == null
            ? Files.newInputStream(file)
            : new ByteArrayInputStream(small.toByteArray())) {
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
    small = null;
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
