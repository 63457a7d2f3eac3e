/**
 * The commands about media: whether they are there, which may be lost, fetching, and the media
 * store. Fetching is lent to other commands that fetch before they do their work.
 *
 * <p>A <em>checked medium</em> is an item and the verdict about it; a <em>tally</em> is what all
 * verdicts come to; <em>findings</em> are what is wrong in the store.
 *
 * <p>Comes in: a selection, servers that were named. Goes out: rows, counts, media in the store.
 * Verdicts are package {@code media}'s; nothing is fetched or deleted that was not asked for.
 */
@NullMarked
package org.researchtracker.cli.media;

import org.jspecify.annotations.NullMarked;
