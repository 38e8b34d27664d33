/**
 * The scheduler's work items, one class for each kernel function, and what they share: the timeout, runs on the hardware, deadlines and
 * flushes. They run on the device's writer, use the ports, and leave all decisions to the domain.
 */
@NullMarked
package io.gpusched.application.scheduling;

import org.jspecify.annotations.NullMarked;
