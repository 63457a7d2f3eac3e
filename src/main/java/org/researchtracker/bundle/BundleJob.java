package org.researchtracker.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.researchtracker.bundle.check.BundleHoldings;
import org.researchtracker.bundle.document.BundleDocument;
import org.researchtracker.bundle.document.BundleFacts;
import org.researchtracker.bundle.document.BundledExecutions;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.model.TrackerException;

/** One bundle on its way, to whichever place. Used once, by one thread. */
final class BundleJob {
  /** As long as the names that the content gives, see {@link #name}. */
  private static final String UNKNOWN = "tracker-export-000000000000";

  private final MediaFinder finder;
  private final BundleOrigin origin;
  private final List<BundleDocument> documents;
  private final BundleProgress progress;
  private final RecordSource source;
  private final BundleOptions options;

  BundleJob(
      MediaResolver resolver,
      BundleOrigin origin,
      List<BundleDocument> documents,
      BundleProgress progress,
      RecordSource source,
      BundleOptions options) {
    this.finder = new MediaFinder(resolver);
    this.origin = origin;
    this.documents = documents;
    this.progress = progress;
    this.source = source;
    this.options = options;
  }

  BundleResult toPlace(Path folder, Optional<Path> target) {
    return toPlace(folder, target, BundleGate.OPEN);
  }

  BundleResult toPlace(Path folder, Optional<Path> target, BundleGate gate) {
    try {
      if (target.isPresent()) {
        refuseExisting(target.get(), options.skipExisting());
      }
      SpillFolder spills = new SpillFolder(folder);
      try (ExecutionSpool spool = new ExecutionSpool(spills)) {
        Gathered gathered = gather(spool);
        Optional<String> name = name(gathered, target);
        if (options.skipExisting() && target.isPresent() && Files.exists(target.get())) {
          Optional<BundleResult> same = ifSame(target.get(), spool, gathered, name, spills);
          if (same.isPresent()) {
            return same.get();
          }
          refuseExisting(target.get(), false);
          spool.forgetVerdicts();
        }
        try (Destination destination =
            Destination.open(folder, target, name.isPresent(), options)) {
          return write(destination, spool, gathered, name, spills, gate);
        }
      }
    } catch (IOException e) {
      throw cannotWrite(target.orElse(folder), e);
    }
  }

  private BundleResult write(
      Destination destination,
      ExecutionSpool spool,
      Gathered gathered,
      Optional<String> name,
      SpillFolder spills,
      BundleGate gate)
      throws IOException {
    String root = name.orElse(UNKNOWN);
    try (SecondCore core = new SecondCore();
        Container container = destination.container(root, time(gathered), spills);
        Assembly assembly =
            new Assembly(job(spool, gathered), container, root, core, spills, progress)) {
      assembly.begin();
      assembly.media();
      destination.mediaWritten();
      assembly.records();
      BundleFacts facts = assembly.facts(name);
      if (!gate.admits(candidate(facts, spool))) {
        return assembly.result(Optional.empty(), facts, true, 0);
      }
      assembly.texts(facts);
      refuseStrict(assembly);
      long bytes = container.finish(facts.name());
      Path path = destination.target(facts.name());
      boolean skipped =
          !destination.isKnown()
              && options.skipExisting()
              && ExistingBundle.holds(path, facts.contentDigest());
      if (!skipped) {
        // Where the target was known it was not there before, but somebody may have put it there.
        refuseExisting(path, false);
        destination.moveTo(path);
      }
      return assembly.result(Optional.of(path), facts, skipped, bytes);
    }
  }

  private static BundleGate.Candidate candidate(BundleFacts facts, BundledExecutions executions) {
    return new BundleGate.Candidate() {
      @Override
      public String contentDigest() {
        return facts.contentDigest();
      }

      @Override
      public BundleHoldings holdings() throws IOException {
        return BundleHoldings.of(executions);
      }
    };
  }

  BundleResult toStream(OutputStream stream, Path temporary) throws IOException {
    SpillFolder spills = new SpillFolder(temporary);
    try (ExecutionSpool spool = new ExecutionSpool(spills)) {
      Gathered gathered = gather(spool);
      BundleFacts facts;
      try (SecondCore core = new SecondCore();
          Rehearsal heard = new Rehearsal(progress, false, spills);
          Assembly first =
              new Assembly(
                  job(spool, gathered), new NullContainer(), UNKNOWN, core, spills, heard)) {
        facts = digests(first, name(gathered, Optional.empty()));
        refuseStrict(first);
      }
      progress.named(facts.name());
      ZipSink sink = new ZipStreamSink(stream);
      try (SecondCore core = new SecondCore();
          Container container = new ZipContainer(sink, facts.name(), true, time(gathered), spills);
          Assembly assembly =
              new Assembly(job(spool, gathered), container, facts.name(), core, spills, progress)) {
        assembly.begin();
        assembly.mediaAgain(facts);
        assembly.records();
        assembly.texts(facts);
        long bytes = container.finish(facts.name());
        return assembly.result(Optional.empty(), facts, false, bytes);
      }
    }
  }

