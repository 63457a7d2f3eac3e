/**
 * The export bundle: executions and their media in one ZIP or folder that a library can archive and
 * that needs no {@code tracker} to be read. What it says of itself is package {@code document}; how
 * it is read and verified again is package {@code check}.
 *
 * <p>A <em>bundle</em> is a BagIt bag whose payload is an RO-Crate and a Data Package. A
 * <em>medium</em> is an item whose bytes the bundle owes a verdict about; its <em>verdict</em> says
 * where in the bundle they are, or why they are not there. The <em>content digest</em> says whether
 * two bundles hold the same.
 *
 * <p>Comes in: records, and what package {@code media} finds. Goes out: bundles, whole or not at
 * all, the same bytes for the same input. This package asks no index and no log.
 */
@NullMarked
package org.researchtracker.bundle;

import org.jspecify.annotations.NullMarked;
