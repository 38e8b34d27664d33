/**
 * The state of a schedule, as far as its future depends on it, summed up in a fingerprint.
 *
 * <p>{@link StateWatch} remembers what the state itself does not show, and {@link Fingerprint} sums up both.
 */
@NullMarked
package io.gpusched.adapters.explore.state;

import org.jspecify.annotations.NullMarked;
