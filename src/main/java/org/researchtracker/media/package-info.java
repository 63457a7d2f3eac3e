/**
 * Where a medium's bytes are, and what they truly are.
 *
 * <p><b>Vocabulary.</b> A <i>medium</i> is what an item of a log points at: a picture, a sound, a
 * film, a 3D model, a text. A {@link org.researchtracker.media.MediaReference reference} is what
 * the log says of it. A <i>root</i> is a folder whose files may be read; everything else is outside
 * and is never opened. A {@link org.researchtracker.media.Resolution resolution} is the answer: a
 * file inside a root, bytes that stood in the log itself, or the reason why there are none. A
 * <i>format</i> is told by the bytes, never by a claim.
 *
 * <p><b>In:</b> references, {@link org.researchtracker.media.MediaRoots roots} and a {@link
 * org.researchtracker.media.PathMap map} of paths. <b>Out:</b> one verdict for each reference,
 * never an exception. Start reading at {@link org.researchtracker.media.MediaResolver} and {@link
 * org.researchtracker.media.MediaSniffer}.
 *
 * <p><b>Must not:</b> open a file before its real path is known to lie in a root, look into the
 * working folder, reach for the network unasked, alter bytes (but in copies whose metadata are to
 * go), or name a path of this machine in a verdict (verdicts end in bundles).
 */
@NullMarked
package org.researchtracker.media;

import org.jspecify.annotations.NullMarked;
