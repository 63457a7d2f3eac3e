/**
 * What deployed pipelines have on disk, turned into lines of the log.
 *
 * <p>A <em>source</em> is what one execution is read from: a record file, a run folder, a session
 * export, or a record of a bundle; its <em>form</em> says which. A source gives a <em>draft</em> of
 * an execution; its items have <em>keys</em>, by which an item that the log holds already is known
 * again. Every file below the folder gets a <em>verdict</em>: imported, medium, or listed with the
 * reason.
 *
 * <p>Comes in: folders and files, all of them untrusted; what the log holds of an execution; what
 * bytes are (through {@link org.researchtracker.importer.FileInspector}). Goes out: log lines, and
 * verdicts. This package changes no file that it reads, follows no link, and knows no index.
 */
@NullMarked
package org.researchtracker.importer;

import org.jspecify.annotations.NullMarked;
