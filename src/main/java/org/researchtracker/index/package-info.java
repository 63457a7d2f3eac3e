/**
 * The index: a disposable reading of the logs in one SQLite file, and the answers that come from
 * it.
 *
 * <p>The index holds one row for each execution. Its <em>lines</em> are packed: for each item every
 * <em>occurrence</em> (where a line stands that gives it) with what filters and counts need, and
 * the lines that give head fields; its <em>summary</em> is what listing and counting need and
 * follows from the lines. Texts stay in the logs and are read from there by position; only what
 * {@code .gz} files unpack to is kept. A line is known again by its checksum, so no answer ever
 * shows another line's text.
 *
 * <p>{@link org.researchtracker.index.LogIndex} is the way in: it catches up with the logs, each
 * step in one transaction with the position it reached, and gives out a {@link
 * org.researchtracker.index.Catalog} to ask. Comes in: lines of package {@code log}. Goes out:
 * summaries, records and problems. This package writes nothing but its own file and prints nothing.
 */
@NullMarked
package org.researchtracker.index;

import org.jspecify.annotations.NullMarked;
