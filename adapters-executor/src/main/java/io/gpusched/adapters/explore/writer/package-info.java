/**
 * A writer in virtual time whose next step somebody else chooses, and the parts of it: work, timers, threads, choices.
 *
 * <p>{@link ExploredWriter} gathers the alternatives from {@link WorkLine} and {@link TimerLine}, lets an {@link
 * io.gpusched.adapters.explore.order.Interleaving} choose, and performs the chosen {@link Activity}. Where items overlap, {@link Strands} gives
 * each a stack of its own.
 */
@NullMarked
package io.gpusched.adapters.explore.writer;

import org.jspecify.annotations.NullMarked;
