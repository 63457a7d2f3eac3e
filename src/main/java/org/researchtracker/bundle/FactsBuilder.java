package org.researchtracker.bundle;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.researchtracker.bundle.document.BundleFacts;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.model.Timestamps;

/** Brings together what is known of a bundle. */
final class FactsBuilder {
  private final BundleOrigin origin;
  private final BundleOptions options;
  private final Gathered gathered;
  private final Instant date;
  private long included;
  private Map<MissingReason, Long> missing = Map.of();
  private boolean holdsUploads;

  FactsBuilder(BundleOrigin origin, BundleOptions options, Gathered gathered, Instant date) {
    this.origin = origin;
    this.options = options;
    this.gathered = gathered;
    this.date = date;
  }

  /** Takes what became of the media. */
  void media(long count, Map<MissingReason, Long> reasons, boolean uploads) {
    included = count;
    Map<MissingReason, Long> copy = new EnumMap<>(MissingReason.class);
    copy.putAll(reasons);
    missing = Collections.unmodifiableMap(copy);
    holdsUploads = uploads;
  }

  long missing() {
    return missing.values().stream().mapToLong(Long::longValue).sum();
  }

  BundleFacts build(Optional<String> name, String digest) {
    return new BundleFacts(
        name.orElseGet(() -> "tracker-export-" + digest.substring(0, 12)),
        digest,
        "urn:uuid:" + uuid(digest),
        date.atZone(origin.zone()).toLocalDate(),
        date,
        origin.zone(),
        origin.version(),
        gathered.executions(),
        gathered.items(),
        included,
        missing,
        !options.media(),
        gathered.holdsUserIds(),
        gathered.holdsPrompts(),
        holdsUploads,
        origin.description(),
        provenance(digest),
        gathered.configs());
  }

  /** RFC 9562, 5.8: version 8 is for a UUID made from something of one's own, here the digest. */
  private static UUID uuid(String digest) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(digest));
    long high = (bytes.getLong() & ~0xf000L) | 0x8000L;
    long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** Never the target, the name or a path: they say nothing of the content. */
  private JsonObject provenance(String digest) {
    JsonObject.Builder reasons = JsonObject.builder();
    missing.forEach((reason, count) -> reasons.put(reason.wireName(), count));
    JsonObject.Builder json =
        JsonObject.builder()
            .put("tracker_version", origin.version())
            .put("bundle_format_version", BagFiles.FORMAT_VERSION)
            .put("content_digest", "sha256:" + digest)
            .put("zone", origin.zone().getId())
            .put("date", Timestamps.format(date, origin.zone()))
            .put("options", optionsJson())
            .putAll(origin.provenance());
    return json.put(
            "counts",
            JsonObject.builder()
                .put("executions", gathered.executions())
                .put("items", gathered.items())
                .put("media_included", included)
                .put("media_missing", reasons.build())
                .build())
        .build();
  }

  private JsonObject optionsJson() {
    return JsonObject.builder()
        .put("layout", options.layout().word())
        .put("media", options.media())
        .put("media_metadata", options.mediaMetadata().word())
        .put("csv_safe", options.csvSafe())
        .put("csv_delimiter", String.valueOf(options.csvDelimiter()))
        .build();
  }
}
