package io.gpusched.application.workload;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;

/**
 * Hardware that can play one workload, on one device. A {@link BackendProvider} makes it.
 *
 * @see BackendProvider
 */
public interface Backend {
    /** Returns the name of its provider, for people. */
    String name();

    /**
     * Returns the backend for one device, whose rings may have to do with each other. Called on the writer, once, before the first ring.
     *
     * @param device a device without schedulers
     */
    default Backend of(Device device) {
        return this;
    }

    /**
     * Does what a driver does before one of its schedulers is destroyed: a recovery that is under way on its ring is over. Called on the
     * writer.
     *
     * @param scheduler the id of the scheduler
     * @kernel cancel_work_sync() of the reset work, before drm_sched_fini()
     */
    default void beforeTeardown(int scheduler) {}

    /**
     * Tells whether a ring is stopped by a recovery. Nobody else may start it then; the recovery does at its end.
     *
     * @param scheduler the id of the scheduler
     * @kernel amdgpu_reset_domain.sem, which keeps everything else off the hardware
     */
    default boolean isRecovering(int scheduler) {
        return false;
    }

    /**
     * Tells whether its hardware remembers something that neither follows from the calls since its rings were idle nor is in {@link #state}. Then an
     * exploration cannot tell whether it has seen a state before, and runs every order.
     */
    default boolean hidesState() {
        return true;
    }

    /**
     * Returns how many resources its hardware holds for jobs: memory, handles, processes. The contract kit expects 0 when all jobs are freed.
     * Called on the writer.
     */
    default long resourcesHeld() {
        return 0;
    }

    /** Returns a number that is equal for states with the same future of what the hardware remembers beyond its rings. */
    default long state() {
        return 0;
    }

    /**
     * Makes the hardware under one scheduler. Called on the writer.
     *
     * @param ring what the workload says about it
     * @param writer the device's writer, for time and for completions
     */
    Hardware open(Workload.SchedulerLine ring, Writer writer);

    /** Makes a message that the workload names: what the driver of this hardware does at it. */
    default Message message(String text) {
        return new NamedMessage(text);
    }
}
