package io.gpusched.files.trace;

/**
 * A tracepoint of the kernel's scheduler that was passed, as data: what a recording holds, whatever its form.
 *
 * @kernel drivers/gpu/drm/scheduler/gpu_scheduler_trace.h
 */
public sealed interface SchedulerTracepoint {
    /** Returns when, in nanoseconds from the start of the run. */
    long nanos();

    /** Returns who passed it. */
    Task task();

    /** Returns the name of the event. */
    String name();

    /** Returns the fields as the kernel prints them. */
    String fields();

    /**
     * A task, as a recording knows it.
     *
     * @param name at most 15 bytes
     * @param pid 0 is the idle task
     */
    record Task(String name, int pid) {}

    /** A fence. */
    record FenceId(long context, long seqno) {
        @Override
        public String toString() {
            return context + ":" + seqno;
        }
    }

    /**
     * A job was queued, or went to the hardware.
     *
     * @param isRun whether it went to the hardware
     * @param device the device's name
     * @param fence the job's finished fence
     * @param ring the ring's name
     * @param jobCount jobs in the entity's queue, this one not included
     * @param hardwareJobCount credits in flight
     * @param clientId the client's number
     */
    record Counted(
            long nanos,
            Task task,
            boolean isRun,
            String device,
            FenceId fence,
            String ring,
            int jobCount,
            int hardwareJobCount,
            long clientId)
            implements SchedulerTracepoint {
        @Override
        public String name() {
            return isRun ? "drm_sched_job_run" : "drm_sched_job_queue";
        }

        @Override
        public String fields() {
            return "dev=" + device + ", fence=" + fence + ", ring=" + ring + ", job count:" + jobCount
                    + ", hw job count:" + hardwareJobCount + ", client_id:" + clientId;
        }
    }

    /** The hardware is done with a job. */
    record Done(long nanos, Task task, FenceId fence) implements SchedulerTracepoint {
        @Override
        public String name() {
            return "drm_sched_job_done";
        }

        @Override
        public String fields() {
            return "fence=" + fence + " signaled";
        }
    }

    /**
     * A job was queued with a dependency, or has to wait for it.
     *
     * @param isWait whether it has to wait
     * @param fence the job's finished fence
     * @param on the fence that it depends on
     */
    record Dependency(long nanos, Task task, boolean isWait, FenceId fence, FenceId on) implements SchedulerTracepoint {
        @Override
        public String name() {
            return isWait ? "drm_sched_job_unschedulable" : "drm_sched_job_add_dep";
        }

        @Override
        public String fields() {
            return "fence=" + fence + " depends on " + (isWait ? "unsignalled " : "") + "fence=" + on;
        }
    }
}
