/**
 * The Research API: what the command line reads, over HTTP, and the page for people.
 *
 * <p><b>Vocabulary.</b> A <em>route</em> is a path that is answered, with the parameters that it
 * takes; a <em>call</em> is one request for it; a <em>reply</em> is the answer on its way. A
 * <em>token</em> is a secret that gives <em>access</em> by one of the views. A <em>problem</em> is
 * an answer that says what was wrong with a request. <em>Listeners</em> are clients that wait for
 * events.
 *
 * <p><b>In:</b> requests, all of them untrusted, and what {@link
 * org.researchtracker.server.Research} reads from. <b>Out:</b> JSON that is byte for byte that of
 * the command line, bundles, media, events. Start reading at {@link
 * org.researchtracker.server.ApiServer} and {@code Routes}.
 *
 * <p><b>Must not:</b> write anything but bundles to those who ask for them, give out a file that
 * package {@code media} did not find, tell of this machine's files, wait for a slow client, or use
 * the web server's classes outside of this package.
 */
@NullMarked
package org.researchtracker.server;

import org.jspecify.annotations.NullMarked;
