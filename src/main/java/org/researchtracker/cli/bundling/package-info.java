/**
 * The commands that make one bundle and verify bundles: export and verify. How every bundle shall
 * be is lent to the commands of the archive.
 *
 * <p><em>Content</em> is what a bundle holds and how it is described, wherever it goes; the
 * <em>report</em> tells of a bundle while it is written.
 *
 * <p>Comes in: a selection, or a bundle of unknown origin. Goes out: a bundle that is whole or not
 * there, or every fault of one. What a bundle looks like is package {@code bundle}.
 */
@NullMarked
package org.researchtracker.cli.bundling;

import org.jspecify.annotations.NullMarked;
