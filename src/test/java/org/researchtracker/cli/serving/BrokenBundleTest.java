package org.researchtracker.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;

/** A bundle over HTTP that fails midway: taken for whole, it would be archived. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BrokenBundleTest {
  private static final String API = "/api/research/";

  @Test
  void aBundleThatBreaksOffIsSeenToBeBroken(@TempDir Path temp)
      throws IOException, InterruptedException {
    CliHarness harness = new CliHarness(temp).withWorkshop();
    // Larger than what lies between server and client, so that the server is still writing it.
    Path large = temp.resolve("exports/large.png");
    try (FileChannel file =
        FileChannel.open(large, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}));
      file.write(ByteBuffer.wrap(new byte[1]), 64 << 20);
    }
    Files.writeString(
        temp.resolve("logs/large.jsonl"),
        "{\"execution_id\":\"large\",\"sequence_number\":1,\"item_type\":\"output_image\","
            + "\"file_path\":\"large.png\"}\n");
    try (Served served = Served.start(harness)) {
      HttpRequest request =
          HttpRequest.newBuilder(served.uri(API + "execution/large/export")).build();
      HttpResponse<InputStream> bundle =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(bundle.statusCode()).isEqualTo(200);
      try (InputStream body = bundle.body()) {
        assertThat(body.readNBytes(1000)).hasSize(1000);
        try (FileChannel file = FileChannel.open(large, StandardOpenOption.WRITE)) {
          file.truncate(1000);
        }

        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      }
    }
  }
}
