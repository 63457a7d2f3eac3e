/**
 * Values to text, safe for the place where the text ends up.
 *
 * <p>A <em>listing</em> is many {@linkplain org.researchtracker.view.Row rows} of one shape under
 * named columns; a {@link org.researchtracker.view.ListingWriter} writes it row by row as table,
 * JSON, CSV and so on. A <em>journey</em> is one execution taken apart into stages and steps; a
 * <em>view</em> says which of it is shown and turns it into an {@link
 * org.researchtracker.view.Outline}, which a renderer writes as text, Markdown or HTML. A
 * <em>sink</em> is where text goes (terminal, spreadsheet, browser); {@link
 * org.researchtracker.view.SafeText} knows what each of them must not be given. A <em>cell</em> is
 * one column of a terminal.
 *
 * <p>Comes in: values of {@code model}, labels, a zone, a width. Goes out: characters to an {@link
 * java.lang.Appendable}. This package opens no file, asks no clock, knows no terminal, and does not
 * write to the standard streams. Same values, same text.
 */
@NullMarked
package org.researchtracker.view;

import org.jspecify.annotations.NullMarked;
