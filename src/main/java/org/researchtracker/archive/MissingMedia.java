package org.researchtracker.archive;

import java.io.IOException;
import java.util.List;
import org.researchtracker.archive.ArchiveStatus.Lack;

/** The media that the last versions of an archive lack, read from its ledger when asked for. */
public final class MissingMedia {
  /** Takes what is missing. */
  @FunctionalInterface
  public interface Taker {
    /** Takes a medium. */
    void take(Lack lack) throws IOException;
  }

  private final ArchiveFolder folder;
  private final long count;
  private final List<Standing> lacking;

  MissingMedia(ArchiveFolder folder, long count, List<Standing> lacking) {
    this.folder = folder;
    this.count = count;
    this.lacking = lacking;
  }

  /** Returns how many there are. */
  public long count() {
    return count;
  }

  /**
   * Gives each of them, by bundles.
   *
   * @throws IOException whatever the taker throws
   * @throws org.researchtracker.model.TrackerException if the ledger cannot be read
   */
  public void forEach(Taker taker) throws IOException {
    try (OpenLines lines = OpenLines.of(folder)) {
      for (Standing standing : lacking) {
        String file = lines.bundle(standing.bundleLine()).name().file();
        for (MissingMedium medium : lines.media(standing).missing()) {
          taker.take(
              new Lack(
                  file,
                  medium.reference().executionId(),
                  medium.reference().sequenceNumber(),
                  medium.reason()));
        }
      }
    }
  }
}
