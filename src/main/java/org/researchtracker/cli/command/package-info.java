/**
 * What every command is made of: the exit codes that it may end with, how its help is laid out, how
 * a line that holds nothing unusual is taken apart, and which commands have commands of their own.
 *
 * <p>A <em>plain line</em> is a command line that needs no judgement; a <em>plain command</em> can
 * take one apart by itself, without picocli. A <em>group</em> is a command that has
 * <em>members</em>.
 *
 * <p>Comes in: words as typed. Goes out: the words that nobody has taken yet, and a code. This room
 * knows no single command, no setting and no stream.
 */
@NullMarked
package org.researchtracker.cli.command;

import org.jspecify.annotations.NullMarked;
