package org.researchtracker.importer;

import java.nio.file.Path;
import java.util.Optional;
import org.researchtracker.model.ExecutionItem;

/** Folders are imported here without their media and without bundles; see the command's test. */
final class NoStore implements MediaKeeper, BundleSource.Opener {
  @Override
  public boolean keep(
      String executionId,
      ExecutionItem item,
      Bytes bytes,
      String source,
      String name,
      Optional<String> originalSha512) {
    throw new AssertionError("nobody asked to keep " + name);
  }

  @Override
  public void missing(String executionId, ExecutionItem item, String reason, String source) {
    throw new AssertionError("no bundle here");
  }

  @Override
  public Optional<BundleSource> open(Path place) {
    return Optional.empty();
  }

  @Override
  public LineTarget target(String name) {
    throw new AssertionError("no bundle here");
  }
}
