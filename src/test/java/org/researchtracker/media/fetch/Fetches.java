package org.researchtracker.media.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaResolver;
import org.researchtracker.media.MediaRoots;
import org.researchtracker.media.PathMap;
import org.researchtracker.media.Resolution.Missing;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.StoreSource;
import org.researchtracker.media.store.StoredMedium;
import org.researchtracker.model.MediaType;

/** Runs fetches into a real store, and keeps what became of each target by its sequence number. */
final class Fetches {
  private final Path folder;
  private FetchLimits limits =
      new FetchLimits(
          1 << 20,
          8 << 20,
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          0,
          4,
          Duration.ofMillis(10),
          Duration.ofSeconds(5),
          4,
          8);
  private List<String> comfyui = List.of();
  private List<String> swarmui = List.of();
  private List<String> allowed = List.of();
  private boolean retryFinal;
  private Clock clock = Clock.systemUTC();
  private Sources.Guarding guarding = AddressGuard::new;
  private TlsOnDemand tls = TlsOnDemand.ofJava();

  Fetches(Path folder) {
    this.folder = folder;
  }

  Fetches allowing(String... hosts) {
    allowed = List.of(hosts);
    return this;
  }

  Fetches comfyui(String... servers) {
    comfyui = List.of(servers);
    return this;
  }

  Fetches swarmui(String... servers) {
    swarmui = List.of(servers);
    return this;
  }

  Fetches retryFinal() {
    retryFinal = true;
    return this;
  }

  Fetches clock(Clock other) {
    clock = other;
    return this;
  }

  Fetches guarding(Sources.Guarding other) {
    guarding = other;
    return this;
  }

  Fetches tls(TlsOnDemand other) {
    tls = other;
    return this;
  }

  Fetches limits(long maxSize, long maxTotal, Duration timeout, long rate) {
    limits = limits.with(maxSize, maxTotal, timeout, rate);
    return this;
  }

  Fetches pace(int attempts, Duration backOff, Duration maxWait) {
    return pace(limits.whole(), attempts, backOff, maxWait);
  }

  Fetches pace(Duration whole, int attempts, Duration backOff, Duration maxWait) {
    limits =
        new FetchLimits(
            limits.maxSize(),
            limits.maxTotal(),
            limits.timeout(),
            whole,
            limits.rate(),
            attempts,
            backOff,
            maxWait,
            limits.perHost(),
            limits.parallel());
    return this;
  }

  /** A picture that an item names by a URL. */
  static FetchTarget picture(long number, String url) {
    return target(number, Optional.of(url), Optional.empty(), MediaType.IMAGE);
  }

  static FetchTarget target(
      long number, Optional<String> path, Optional<String> promptId, MediaType type) {
    return new FetchTarget(
        new MediaReference("run-1", number, Optional.empty(), path, promptId, Optional.empty()),
        Optional.of(type),
        number);
  }

  /** What became of a target: its bytes, or why not. */
  record Result(Optional<byte[]> bytes, Optional<Missing> missing, boolean remembered) {
    String reason() {
      return missing.map(why -> why.reason().wireName()).orElse("");
    }

    String detail() {
      return missing.map(Missing::detail).orElse("");
    }
  }

  Result fetch(String url) {
    return fetch(picture(1, url));
  }

  Result fetch(FetchTarget target) {
    return fetchAll(List.of(target)).get(target.reference().sequenceNumber());
  }

  Map<Long, Result> fetchAll(List<FetchTarget> targets) {
    Map<Long, Result> results = new ConcurrentHashMap<>();
    FetchListener listener =
        new FetchListener() {
          @Override
          public void inHand(FetchTarget target) {
            add(target, new Result(Optional.of(stored(target)), Optional.empty(), false));
          }

          @Override
          public void fetched(FetchTarget target, StoredMedium medium) {
            add(target, new Result(Optional.of(read(medium)), Optional.empty(), false));
          }

          @Override
          public void failed(FetchTarget target, Missing why, boolean remembered) {
            add(target, new Result(Optional.empty(), Optional.of(why), remembered));
          }

          private void add(FetchTarget target, Result result) {
            if (results.put(target.reference().sequenceNumber(), result) != null) {
              throw new IllegalStateException("told twice of " + target);
            }
          }
        };
    FetchSettings settings =
        new FetchSettings(
            comfyui, swarmui, AllowedHosts.parse(allowed), limits, "tracker/test", retryFinal);
    Path store = folder.resolve("store");
    try (StoreSource known = new StoreSource(store);
        MediaFetch run =
            new MediaFetch(
                store,
                new MediaResolver(
                    MediaRoots.of(List.of()), PathMap.parse(List.of(), folder), List.of(known)),
                settings,
                listener,
                open -> new FetchRun(open, settings, clock, listener, guarding, tls))) {
      for (FetchTarget target : targets) {
        run.want(target);
      }
      run.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return results;
  }

  private byte[] stored(FetchTarget target) {
    try (MediaStore store = MediaStore.open(folder.resolve("store"))) {
      return read(store.entry(target.reference()).orElseThrow().kept().orElseThrow().medium());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(StoredMedium medium) {
    try {
      return Files.readAllBytes(medium.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes that wait to be resumed. */
  List<Path> partials() throws IOException {
    Path partial = folder.resolve("store").resolve("partial");
    if (!Files.isDirectory(partial)) {
      return List.of();
    }
    try (var files = Files.list(partial)) {
      return files.sorted().toList();
    }
  }
}
