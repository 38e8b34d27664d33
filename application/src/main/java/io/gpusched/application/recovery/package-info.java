/**
 * How a driver recovers from a hang: in which steps, how long they take, and which rings they concern.
 *
 * <pre>
 *   a job times out ──▶ cancel the job ──fails──▶ reset the ring ──fails──▶ reset the device ──fails──▶ the device is gone
 *                              │                       │                          │                          │
 *                              ▼                       ▼                          ▼                          ▼
 *                       the ring goes on       its jobs run again       all rings' jobs run again      all jobs end; it may come back
 * </pre>
 *
 * A {@link io.gpusched.application.recovery.RecoveryPlan} says it as data; a {@link io.gpusched.application.recovery.ResetDomain} does it.
 */
@NullMarked
package io.gpusched.application.recovery;

import org.jspecify.annotations.NullMarked;
