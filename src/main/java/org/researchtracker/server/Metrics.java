package org.researchtracker.server;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the server does, for Prometheus to collect. Safe for use by several threads. */
final class Metrics {
  private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30};

  /** Durations of the requests of one route. */
  private static final class Durations {
    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Durations() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(long took) {
      double seconds = took / 1e9;
      int bucket = 0;
      while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(took);
    }
  }

  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<String, Durations> durations = new ConcurrentHashMap<>();
  private final AtomicLong running = new AtomicLong();
  private final LongAdder aborted = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void begun() {
    running.incrementAndGet();
  }

  /** A request of a route was answered. */
  void answered(String route, int status, long nanos) {
    running.decrementAndGet();
    requests
        .computeIfAbsent("route=\"" + route + "\",status=\"" + status + "\"", k -> new LongAdder())
        .increment();
    durations.computeIfAbsent(route, key -> new Durations()).add(nanos);
  }

  /** An answer was cut off on its way. */
  void aborted() {
    aborted.increment();
  }

  /** A listener was dropped because it did not read. */
  void dropped() {
    dropped.increment();
  }

  long running() {
    return running.get();
  }

  /** Returns the text of the exposition format 0.0.4. */
  String text(Research research, int listeners) {
    StringBuilder out = new StringBuilder();
    head(out, "tracker_info", "gauge", "The program.");
    out.append("tracker_info{version=\"").append(research.version()).append("\"} 1\n");
    head(out, "tracker_http_requests_total", "counter", "Requests answered, by route and status.");
    new TreeMap<>(requests)
        .forEach(
            (labels, count) ->
                line(out, "tracker_http_requests_total{" + labels + "}", count.sum()));
    durations(out);
    gauge(out, "tracker_http_requests_running", "Requests being answered.", running.get());
    counter(out, "tracker_http_aborted_total", "Answers cut off on their way.", aborted.sum());
    gauge(out, "tracker_event_listeners", "Clients that listen to events.", listeners);
    counter(out, "tracker_event_listeners_dropped_total", "Those dropped.", dropped.sum());
    gauge(out, "tracker_index_ready", "Whether the logs were read once.", ready(research));
    head(out, "tracker_index_age_seconds", "gauge", "Since the last look at the logs.");
    out.append("tracker_index_age_seconds ")
        .append(research.index().age().toMillis() / 1000.0)
        .append('\n');
    gauge(out, "tracker_index_failing", "Whether that failed.", failing(research));
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauge(out, "tracker_heap_used_bytes", "Java's heap in use.", memory.getUsed());
    gauge(out, "tracker_heap_committed_bytes", "Java's heap.", memory.getCommitted());
    long up = ManagementFactory.getRuntimeMXBean().getUptime();
    gauge(out, "tracker_uptime_seconds", "Since the start.", TimeUnit.MILLISECONDS.toSeconds(up));
    return out.toString();
  }

  private void durations(StringBuilder out) {
    String name = "tracker_http_request_duration_seconds";
    head(out, name, "histogram", "How long requests took.");
    new TreeMap<>(durations)
        .forEach(
            (route, times) -> {
              long sum = 0;
              for (int i = 0; i < BOUNDS.length; i++) {
                sum += times.buckets[i].sum();
                line(out, name + "_bucket{route=\"" + route + "\",le=\"" + BOUNDS[i] + "\"}", sum);
              }
              sum += times.buckets[BOUNDS.length].sum();
              line(out, name + "_bucket{route=\"" + route + "\",le=\"+Inf\"}", sum);
              out.append(name + "_sum{route=\"" + route + "\"} " + times.nanos.sum() / 1e9 + "\n");
              line(out, name + "_count{route=\"" + route + "\"}", sum);
            });
  }

  private static long ready(Research research) {
    try {
      return research.index().awaitReady(java.time.Duration.ZERO) ? 1 : 0;
    } catch (org.researchtracker.model.TrackerException e) {
      return 0;
    }
  }

  private static long failing(Research research) {
    return research.index().failure().isPresent() ? 1 : 0;
  }

  private static void gauge(StringBuilder out, String name, String help, long value) {
    head(out, name, "gauge", help);
    line(out, name, value);
  }

  private static void counter(StringBuilder out, String name, String help, long value) {
    head(out, name, "counter", help);
    line(out, name, value);
  }

  private static void head(StringBuilder out, String name, String type, String help) {
    out.append("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n");
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }
}
