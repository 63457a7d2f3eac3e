package org.researchtracker.media.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.fetch.Outcome.Failed;
import tools.jackson.core.JacksonException;

/**
 * Asks a ComfyUI server for what a prompt made: {@code /history/ID}, then {@code /view}, as its
 * {@code server.py} has them, and nothing else. ComfyUI keeps its history in memory: it knows the
 * last 10,000 prompts since it was started. Safe for use by several threads.
 */
final class ComfyUi {
  /** A history holds the whole graph of its prompt, pictures within it perhaps. */
  private static final long MAX_HISTORY = 64L << 20;

  private final NamedServer server;
  private final Transport transport;
  private final Download download;
  private final Refusals refusals;

  /**
   * A server.
   *
   * @param transport one that connects to the servers that were named, and to no others
   */
  ComfyUi(NamedServer server, Transport transport, Download download, Refusals refusals) {
    this.server = server;
    this.transport = transport;
    this.download = download;
    this.refusals = refusals;
  }

  NamedServer server() {
    return server;
  }

  /** Brings the one output of a prompt that is the item's medium. */
  Outcome fetch(String promptId, Optional<String> path, Partial partial, Wanted wanted)
      throws IOException, InterruptedException {
    if (promptId.matches("\\.*")) {
      // No id that ComfyUI gives, and as a path it would lead elsewhere.
      return Failed.settled(MissingReason.HISTORY_LOST, "");
    }
    WebAddress history = server.at("/history/" + Query.encode(promptId));
    Optional<List<ComfyOutput>> made;
    try (Answer answer = transport.get(history, Map.of())) {
      if (Refusals.isRedirect(answer.status())) {
        return Refusals.refused("the server points elsewhere");
      }
      if (answer.status() != 200) {
        return refusals.status(history, answer);
      }
      made = ComfyHistory.read(new LimitedStream(answer.body(), MAX_HISTORY), promptId);
    } catch (JacksonException e) {
      return e.getCause() instanceof IOException cut
          ? Refusals.of(cut)
          : Failed.settled(MissingReason.UNREADABLE, "ComfyUI's history cannot be read");
    } catch (IOException e) {
      return Refusals.of(e);
    }
    if (made.isEmpty()) {
      return Failed.settled(MissingReason.HISTORY_LOST, "");
    }
    Optional<ComfyOutput> chosen = ComfyOutput.choose(made.get(), path, wanted);
    if (chosen.isEmpty()) {
      String detail =
          made.get().isEmpty()
              ? "the prompt made no file"
              : "which of the prompt's files is meant is not clear";
      return Failed.settled(MissingReason.NOT_FOUND, detail);
    }
    return view(chosen.get(), partial, wanted);
  }

  /** Brings one file. */
  Outcome view(ComfyOutput output, Partial partial, Wanted wanted)
      throws IOException, InterruptedException {
    return download.fetch(server.at(output.target()), output.filename(), partial, wanted);
  }
}
