/**
 * Strategies: each {@link Search} provides one interleaving after another, and the interleavings of this package choose by chance, by
 * priority or from a record.
 */
@NullMarked
package io.gpusched.adapters.explore.search;

import org.jspecify.annotations.NullMarked;
