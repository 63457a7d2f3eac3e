/**
 * The command line: what was typed goes in, an exit code comes out. The only package that knows
 * picocli, the standard streams and the environment, and the one that puts all others together. It
 * holds no SQL, no JSON and no file formats.
 */
@NullMarked
package org.researchtracker.cli;

import org.jspecify.annotations.NullMarked;
