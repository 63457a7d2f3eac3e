package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle says of its own making: without it nobody can tell why two bundles differ. */
class ProvenanceTest {
  @TempDir private Path folder;

  @Test
  void saysWhichOptionsChoseTheContentAndWhatWasCounted() throws IOException {
    Workshop workshop = Workshop.small(folder);
    BundleOptions options =
        BundleOptions.DEFAULT
            .withCsv(';', true)
            .withMediaMetadata(BundleOptions.MediaMetadata.KEEP)
            .withDate(Instant.parse("2025-12-01T11:00:00Z"))
            .withName("secret-name")
            .withStrict(false);
    BundleResult result = workshop.write("secret-target.zip", options);

    String provenance = text(Workshop.unzip(folder.resolve("secret-target.zip")));

    assertThat(provenance)
        .isEqualTo(
            """
            {
              "tracker_version": "0.1.0",
              "bundle_format_version": "1",
              "content_digest": "sha256:%s",
              "zone": "Europe/Berlin",
              "date": "2025-12-01T12:00:00+01:00",
              "options": {
                "layout": "bag",
                "media": true,
                "media_metadata": "keep",
                "csv_safe": true,
                "csv_delimiter": ";"
              },
              "counts": {
                "executions": 2,
                "items": 6,
                "media_included": 1,
                "media_missing": {
                  "not_found": 1
                }
              }
            }
            """
                .formatted(result.contentDigest()));
  }

  /** An archive that keeps both must see at once that they hold the same. */
  @Test
  void theIdentifierComesFromTheContentAlone() throws IOException {
    Workshop workshop = Workshop.small(folder);
    workshop.write("a.zip", BundleOptions.DEFAULT.withName("a"));
    workshop.write(
        "b.zip",
        BundleOptions.DEFAULT.withName("b").withDate(Instant.parse("2026-01-01T00:00:00Z")));
    workshop.write("c.zip", BundleOptions.DEFAULT.withMedia(false));

    assertThat(identifier("b.zip")).isEqualTo(identifier("a.zip"));
    assertThat(identifier("c.zip")).isNotEqualTo(identifier("a.zip"));
  }

  private String identifier(String name) throws IOException {
    byte[] info = Workshop.unzip(folder.resolve(name)).getOrDefault("bag-info.txt", new byte[0]);
    return new String(info, UTF_8)
        .lines()
        .filter(line -> line.startsWith("External-Identifier: "))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Map<String, byte[]> bundle) {
    return new String(bundle.getOrDefault("data/provenance.json", new byte[0]), UTF_8);
  }
}
