package io.gpusched.adapters.executor;

import org.jspecify.annotations.Nullable;

/**
 * The end of a writer: its failure, if any, and what it left undone.
 *
 * @param failure what a step threw, or why the executor runs no more turns; null if the writer was closed
 * @param droppedSteps posted steps that were accepted and did not run; 0 unless the writer failed
 * @param droppedItems work items that were queued and did not run
 * @param disarmedTimers timers that were armed and did not fire
 */
public record Ending(@Nullable Throwable failure, long droppedSteps, long droppedItems, long disarmedTimers) {}
