/**
 * One run of the program: what commands are given, and what they say beside their results.
 *
 * <p>A <em>session</em> holds the console, the global options and, made on first use, the settings
 * and what they name: ids that are <em>left out</em>, the user's own <em>labels</em>. A
 * <em>notice</em> is a line on stderr that is no error; <em>progress</em> is a bar there.
 *
 * <p>Comes in: a console, options. Goes out: values for commands, lines on stderr. This room reads
 * no log and writes no results; nothing in it is made before it is asked for.
 */
@NullMarked
package org.researchtracker.cli.session;

import org.jspecify.annotations.NullMarked;
