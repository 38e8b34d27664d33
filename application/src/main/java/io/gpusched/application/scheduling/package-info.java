/**
 * The scheduler's verbs: one work item, one class, one kernel function. They run on the device's writer, use the ports, and leave all
 * decisions to the domain.
 */
@NullMarked
package io.gpusched.application.scheduling;

import org.jspecify.annotations.NullMarked;
