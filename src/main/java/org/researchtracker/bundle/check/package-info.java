/**
 * Bundles, and other BagIt bags, as they are found: whether they are whole, and what they hold.
 *
 * <p>A <em>bag</em> is a folder or ZIP by RFC 8493; its <em>base</em> is the folder in it that the
 * bag's files are below. A <em>fault</em> is one thing that is not as it should be: all of them are
 * found, not the first. The <em>holdings</em> of a bundle are its executions, items and media, by
 * which two bundles are compared.
 *
 * <p>Comes in: a path to a ZIP or folder, which may be damaged or hostile. Goes out: a report,
 * records, holdings. Nothing is unpacked, and nothing is read that lies outside the bag.
 */
@NullMarked
package org.researchtracker.bundle.check;

import org.jspecify.annotations.NullMarked;
