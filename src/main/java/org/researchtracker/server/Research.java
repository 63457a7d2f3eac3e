package org.researchtracker.server;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.researchtracker.index.SharedIndex;
import org.researchtracker.model.JsonValue.JsonObject;
import org.researchtracker.view.Labels;

/**
 * What the API reads from. The suppliers are asked again and again, by several threads at once.
 *
 * @param index the index of the logs, kept up to date
 * @param zone the zone in force
 * @param clock the time, for {@code today} and {@code -3d}
 * @param leftOut the ids whose executions nobody may see, as they are now; throws an exception
 *     where they cannot be read, and nothing is answered then
 * @param media finds media
 * @param schemas gives the JSON Schema of what a command or route gives out, by its name
 * @param labels what configs, devices and users are called, for display
 * @param version the program's version
 */
public record Research(
    SharedIndex index,
    ZoneId zone,
    Clock clock,
    Supplier<Set<String>> leftOut,
    Supplier<MediaAccess> media,
    Function<String, JsonObject> schemas,
    Labels labels,
    String version) {}
