/**
 * The commands that ask the logs and print what they say: list, show, items, outputs, search,
 * stats.
 *
 * <p>A <em>plan</em> is how one execution is to be shown; <em>following</em> is to keep on, and
 * give each item once.
 *
 * <p>Comes in: a selection, as typed. Goes out: rows, or one execution as a tree. Nothing here
 * writes anything but results, and what rows look like is package {@code view}.
 */
@NullMarked
package org.researchtracker.cli.listing;

import org.jspecify.annotations.NullMarked;
