/**
 * The archive: a folder of bundles that grows by itself as the logs grow, and never loses anything
 * that it once held.
 *
 * <p>A <em>unit</em> is what one bundle is made of: an execution, a session, a day, or what one
 * config, device or user did on a day. It is <em>ready</em> when nothing more is to be expected of
 * it, and has <em>versions</em>: each is a bundle that holds at least what the one before it holds.
 * The <em>ledger</em> says for each bundle what it is of, by which digests it is known and which
 * media were missing; each of its lines vouches for all lines before it. A <em>mark</em> tells at a
 * glance that a unit has not changed since. A <em>bookmark</em> remembers for one consumer what it
 * has been given.
 *
 * <p>Comes in: marks and records of package {@code index}, media of package {@code media}. Goes
 * out: bundles, lines of the ledger, and what a run came to. This package replaces no bundle,
 * removes none but those that a later one holds entirely, writes nothing outside the archive's
 * folder but bookmarks and what a cache holds of ledgers, and prints nothing.
 */
@NullMarked
package org.researchtracker.archive;

import org.jspecify.annotations.NullMarked;
