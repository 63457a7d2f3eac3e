package org.researchtracker.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.researchtracker.bundle.check.BagInfo;
import org.researchtracker.bundle.check.BundleEntries;
import org.researchtracker.bundle.check.BundleVerifier;

/** What a target that is there already says of itself. */
final class ExistingBundle {
  /** In {@code bag-info.txt} with one mark, in {@code provenance.json} with another. */
  private static final Pattern DIGEST =
      Pattern.compile("(?:Content-Digest: |\"content_digest\" ?: ?\")sha256:([0-9a-f]{64})");

  private ExistingBundle() {}

  /** Returns whether this folder looks like a bundle. */
  static boolean isBundle(Path folder) {
    return Files.exists(folder.resolve("bagit.txt"))
        || Files.exists(folder.resolve("ro-crate-metadata.json"));
  }

  /**
   * Returns whether a target holds this content: it says so, and its records and media, read again,
   * have that digest. One whose media were damaged since is no reason to write none.
   */
  static boolean holds(Path target, String contentDigest) {
    if (claimedDigest(target).filter(contentDigest::equals).isEmpty()) {
      return false;
    }
    try {
      return BundleVerifier.verify(target, fault -> {})
          .contents()
          .filter(contents -> contents.digest().equals(contentDigest))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the bytes of a ZIP, or of all files in a folder. */
  static long bytes(Path target) throws IOException {
    LongAdder sum = new LongAdder();
    Files.walkFileTree(
        target.toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum.add(attributes.size());
            return FileVisitResult.CONTINUE;
          }
        });
    return sum.sum();
  }

  private static Optional<String> claimedDigest(Path target) {
    List<String> found = new ArrayList<>();
    try {
      BundleEntries.read(
          target,
          name -> name.equals(BagInfo.NAME) || name.equals("provenance.json"),
          in -> find(in).ifPresent(found::add));
    } catch (IOException e) {
      return Optional.empty();
    }
    return found.stream().findFirst();
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
