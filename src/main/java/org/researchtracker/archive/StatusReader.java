package org.researchtracker.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.ArchiveStatus.RunEnd;
import org.researchtracker.archive.ArchiveStatus.Shrunk;
import org.researchtracker.archive.LedgerEvent.Bundled;
import org.researchtracker.archive.LedgerEvent.Checked;
import org.researchtracker.archive.LedgerEvent.Pruned;
import org.researchtracker.archive.LedgerEvent.Ran;

/**
 * Adds up what the lines of a ledger come to. No text of them stays in memory: what a later line
 * takes back is read again. Used once, by one thread.
 */
final class StatusReader implements EventTaker {
  private final ArchiveFolder folder;
  private final OpenLines lines;
  private final Standings standings = new Standings(medium -> false);
  private final Map<Long, Long> files = new HashMap<>();
  private final Set<Long> removed = new HashSet<>();
  private long executions;
  private long bytes;
  private long missing;
  private @Nullable Ran lastRun;
  private @Nullable Ran lastGoodRun;

  StatusReader(ArchiveFolder folder, OpenLines lines) {
    this.folder = folder;
    this.lines = lines;
  }

  ArchiveStatus read() {
    LedgerLines.Reading reading = Ledger.read(folder, this);
    long bundles = (long) files.size() - removed.size();
    return new ArchiveStatus(
        folder.path(),
        bundles,
        Math.max(0, bundles - standings.size()),
        removed.size(),
        executions,
        bytes,
        new MissingMedia(folder, missing, standings.lacking()),
        smaller(),
        absent(),
        unlisted(),
        Optional.ofNullable(lastRun).map(RunEnd::of),
        Optional.ofNullable(lastGoodRun).map(RunEnd::of),
        reading.lines(),
        reading.chain(),
        ArchiveLock.holder(folder)
            .map(each -> new ArchiveStatus.LockHolder(each.pid(), each.since(), each.command())));
  }

  @Override
  public void take(LedgerEvent event, long line) {
    if (event instanceof Bundled bundle) {
      take(bundle, line);
    } else if (event instanceof Checked check) {
      Standing before = standings.of(check.unit());
      if (before != null) {
        missing += check.media().missing().size() - missing(before);
        standings.note(check, line);
      }
    } else if (event instanceof Pruned pruning) {
      take(pruning);
    } else if (event instanceof Ran run && run.command().equals(Runs.ARCHIVE)) {
      lastRun = run;
      lastGoodRun = Runs.endedWell(run) ? run : lastGoodRun;
    }
  }

  private void take(Bundled bundle, long line) {
    Standing before = standings.of(bundle.unit());
    if (before != null) {
      missing -= missing(before);
      executions -= facts(before.bundleLine()).executions();
    }
    missing += bundle.media().missing().size();
    executions += bundle.facts().executions();
    bytes += bundle.facts().bytes();
    Long old = files.put(Standing.number(bundle.name().file()), line);
    if (old != null) {
      bytes -= facts(old).bytes();
    }
    standings.note(bundle, line);
  }

  private void take(Pruned pruning) {
    long file = Standing.number(pruning.name().file());
    Long line = files.get(file);
    if (line != null && removed.add(file)) {
      bytes -= facts(line).bytes();
    }
    standings.note(pruning);
  }

  private long missing(Standing standing) {
    return standing.isLacking() ? lines.media(standing).missing().size() : 0;
  }

  private Facts facts(long line) {
    return lines.bundle(line).facts();
  }

  private List<Shrunk> smaller() {
    List<Shrunk> smaller = new ArrayList<>();
    for (Standing standing : standings.smaller()) {
      smaller.add(
          new Shrunk(
              lines.bundle(standing.bundleLine()).name().file(),
              standing.verdict() == Verdict.GONE));
    }
    return smaller;
  }

  /** Returns the bundles that should be there and are not, in order. */
  private List<String> absent() {
    Numbers there = new Numbers();
    folder.forEachZip(name -> there.add(Standing.number(name)));
    return files.entrySet().stream()
        .filter(file -> !removed.contains(file.getKey()) && !there.contains(file.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .map(line -> lines.bundle(line).name().file())
        .toList();
  }

  /** Returns the ZIPs that the ledger does not know. */
  private List<String> unlisted() {
    Set<String> unlisted = new TreeSet<>();
    folder.forEachZip(
        name -> {
          if (!files.containsKey(Standing.number(name))) {
            unlisted.add(name);
          }
        });
    return List.copyOf(unlisted);
  }
}
