/**
 * The command record: events from standard input to a log, and a look at what a log holds.
 *
 * <p>A <em>pipe</em> is standard input while it lasts; a <em>batch</em> is what of it can be read
 * at once; an <em>answer</em> says what became of a line.
 *
 * <p>Comes in: lines of any quality. Goes out: lines of the log, and answers. No line stops the
 * next, and what has arrived is written before a process ends that is told to.
 */
@NullMarked
package org.researchtracker.cli.recording;

import org.jspecify.annotations.NullMarked;
