/**
 * Where the program runs, and the small things that make its words readable for people.
 *
 * <p>A <em>console</em> is all that the program knows of its process: streams, environment, clock,
 * working folder; its <em>terminal</em> says which of the streams a person sees, and how large the
 * window is. A <em>reason</em> says in words why reading or writing failed; a <em>size</em> is
 * bytes as people write and read them.
 *
 * <p>Comes in: the process, asked once. Goes out: a {@link
 * org.researchtracker.cli.terminal.Console} that tests can stand in for. This room knows no
 * command, no option and no setting, and nothing but this room touches the standard streams or the
 * environment.
 */
@NullMarked
package org.researchtracker.cli.terminal;

import org.jspecify.annotations.NullMarked;
