/**
 * Where results go, and in which form: options of {@code -o}, {@code --format} and {@code
 * --columns}, standard output, the pager, files.
 *
 * <p><em>Results</em> are a place for text: complete once they are <em>committed</em>, and
 * otherwise not there at all, as far as the place allows. <em>Rows</em> are a listing on its way to
 * such a place; <em>facts</em> are names with values; a <em>missing list</em> is a file of ids.
 *
 * <p>Comes in: options as typed, rows, facts. Goes out: text on standard output, in a pager or in a
 * file that is whole or not there. This room knows no log: how rows look is package {@code view}.
 */
@NullMarked
package org.researchtracker.cli.output;

import org.jspecify.annotations.NullMarked;
