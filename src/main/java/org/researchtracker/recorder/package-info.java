/**
 * The recording library, for the program that runs the pipeline.
 *
 * <p>An {@link org.researchtracker.recorder.ExecutionTracker} writes one log; an {@link
 * org.researchtracker.recorder.ExecutionScope} records one execution, with one call for each thing
 * that a pipeline does; an {@link org.researchtracker.recorder.OutputScope} is one pass of its
 * Stage 3-4 loop. A call makes an <em>event</em>, which is <em>accepted</em> to a bounded queue or
 * <em>dropped</em> and counted; a single thread, the <em>writer</em>, turns accepted events into
 * lines, and tells <em>observers</em> once they are <em>written</em>.
 *
 * <p>Comes in: whatever a pipeline hands over, of any quality. Goes out: lines of the log format,
 * by package {@code log}, and counts of what became of each event. This package must never block,
 * throw into or slow down the program that calls it; it needs no library but the JSON reader, and
 * that only to go on after what a log holds already.
 */
@NullMarked
package org.researchtracker.recorder;

import org.jspecify.annotations.NullMarked;
