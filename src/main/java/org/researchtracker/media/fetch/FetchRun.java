package org.researchtracker.media.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.fetch.Outcome.Again;
import org.researchtracker.media.fetch.Outcome.Failed;
import org.researchtracker.media.fetch.Outcome.Fetched;
import org.researchtracker.media.store.CatalogueEntry;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.MediaStore.Claim;
import org.researchtracker.media.store.Origin;
import org.researchtracker.media.store.StoredMedium;

/**
 * Brings media into the store, several at a time: polite to hosts, patient where it makes sense,
 * and without asking for what the store has.
 *
 * <p>One thread submits targets and then finishes; the listener is told of each target that was
 * accepted exactly once, unless the run fails. What a run that was killed had brought is in the
 * store, and what it had begun is resumed by the next where the server can do that.
 */
final class FetchRun implements AutoCloseable {
  private final MediaStore store;
  private final FetchSettings settings;
  private final Clock clock;
  private final FetchListener listener;
  private final Sources sources;
  private final JobQueue queue;
  private final Keepers keepers = new Keepers(this::stop);
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** A run that connects to public addresses and to the hosts that the settings name. */
  FetchRun(MediaStore store, FetchSettings settings, Clock clock, FetchListener listener) {
    this(store, settings, clock, listener, AddressGuard::new, TlsOnDemand.ofJava());
  }