  BundleResult plan(Optional<Path> target, Path temporary) {
    SpillFolder spills = new SpillFolder(temporary);
    try (ExecutionSpool spool = new ExecutionSpool(spills);
        Rehearsal heard = new Rehearsal(progress, false, spills)) {
      Gathered gathered = gather(spool);
      Optional<String> name = name(gathered, target);
      try (SecondCore core = new SecondCore();
          Assembly assembly =
              new Assembly(
                  job(spool, gathered), new NullContainer(), UNKNOWN, core, spills, heard)) {
        assembly.begin();
        assembly.media();
        assembly.records();
        BundleFacts facts = assembly.facts(name);
        assembly.texts(facts);
        heard.tellEntries(facts.name());
        refuseStrict(assembly);
        return assembly.result(Optional.empty(), facts, false, assembly.bytes());
      }
    } catch (IOException e) {
      throw cannotWrite(temporary, e);
    }
  }

  private Gathered gather(ExecutionSpool spool) throws IOException {
    progress.begin(BundleProgress.Phase.RECORDS, 0);
    Gathered gathered = Gathered.of(source, spool, origin.zone());
    if (gathered.executions() == 0) {
      throw TrackerException.failed(
          "nothing to export: no execution was selected", "tracker list shows what there is");
    }
    return gathered;
  }

  private Assembly.Job job(ExecutionSpool spool, Gathered gathered) {
    return new Assembly.Job(finder, origin, documents, options, spool, gathered, date(gathered));
  }

  private BundleFacts digests(Assembly assembly, Optional<String> name) throws IOException {
    assembly.media();
    assembly.records();
    return assembly.facts(name);
  }

  private Optional<BundleResult> ifSame(
      Path target,
      ExecutionSpool spool,
      Gathered gathered,
      Optional<String> name,
      SpillFolder spills)
      throws IOException {
    try (SecondCore core = new SecondCore();
        Rehearsal heard = new Rehearsal(progress, true, spills);
        Assembly first =
            new Assembly(job(spool, gathered), new NullContainer(), UNKNOWN, core, spills, heard)) {
      BundleFacts facts = digests(first, name);
      refuseStrict(first);
      return ExistingBundle.holds(target, facts.contentDigest())
          ? Optional.of(
              first.result(Optional.of(target), facts, true, ExistingBundle.bytes(target)))
          : Optional.empty();
    }
  }

  /** The root folder's name, if anything but the content gives it. */
  private Optional<String> name(Gathered gathered, Optional<Path> target) {
    return options
        .name()
        .or(() -> target.map(file -> BundleNames.rootName(stem(file))))
        .or(() -> gathered.onlyId().map(id -> BundleNames.rootName("tracker-" + id)));
  }

  private String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean zip = options.form() == BundleOptions.Form.ZIP;
    return zip && name.regionMatches(true, Math.max(0, name.length() - 4), ".zip", 0, 4)
        ? name.substring(0, name.length() - 4)
        : name;
  }

  private Instant date(Gathered gathered) {
    return options
        .date()
        .or(gathered::newest)
        .orElseGet(() -> LocalDate.of(1980, 1, 1).atStartOfDay(origin.zone()).toInstant());
  }

  private LocalDateTime time(Gathered gathered) {
    return LocalDateTime.ofInstant(date(gathered), origin.zone());
  }

  private void refuseExisting(Path target, boolean skip) {
    if (Files.exists(target) && !options.force() && !skip) {
      throw TrackerException.failed(
          target + " exists already",
          "--force replaces it; --skip-existing keeps one with the same content");
    }
  }

  private void refuseStrict(Assembly assembly) {
    long missing = assembly.missing();
    if (options.strict() && missing > 0) {
      throw TrackerException.failed(
          missing + (missing == 1 ? " medium is missing" : " media are missing"),
          "--dry-run says which; without --strict the bundle is written without them");
    }
  }

  private static TrackerException cannotWrite(Path place, IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "cannot write " + place + ": " + Reasons.of(e),
        "nothing was left half written",
        e);
  }
}
