/**
 * Logs and media as commands read them.
 *
 * <p>A <em>reading</em> is the index, brought up to date with the logs; a <em>selection</em> is
 * typed with the same options everywhere and made whole by the ids and names that the index knows.
 * <em>Hints</em> answer names that no log has; <em>whereabouts</em> say where media are.
 *
 * <p>Comes in: a session, options as typed. Goes out: a catalogue to ask, selections, verdicts
 * about media, and notices of what a reader should know of both. This room writes nothing but the
 * index, and all commands read through it, so that the same words mean the same everywhere.
 */
@NullMarked
package org.researchtracker.cli.reading;

import org.jspecify.annotations.NullMarked;
