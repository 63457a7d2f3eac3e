/**
 * The commands about the tool's own things: doctor, index, settings.
 *
 * <p>A <em>diagnosis</em> is all that is wrong with logs, media and settings; an <em>excerpt</em>
 * is what of a line at fault may be shown.
 *
 * <p>Comes in: settings, logs. Goes out: rows and facts about them. Nothing here repairs a log.
 */
@NullMarked
package org.researchtracker.cli.upkeep;

import org.jspecify.annotations.NullMarked;
