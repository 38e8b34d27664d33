/**
 * A writer in virtual time whose next step an {@link io.gpusched.adapters.explore.order.Interleaving} chooses: its work items, timers and
 * threads, who they belong to, and the choices that were made.
 *
 * <p>{@link ExploredWriter} gathers what may happen next from {@link WorkLine} and {@link TimerLine}, asks, and performs it; where items
 * overlap, {@link Strands} gives each a stack of its own.
 */
@NullMarked
package io.gpusched.adapters.explore.writer;

import org.jspecify.annotations.NullMarked;
