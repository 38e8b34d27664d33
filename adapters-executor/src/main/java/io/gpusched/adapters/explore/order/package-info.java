/**
 * The order of events: what a writer guarantees about it ({@link Guarantees}), and who chooses where that leaves a choice ({@link
 * Interleaving}).
 */
@NullMarked
package io.gpusched.adapters.explore.order;

import org.jspecify.annotations.NullMarked;
