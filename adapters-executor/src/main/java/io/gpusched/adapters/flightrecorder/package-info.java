/**
 * What a device does, as events of JDK Flight Recorder: each job, each timeout, and now and then a snapshot. Nothing is added to the class
 * path, and nothing is paid while nobody records.
 */
@NullMarked
package io.gpusched.adapters.flightrecorder;

import org.jspecify.annotations.NullMarked;
