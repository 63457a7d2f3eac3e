/**
 * What the program says of itself: help, the manual, the version.
 *
 * <p>A <em>topic</em> is a page of help that is about no single command; a <em>page</em> is help by
 * its parts, from which a page of the manual is made.
 *
 * <p>Comes in: all commands, built by whoever knows them. Goes out: text, on a terminal or for
 * {@code man}. Nothing here knows a command by name: what is said of it, it says itself.
 */
@NullMarked
package org.researchtracker.cli.help;

import org.jspecify.annotations.NullMarked;
