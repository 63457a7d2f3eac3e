package org.researchtracker.cli.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.index.Catalog;
import org.researchtracker.index.ExecutionEntry;
import org.researchtracker.index.Matches;
import org.researchtracker.media.fetch.FetchSettings;
import org.researchtracker.media.fetch.FetchTarget;
import org.researchtracker.media.fetch.MediaFetch;
import org.researchtracker.model.ExecutionItem;

/** Brings the media of executions into the store, for every command that fetches. */
public final class Fetching {
  private Fetching() {}

  /**
   * Fetches what is not in hand.
   *
   * @return what came of it; nothing has been said of it yet
   * @throws IOException if the store cannot be written
   */
  public static FetchReport run(
      Session session, FetchSettings settings, Catalog catalog, Matches<ExecutionEntry> executions)
      throws IOException {
    long[] media = {0};
    executions.forEach(entry -> media[0] += entry.mediaCount());
    FetchReport report = new FetchReport(session, media[0]);
    try (Whereabouts whereabouts = Whereabouts.of(session.settings());
        MediaFetch fetch =
            new MediaFetch(
                session.settings().store(),
                whereabouts.resolver(),
                settings,
                session.console().clock(),
                report)) {
      int[] execution = {0};
      executions.forEach(
          entry -> {
            for (ExecutionItem item : catalog.media(entry)) {
              long tag = FetchReport.tag(execution[0], item);
              want(fetch, FetchTarget.of(entry.executionId(), item, tag));
            }
            execution[0]++;
          });
      fetch.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      session.clearProgress();
    }
    return report;
  }

  private static void want(MediaFetch fetch, FetchTarget target) {
    try {
      fetch.want(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
