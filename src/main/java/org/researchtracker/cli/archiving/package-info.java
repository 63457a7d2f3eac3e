/**
 * The commands of the archive: archive itself, status, verify, retry, prune.
 *
 * <p>A <em>place</em> is which archive; <em>words</em> are what a run came to. A run is mostly one
 * that nobody watches: it says what a person has to know, and no more.
 *
 * <p>Comes in: an archive's folder, and what shall become of it. Goes out: what package {@code
 * archive} did, in words and as an exit code. Nothing here decides what is archived.
 */
@NullMarked
package org.researchtracker.cli.archiving;

import org.jspecify.annotations.NullMarked;
