/**
 * The command serve: puts the Research API together and keeps it going.
 *
 * <p>Comes in: settings, an address to listen at. Goes out: a server of package {@code server},
 * with what it reads from, the <em>schemas</em> of what it answers, and the ids that are <em>left
 * out</em> as their file has them now. This room answers no request itself.
 */
@NullMarked
package org.researchtracker.cli.serving;

import org.jspecify.annotations.NullMarked;
