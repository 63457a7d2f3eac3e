package org.researchtracker.cli.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.cli.CliHarness;

/**
 * What a server is told at its start. If these fail, somebody who withdrew consent is shown all the
 * same, or ids keep names that mean nothing.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServeSettingsTest {
  private static final String API = "/api/research/";

  @Test
  void whoWithdrewConsentIsLeftOutFromThatMomentOn(@TempDir Path folder)
      throws IOException, InterruptedException {
    CliHarness other = new CliHarness(folder).withWorkshop();
    Path list = other.write("withdrawn", "user-6\n");
    try (Served strict = Served.start(other, "--exclude-from", "withdrawn")) {
      assertThat(strict.get(API + "execution/ws-07-upload").statusCode()).isEqualTo(404);
      assertThat(strict.get(API + "execution/ws-07-upload/media/4").statusCode()).isEqualTo(404);
      assertThat(strict.get(API + "execution/ws-07-upload/export").statusCode()).isEqualTo(404);
      for (String path :
          List.of(
              "executions?limit=0",
              "items?limit=0",
              "outputs?limit=0",
              "stats",
              "search?q=Kastanie")) {
        HttpResponse<byte[]> answer = strict.get(API + path);
        assertThat(new String(answer.body(), UTF_8)).doesNotContain("ws-07", "Kastanie");
        assertThat(answer.headers().firstValue("Tracker-Left-Out")).as(path).isPresent();
      }
      assertThat(strict.get(API + "execution/ws-02-dada").statusCode()).isEqualTo(200);
      Files.writeString(list, "user-6\nws-02-dada\n");
      assertThat(strict.get(API + "execution/ws-02-dada").statusCode()).isEqualTo(404);
      Files.delete(list);
      assertThat(strict.get(API + "executions").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void whatIdsAreCalledIsTold(@TempDir Path folder) throws IOException, InterruptedException {
    CliHarness other = new CliHarness(folder).withWorkshop();
    other.write("labels.csv", "id,label\ntablet-02,Der grüne Tisch\ndada,\"Dada, laut\"\n");
    try (Served named = Served.start(other, "--labels", "labels.csv")) {
      assertThat(named.text(API + "labels"))
          .contains(
              "\"tablet-02\":\"Der grüne Tisch\"",
              "\"dada\":\"Dada, laut\"",
              "\"gpt5_image\":\"GPT-5\"");
      assertThat(named.text(API + "executions")).doesNotContain("Der grüne Tisch");
    }
  }
}
