/**
 * Ways through the space of schedules: each {@link Search} gives an interleaving for the next schedule, and the interleavings are here as
 * well.
 */
@NullMarked
package io.gpusched.adapters.explore.search;

import org.jspecify.annotations.NullMarked;
