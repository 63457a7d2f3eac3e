package org.researchtracker.archive;

import java.util.function.Predicate;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.Resolution;

/** Says whether a medium that was missing seems to be there now. */
final class Arrivals implements Predicate<MissingMedium> {
  private final MediaResolver resolver;

  Arrivals(MediaResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public boolean test(MissingMedium medium) {
    Resolution now = resolver.resolveAgain(medium.reference());
    if (now instanceof Resolution.Missing) {
      return false;
    }
    // One that was found and refused counts only when it is another file by now.
    return medium.look().isEmpty()
        || !(now instanceof Resolution.Found found)
        || !medium.look().equals(FileLook.of(found.file()));
  }
}
