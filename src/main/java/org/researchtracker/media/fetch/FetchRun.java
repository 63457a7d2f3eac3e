package org.researchtracker.media.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.researchtracker.media.MissingReason;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.Step;
import org.researchtracker.media.fetch.Outcome.Again;
import org.researchtracker.media.fetch.Outcome.Failed;
import org.researchtracker.media.fetch.Outcome.Fetched;
import org.researchtracker.media.store.CatalogueEntry;
import org.researchtracker.media.store.CatalogueEntry.Failure;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.MediaStore.Claim;
import org.researchtracker.media.store.Origin;
import org.researchtracker.media.store.StoredMedium;
import org.researchtracker.model.TrackerException;

/**
 * Brings media into the store, several at a time: polite to hosts, patient where it makes sense,
 * and without asking for what the store has.
 *
 * <p>One thread submits targets and then finishes; the listener is told of each target that was
 * accepted exactly once, unless the run fails. What a run that was killed had brought is in the
 * store, and what it had begun is resumed by the next where the server can do that.
 */
public final class FetchRun implements AutoCloseable {
  private final MediaStore store;
  private final FetchSettings settings;
  private final Clock clock;
  private final FetchListener listener;
  private final Sources sources;
  private final JobQueue queue;
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * A run that connects to public addresses and to the hosts that the settings name.
   *
   * @throws IllegalArgumentException if a server's URL is none; the message quotes it
   */
  public FetchRun(MediaStore store, FetchSettings settings, Clock clock, FetchListener listener) {
    this(store, settings, clock, listener, AddressGuard::new, trusted());
  }

  /** With another guard, and other certificates that are trusted. */
  FetchRun(
      MediaStore store,
      FetchSettings settings,
      Clock clock,
      FetchListener listener,
      Sources.Guarding guarding,
      SSLContext tls) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    FetchLimits limits = settings.limits();
    Allowance allowance = new Allowance(limits.maxTotal(), limits.rate());
    this.sources = new Sources(settings, allowance, clock, guarding, tls);
    this.queue = new JobQueue(limits.perHost());
  }

  /** Java's own certificates, or those that {@code javax.net.ssl.trustStore} names. */
  private static SSLContext trusted() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TrackerException(
          TrackerException.Kind.FAILED, "Java cannot do TLS: " + e.getMessage(), "", e);
    }
  }

  /**
   * Accepts a target where something says where it could be; waits while many are under way.
   *
   * @return false where nothing does: the listener hears nothing of it
   */
  public boolean submit(FetchTarget target) throws IOException, InterruptedException {
    List<Source> asked = sources.of(target);
    if (asked.isEmpty() || failure.get() != null) {
      return false;
    }
    start();
    Job job = new Job(target, asked);
    Optional<CatalogueEntry> known = store.entry(target.reference());
    Optional<Failure> last = known.flatMap(CatalogueEntry::failure);
    if (last.isPresent() && isFinal(last.get()) && !settings.retryFinal()) {
      skip(job, last.get());
    }
    if (job.hasSource()) {
      queue.add(job);
    } else {
      tellFailed(job, true);
    }
    return true;
  }

  /** What is gone does not come back; ComfyUI may be another one next time. */
  private static boolean isFinal(Failure failure) {
    return failure.origin().step() == Step.WEB
        && (failure.reason() == MissingReason.EXPIRED || failure.detail().equals(Refusals.GONE));
  }

  private static void skip(Job job, Failure known) {
    while (job.hasSource() && job.source().step() == Step.WEB) {
      job.giveUp(Failed.of(known.reason(), known.detail(), Again.NEVER));
    }
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
  public void finish() throws IOException, InterruptedException {
    queue.close();
    for (Thread worker : workers) {
      worker.join();
    }
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
      failure.compareAndSet(null, e);
      queue.stop();
    }
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

  private void giveUp(Job job, Failed failed) throws IOException {
    job.giveUp(failed);
    if (job.hasSource()) {
      queue.putBack(job, Duration.ZERO);
      return;
    }
    Failed why = job.failure();
    if (why.reason() != MissingReason.NOT_FETCHED) {
      Origin origin = Origin.of(job.failedStep(), job.failedAddress(), "", clock.instant());
      store.failed(job.target().reference(), why.reason(), why.detail(), origin);
    }
    tellFailed(job, false);
  }

  private void tellFailed(Job job, boolean remembered) {
    Failed why = job.failure();
    synchronized (listener) {
      listener.failed(job.target(), new Missing(why.reason(), why.detail()), remembered);
    }
  }

  /** Asks once; empty where the medium is in the store now. */
  private Optional<Failed> attempt(Job job) throws IOException, InterruptedException {
    FetchTarget target = job.target();
    Optional<Claim> claim = store.claim(target.reference());
    if (claim.isEmpty()) {
      return Optional.of(Failed.of(MissingReason.NOT_FETCHED, "another run is at it", Again.SOON));
    }
    try {
      Optional<StoredMedium> kept = kept(target);
      if (kept.isPresent()) {
        tellFetched(target, kept.get());
        return Optional.empty();
      }
      Partial partial = new Partial(store.partial(target.reference()));
      Outcome outcome = job.source().request().send(partial);
      if (outcome instanceof Failed failed) {
        partial.tidy();
        return Optional.of(failed);
      }
      tellFetched(target, keep(job, partial, (Fetched) outcome));
      return Optional.empty();
    } finally {
      claim.get().close();
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

  private StoredMedium keep(Job job, Partial partial, Fetched fetched) throws IOException {
    Origin origin =
        Origin.of(
            job.source().step(), fetched.address().toString(), fetched.name(), clock.instant());
    return store.put(job.target().reference(), partial.file(), origin);
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
