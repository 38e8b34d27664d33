/**
 * Which order of events is possible, and the point at which it is chosen: {@link Rules} (the promises of {@link Queues} and {@link
 * Timing}) decide which {@link Options} there are, and an {@link Interleaving} chooses among them.
 */
@NullMarked
package io.gpusched.adapters.explore.order;

import org.jspecify.annotations.NullMarked;
