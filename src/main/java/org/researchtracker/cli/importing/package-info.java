/**
 * The command import: what deployed pipelines have on disk becomes lines of a log.
 *
 * <p>The <em>root</em> is where lines are written; the <em>account</em> says of every file what
 * became of it; the <em>keeper</em> puts media into the store. Package {@code importer} reads, and
 * asks for what it must not know itself: index, log, store and bytes stand behind it here.
 *
 * <p>Comes in: folders, files and bundles, all of them untrusted. Goes out: lines, media, the
 * account. One import at a time writes to a root, and nothing that is read is changed.
 */
@NullMarked
package org.researchtracker.cli.importing;

import org.jspecify.annotations.NullMarked;
