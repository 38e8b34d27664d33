/**
 * The test kit: a writer and hardware that a test moves by hand, and short ways to say what a device and its jobs are like. For this
 * project's own tests and for those of everybody who writes hardware or uses a device.
 *
 * <p>What must be true of every device is in {@link io.gpusched.application.rules.SchedulerInvariants}.
 */
@NullMarked
package io.gpusched.testkit;

import org.jspecify.annotations.NullMarked;
