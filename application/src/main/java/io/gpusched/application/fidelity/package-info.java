/**
 * How closely a replay follows its recording: the order in which jobs ran, their waits, and the cause of each difference.
 *
 * <pre>{@code
 * Recording, JobTimes of the replay --> Timings --> RunOrder               the order on each ring
 *                                          |------> RingHistory            what was in flight
 *                                          `------> Readiness --> Diagnosis --> Cause
 *                                                   Fidelity sums all of them up
 * }</pre>
 */
@NullMarked
package io.gpusched.application.fidelity;

import org.jspecify.annotations.NullMarked;
