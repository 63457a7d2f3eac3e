/**
 * What holds for every command: the options that all of them take, the environment, the settings
 * file and what holds by default.
 *
 * <p>A <em>setting</em> has a name, mostly an option and a variable; its <em>value</em> is as it
 * was written, and says its <em>place</em>: where it was written. The <em>folders</em> of the user
 * are those of the XDG specification.
 *
 * <p>Comes in: options as typed, a console, a file that anybody may have edited. Goes out: {@link
 * org.researchtracker.cli.settings.Settings}, checked, with the place in each error. This room
 * opens nothing but the settings file.
 */
@NullMarked
package org.researchtracker.cli.settings;

import org.jspecify.annotations.NullMarked;
