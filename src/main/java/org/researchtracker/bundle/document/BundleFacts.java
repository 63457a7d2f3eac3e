package org.researchtracker.bundle.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.researchtracker.media.MissingReason;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * What is known of a bundle as a whole before its documents are written.
 *
 * @param name the root folder
 * @param contentDigest SHA-256 over the records and media, lower-case hex
 * @param identifier {@code urn:uuid:…}, derived from the content digest
 * @param date the day that {@code --date} or the newest instant gives
 * @param instant the same as an instant, for documents that want one
 * @param zone the zone in force
 * @param version the tracker version
 * @param executions how many executions
 * @param items how many items
 * @param mediaIncluded how many media are in the bundle
 * @param mediaMissing how many media are missing, by reason; media left out on purpose are not here
 * @param mediaLeftOut whether {@code --no-media} left them out
 * @param holdsUserIds whether a user id is in it
 * @param holdsPrompts whether a text of a user is in it
 * @param holdsUploads whether an uploaded picture is in it
 * @param description who made it and under what terms
 * @param provenance the content of {@code provenance.json}: options that choose content, selection,
 *     digests of the logs, counts
 * @param configs the distinct configs and models, for the crate's instruments, in order
 */
public record BundleFacts(
    String name,
    String contentDigest,
    String identifier,
    LocalDate date,
    Instant instant,
    ZoneId zone,
    String version,
    long executions,
    long items,
    long mediaIncluded,
    Map<MissingReason, Long> mediaMissing,
    boolean mediaLeftOut,
    boolean holdsUserIds,
    boolean holdsPrompts,
    boolean holdsUploads,
    BundleDescription description,
    JsonObject provenance,
    List<String> configs) {}
