/**
 * The command line: what was typed goes in, an exit code comes out. Here the program begins and
 * ends; commands and what they stand on have rooms of their own.
 *
 * <p>The <em>tree</em> knows every command and builds the one that is asked for; {@code
 * PlainCommands} does so without picocli where a line allows it. The ground, each above the one
 * before: {@code terminal}, {@code command}, {@code settings}, {@code session}, {@code output},
 * {@code reading}. On it the commands: {@code listing}, {@code media}, {@code bundling}, {@code
 * archiving}, {@code importing}, {@code recording}, {@code serving}, {@code upkeep}, {@code help},
 * {@code completion}. No room knows this package.
 *
 * <p>With its rooms this is the only package that knows picocli, the standard streams and the
 * environment, and the one that puts all others together. It holds no SQL, no JSON and no file
 * formats.
 */
@NullMarked
package org.researchtracker.cli;

import org.jspecify.annotations.NullMarked;
