/**
 * The media store: bytes that were brought from elsewhere and are kept, because they may be gone
 * where they came from.
 *
 * <p><b>Vocabulary.</b> <i>Content</i> is bytes by their SHA-256: written once, never changed. The
 * <i>catalogue</i> says of an item which content is its medium, from where it came and when, or why
 * the last attempt to bring it failed. An <i>entry</i> is one item's place in the catalogue, found
 * by its execution, its number and what was asked for.
 *
 * <p><b>In:</b> bytes with their {@link org.researchtracker.media.store.Origin origin}. <b>Out:</b>
 * files inside the store, by {@link org.researchtracker.media.store.StoreSource}. Start reading at
 * {@link org.researchtracker.media.store.MediaStore}.
 *
 * <p><b>Must not:</b> be treated as a cache: what it holds may exist nowhere else. Bytes that an
 * entry names are never deleted, a reader creates nothing, and no address is kept with its
 * credentials.
 */
@NullMarked
package org.researchtracker.media.store;

import org.jspecify.annotations.NullMarked;
