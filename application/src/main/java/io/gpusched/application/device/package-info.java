/**
 * The way in for code on the writer: a device, the settings of its schedulers, the reasons for which it refuses a job, and a wait for a
 * fence.
 */
@NullMarked
package io.gpusched.application.device;

import org.jspecify.annotations.NullMarked;
