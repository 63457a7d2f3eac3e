package org.researchtracker.index;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.researchtracker.model.JsonValue.JsonObject;

/**
 * A line that gives head fields.
 *
 * @param line where it stands
 * @param rank by which instant it ranks among its kind, or null if it names none
 * @param fields its head fields
 * @param hasExtra whether it also holds fields that the log format does not know
 * @param zoneless whether a time in it names no zone
 */
record HeadLine(
    LineRef line, @Nullable Instant rank, JsonObject fields, boolean hasExtra, boolean zoneless) {}
