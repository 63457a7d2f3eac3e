package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.researchtracker.importer.ExecutionVerdict.Outcome;
import org.researchtracker.log.UnreadableLineException;
import org.researchtracker.model.ExecutionRecord;
import org.researchtracker.model.JsonValue;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * Imports folders: finds what it knows in them, holds each execution against the log, and appends
 * what the log does not have. Importing again appends nothing. For one thread.
 *
 * <p>Memory grows by some bytes with each execution and each file outside of runs, not with what
 * they hold.
 */
public final class Importer {
  private static final int REMEMBERED = 200;

  private final ImportSettings settings;
  private final LoggedExecutions logged;
  private final LineTarget target;
  private final ImportListener listener;
  private final Clock clock;
  private final Set<Long> appended = new HashSet<>();
  private final Map<String, KnownExecution> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownExecution> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Makes an importer.
   *
   * @param logged what the logs hold
   * @param target takes the lines that they do not hold
   * @param clock tells when a line is written
   */
  public Importer(
      ImportSettings settings,
      LoggedExecutions logged,
      LineTarget target,
      ImportListener listener,
      Clock clock) {
    this.settings = settings;
    this.logged = logged;
    this.target = target;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Imports what is in and below a folder, or one file.
   *
   * @throws IOException if the place itself cannot be read, or the log cannot be written
   */
  public void place(Path place) throws IOException {
    new ImportWalk(settings, this, listener, place).run();
    target.flush();
  }

  /** Holds a draft against the log, appends what is new, and says what was done. */
  void take(ExecutionDraft draft, Map<String, Path> media) throws IOException {
    KnownExecution known = known(draft.id());
    int newMedia = newMedia(draft, known, media);
    Reconciliation result = Reconciliation.of(draft, known, clock.instant());
    if (!result.lines().isEmpty()) {
      boolean isNew = result.outcome() == Outcome.IMPORTED;
      append(target, new LineTarget.Lines(draft.id(), isNew, known.next() - 1, result.lines()));
    }
    if (result.outcome() != Outcome.RECORDED && settings.copiesMedia()) {
      keep(draft, known, media);
    }
    int all = draft.items().size();
    listener.execution(
        new ExecutionVerdict(
            draft.id(),
            draft.form(),
            draft.source(),
            result.outcome(),
            result.added(),
            all - result.added(),
            result.outcome() == Outcome.RECORDED ? 0 : newMedia,
            draft.notes()));
  }

  /** Returns how many files there are to which only items refer that the log does not have. */
  private static int newMedia(ExecutionDraft draft, KnownExecution known, Map<String, Path> media) {
    Set<String> paths = new HashSet<>(media.keySet());
    for (ItemDraft item : draft.items()) {
      if (known.has(item)) {
        item.string("file_path").ifPresent(paths::remove);
      }
    }
    return paths.size();
  }

  private void keep(ExecutionDraft draft, KnownExecution known, Map<String, Path> media) {
    for (ItemDraft item : draft.items()) {
      String path = item.string("file_path").orElse("");
      Path file = media.get(path);
      if (file == null) {
        continue;
      }
      try {
        JsonObject json = item.toJson(known.number(item), null);
        settings
            .keeper()
            .keep(
                draft.id(),
                ItemLines.read(draft.id(), json),
                () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS),
                path,
                String.valueOf(file.getFileName()),
                Optional.empty());
      } catch (IOException | UnreadableLineException e) {
        draft.note(path + ": not kept: " + e.getMessage());
      }
    }
  }

  void append(LineTarget to, LineTarget.Lines lines) throws IOException {
    to.append(lines);
    appended.add(hash(lines.executionId()));
  }

  /** Returns what the logs hold, what this run has written included. */
  Optional<ExecutionRecord> logged(String id) throws IOException {
    if (appended.contains(hash(id))) {
      target.flush();
      logged.refresh();
    }
    return logged.find(id);
  }

  private KnownExecution known(String id) throws IOException {
    @Nullable KnownExecution known = recent.get(id);
    if (known == null) {
      known = logged(id).map(KnownExecution::of).orElseGet(KnownExecution::new);
      recent.put(id, known);
    }
    return known;
  }

  private static long hash(String id) {
    long hash = 1125899906842597L;
    for (int i = 0; i < id.length(); i++) {
      hash = 31 * hash + id.charAt(i);
    }
    return hash;
  }

  /** Returns the paths of media among the items, and the files that they mean. */
  static Map<String, Path> media(ExecutionDraft draft, Map<String, Path> files) {
    Map<String, Path> media = new LinkedHashMap<>();
    for (ItemDraft item : draft.items()) {
      Optional<String> path =
          Optional.ofNullable(item.get("file_path")).flatMap(JsonValue::asString);
      path.map(files::get).ifPresent(file -> media.put(path.get(), file));
    }
    return media;
  }
}
