/**
 * The vocabulary of the tool: values only, without input or output.
 *
 * <p>An <em>execution</em> is one run of the pipeline; its <em>head</em> says who, where and with
 * which config; its <em>items</em> are the steps that were logged, each with a sequence number. An
 * <em>output</em> is an item of stage 4; the Stage 3-4 loop makes one pass, an <em>iteration</em>,
 * for each requested output config. A {@link org.researchtracker.model.Selection} says which
 * executions and items a command is about.
 *
 * <p>Comes in: parsed fields. Goes out: immutable values. This package imports nothing else of the
 * project and reads no file.
 */
@NullMarked
package org.researchtracker.model;

import org.jspecify.annotations.NullMarked;
