/**
 * Brings media from elsewhere: from ComfyUI, from SwarmUI, from the web. Only where it is asked
 * for.
 *
 * <p><b>Vocabulary.</b> A <i>target</i> is a medium that is wanted. A <i>source</i> is one place
 * where it may be had; a target's sources are tried in order. A <i>named server</i> is one that the
 * person named for this purpose, and of which only a few paths are asked. An <i>address</i> is an
 * http or https URL, taken apart and checked. A <i>partial</i> is a file that is not whole yet.
 *
 * <p><b>In:</b> what logs say, which nobody has checked, and what servers answer, which is worse.
 * <b>Out:</b> whole files in the store, or reasons; never an exception for what a server does.
 * Start reading at {@link org.researchtracker.media.fetch.MediaFetch} and {@link
 * org.researchtracker.media.fetch.AddressGuard}.
 *
 * <p><b>Must not:</b> connect to an address that was not checked, send what the log has of
 * passwords, follow a redirect unseen, believe a length or a type, or hold a body in memory.
 */
@NullMarked
package org.researchtracker.media.fetch;

import org.jspecify.annotations.NullMarked;
