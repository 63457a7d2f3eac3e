/**
 * What a bundle says of itself: its README, its page for the browser, its RO-Crate, Data Package,
 * DataCite and citation files, its codebook and the columns of its tables.
 *
 * <p>A <em>document</em> is one such file; it is written from the <em>facts</em> of the bundle:
 * what the description says, which executions and media it holds and which files are in it already.
 *
 * <p>Comes in: facts, and executions with the verdicts about their media. Goes out: the bytes of
 * documents, the same for the same facts. Nothing here knows how a bundle is packed, or opens a
 * medium.
 */
@NullMarked
package org.researchtracker.bundle.document;

import org.jspecify.annotations.NullMarked;
