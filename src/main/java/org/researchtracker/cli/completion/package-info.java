/**
 * The completion of command lines: scripts for bash, zsh and fish, and the names that they ask for.
 *
 * <p>A <em>model</em> is what a shell has to know of the commands; a <em>script</em> is that in the
 * language of one shell; <em>known names</em> are those that the index holds.
 *
 * <p>Comes in: all commands, built by whoever knows them; half a word. Goes out: a script, names. A
 * person is typing: nothing here reads a log, waits or complains.
 */
@NullMarked
package org.researchtracker.cli.completion;

import org.jspecify.annotations.NullMarked;
