package org.researchtracker.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** What a target that is there already says of itself. */
final class ExistingBundle {
  /** In {@code bag-info.txt} with one mark, in {@code provenance.json} with another. */
  private static final Pattern DIGEST =
      Pattern.compile("(?:Content-Digest: |\"content_digest\" ?: ?\")sha256:([0-9a-f]{64})");

  private static final Pattern PLACES =
      Pattern.compile("[^/]+/(?:bag-info\\.txt|provenance\\.json)");

  private ExistingBundle() {}

  /** Returns whether this folder looks like a bundle. */
  static boolean isBundle(Path folder) {
    return Files.exists(folder.resolve("bagit.txt"))
        || Files.exists(folder.resolve("ro-crate-metadata.json"));
  }

  /** Returns the content digest that a bundle names; nothing if it is none or is damaged. */
  static Optional<String> contentDigest(Path target) {
    try {
      return Files.isDirectory(target) ? ofFolder(target) : ofZip(target);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> ofFolder(Path folder) throws IOException {
    for (String name : new String[] {"bag-info.txt", "provenance.json"}) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          return find(in);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofZip(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file);
        ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (PLACES.matcher(entry.getName()).matches()) {
          try (InputStream in = zip.getInputStream(entry)) {
            return find(in);
          }
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> find(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = DIGEST.matcher(line);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