  /**
   * A run of another kind.
   *
   * @param guarding who may be connected to, besides the hosts that the settings name
   * @param tls whose certificates are trusted
   */
  FetchRun(
      MediaStore store,
      FetchSettings settings,
      Clock clock,
      FetchListener listener,
      Sources.Guarding guarding,
      TlsOnDemand tls) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    FetchLimits limits = settings.limits();
    Allowance allowance = new Allowance(limits.maxTotal(), limits.rate());
    this.sources = new Sources(settings, allowance, clock, guarding, tls);
    this.queue = new JobQueue(limits.perHost());
  }

  /**
   * Accepts a target where something says where it could be; waits while many are under way.
   *
   * @param soFar why it is not in hand, by the folders and the store
   * @return false where nothing says that: the listener hears nothing of it
   */
  boolean submit(FetchTarget target, Missing soFar) throws InterruptedException {
    List<Source> asked = sources.of(target);
    if (asked.isEmpty() || failure.get() != null) {
      return false;
    }
    start();
    Job job = new Job(target, asked, known(soFar));
    if (job.hasSource()) {
      queue.add(job);
    } else {
      tellFailed(job, true);
    }
    return true;
  }

  /** What is gone from the web does not come back; but ComfyUI may be another one next time. */
  private Optional<Failed> known(Missing soFar) {
    boolean over = soFar.reason() == MissingReason.EXPIRED || soFar.detail().equals(Refusals.GONE);
    return over && !settings.retryFinal()
        ? Optional.of(Failed.of(soFar.reason(), soFar.detail(), Again.NEVER))
        : Optional.empty();
  }

  private void start() {
    while (workers.size() < settings.limits().parallel()) {
      Thread worker = new Thread(this::work, "tracker-fetch-" + workers.size());
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  /**
   * Waits until all that was submitted is done.
   *
   * @throws IOException if the store cannot be written
   */
  void finish() throws IOException, InterruptedException {
    queue.close();
    for (Thread worker : workers) {
      worker.join();
    }
    keepers.finish();
    Throwable thrown = failure.get();
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private void work() {
    try {
      for (Optional<Job> job = queue.take(); job.isPresent(); job = queue.take()) {
        String host = job.get().source().host();
        try {
          advance(job.get());
        } finally {
          queue.done(host);
        }
      }
    } catch (InterruptedException e) {
      // The run was given up.
      queue.stop();
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
    }
  }

  private void stop(Throwable why) {
    failure.compareAndSet(null, why);
    queue.stop();
  }

  /** Asks the job's source once, and sees what comes next. */
  private void advance(Job job) throws IOException, InterruptedException {
    String host = job.source().host();
    Optional<Failed> down = queue.down(host);
    if (down.isPresent()) {
      giveUp(job, down.get());
      return;
    }
    job.asked();
    Optional<Failed> failed = attempt(job);
    if (failed.isEmpty()) {
      queue.answered(host);
      return;
    }
    if (failed.get().again() == Again.SOON_IF_THE_HOST_ANSWERS) {
      queue.silent(host, failed.get());
    } else {
      queue.answered(host);
    }
    Optional<Duration> wait = waitFor(job, failed.get());
    if (wait.isPresent()) {
      failed.get().after().ifPresent(asked -> queue.rest(host, wait.get()));
      queue.putBack(job, wait.get());
    } else {
      giveUp(job, failed.get());
    }
  }

  /** How long to wait before the same source is asked again; empty where it is not. */
  private Optional<Duration> waitFor(Job job, Failed failed) {
    FetchLimits limits = settings.limits();
    boolean soon = failed.again() == Again.SOON || failed.again() == Again.SOON_IF_THE_HOST_ANSWERS;
    if (!soon || job.attempts() >= limits.attempts()) {
      return Optional.empty();
    }
    if (failed.after().isPresent()) {
      return failed.after().filter(wait -> wait.compareTo(limits.maxWait()) <= 0);
    }
    long full = limits.backOff().toMillis() << (job.attempts() - 1);
    return Optional.of(
        Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1)));
  }

  private void giveUp(Job job, Failed failed) throws InterruptedException {
    job.giveUp(failed);
    if (job.hasSource()) {
      queue.putBack(job, Duration.ZERO);
      return;
    }
    Failed why = job.failure();
    if (why.reason() != MissingReason.NOT_FETCHED) {
      keepers.write(() -> putDown(job, why));
    } else {
      tellFailed(job, false);
    }
  }

  private void putDown(Job job, Failed why) throws IOException {
    Origin origin = Origin.of(job.failedStep(), job.failedAddress(), "", clock.instant());
    store.failed(job.target().reference(), why.reason(), why.detail(), origin);
    tellFailed(job, false);
  }

  private void tellFailed(Job job, boolean remembered) {
    Failed why = job.failure();
    synchronized (listener) {
      listener.failed(job.target(), new Missing(why.reason(), why.detail()), remembered);
    }
  }

  /** Asks once; empty where the medium is here now. */
  private Optional<Failed> attempt(Job job) throws IOException, InterruptedException {
    MediaReference reference = job.target().reference();
    Optional<Claim> claim = store.claim(reference);
    if (claim.isEmpty()) {
      return Optional.of(Failed.of(MissingReason.NOT_FETCHED, "another run is at it", Again.SOON));
    }
    boolean handedOn = false;
    try {
      // Whoever was at it before may have brought it; else the folders and the store were asked.
      Optional<StoredMedium> kept = job.attempts() > 1 ? kept(job.target()) : Optional.empty();
      if (kept.isPresent()) {
        tellFetched(job.target(), kept.get());
        return Optional.empty();
      }
      Partial partial = new Partial(store, reference);
      Outcome outcome = job.source().request().send(partial);
      if (outcome instanceof Failed failed) {
        partial.tidy();
        return Optional.of(failed);
      }
      Origin origin = origin(job.source(), (Fetched) outcome);
      keepers.write(() -> keep(job.target(), partial, origin, claim.get()));
      handedOn = true;
      return Optional.empty();
    } finally {
      if (!handedOn) {
        claim.get().close();
      }
    }
  }

  private void keep(FetchTarget target, Partial partial, Origin origin, Claim claim)
      throws IOException {
    try {
      tellFetched(target, partial.keep(origin));
    } finally {
      claim.close();
    }
  }

  /** What another run has brought meanwhile; a copy that is damaged is brought anew. */
  private Optional<StoredMedium> kept(FetchTarget target) throws IOException {
    Optional<StoredMedium> kept =
        store
            .entry(target.reference())
            .flatMap(CatalogueEntry::kept)
            .map(CatalogueEntry.Kept::medium);
    return kept.isPresent() && isSound(kept.get()) ? kept : Optional.empty();
  }

  private static boolean isSound(StoredMedium medium) throws IOException {
    return Files.isRegularFile(medium.file()) && Files.size(medium.file()) == medium.size();
  }

  private Origin origin(Source source, Fetched fetched) {
    return Origin.of(source.step(), fetched.address().toString(), fetched.name(), clock.instant());
  }

  private void tellFetched(FetchTarget target, StoredMedium medium) {
    synchronized (listener) {
      listener.fetched(target, medium);
    }
  }

  /** Ends the run; what is under way is broken off, and resumed by the next. */
  @Override
  public void close() {
    queue.stop();
    workers.forEach(Thread::interrupt);
    sources.close();
  }
}
