/**
 * The log on disk: which files are logs, where their lines are, what a line says, and how lines are
 * appended.
 *
 * <p>A <em>log root</em> is a folder that was named; a <em>log file</em> is told by its name alone;
 * a <em>line</em> is one JSON object. A line that cannot be read is a <em>problem</em>, never an
 * exception that stops the next line. Positions are byte offsets into the text of a file, which for
 * a {@code .gz} is the text that it unpacks to.
 *
 * <p>Comes in: folders and bytes, all of them untrusted. Goes out: parsed lines with their places,
 * and problems with theirs. This package keeps nothing between two readings and knows no database.
 *
 * <p>{@link org.researchtracker.log.LogAppender} is the one place that writes: whole lines, each
 * batch in one write, under a lock that every writer of a root takes and under which sequence
 * numbers are given.
 */
@NullMarked
package org.researchtracker.log;

import org.jspecify.annotations.NullMarked;
