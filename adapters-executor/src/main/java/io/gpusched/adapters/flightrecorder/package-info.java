/**
 * What a shared device does, as events of JDK Flight Recorder: each job, each timeout, and snapshots at intervals. It adds nothing to the
 * class path, and costs nothing while no recording runs.
 */
@NullMarked
package io.gpusched.adapters.flightrecorder;

import org.jspecify.annotations.NullMarked;
