/**
 * The state of a schedule, as far as the future depends on it, summed up in a fingerprint.
 *
 * <pre>
 *   tracepoints, calls to hardware            device, queues, timers
 *        |                                        |
 *   StateWatch, RingWatch (what is past)          |  (what is)
 *        \                                        /
 *               Fingerprint, 128 bits
 * </pre>
 */
@NullMarked
package io.gpusched.adapters.explore.state;

import org.jspecify.annotations.NullMarked;
