package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.researchtracker.cli.CliHarness;

/** {@code tracker serve}, running in this process until it is closed. */
final class Served implements AutoCloseable {
  private final Printed out = new Printed();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Thread thread;
  private volatile int exit = -1;
  private URI base = URI.create("http://nowhere/");

  /** What is printed, of which the first line can be waited for. */
  private static final class Printed extends ByteArrayOutputStream {
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    CompletableFuture<String> firstLine() {
      return firstLine;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      tellFirstLine();
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
      tellFirstLine();
    }

    private void tellFirstLine() {
      String text = toString(UTF_8);
      int end = text.indexOf('\n');
      if (end >= 0) {
        firstLine.complete(text.substring(0, end).strip());
      }
    }

    /** Says that nothing more is printed. */
    void end() {
      firstLine.completeExceptionally(new IOException("it ended"));
    }
  }

  private Served(CliHarness harness, String... options) {
    List<String> args = new ArrayList<>(List.of("serve", "--port", "0"));
    args.addAll(List.of(options));
    this.thread =
        new Thread(
            () -> {
              exit = CliHarness.runOn(harness.console(out, err), args.toArray(String[]::new));
              out.end();
            },
            "served");
  }

  static Served start(CliHarness harness, String... options) throws InterruptedException {
    Served served = new Served(harness, options);
    served.thread.start();
    try {
      served.base = URI.create(served.out.firstLine().get(1, TimeUnit.MINUTES));
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no address: " + served.said(), e);
    }
    return served;
  }

  /** Returns what stands on stderr. */
  String said() {
    return err.toString(UTF_8);
  }

  URI uri(String path) {
    return base.resolve(path);
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  String text(String path, String... headers) throws IOException, InterruptedException {
    return new String(get(path, headers).body(), UTF_8);
  }

  int exit() {
    return exit;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(thread.isAlive()).as("it does not stop").isFalse();
  }
}
