package io.gpusched.application.event;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.JobFences;

/** The name of a fence in an event. */
public sealed interface FenceName {
    /** The fence that signals when a job is done; written {@code j7}. */
    record Finished(long job) implements FenceName {
        @Override
        public String toString() {
            return "j" + job;
        }
    }

    /** The fence that signals when a job goes to the hardware; written {@code j7.s}. */
    record Scheduled(long job) implements FenceName {
        @Override
        public String toString() {
            return "j" + job + ".s";
        }
    }

    /** A fence that is no job's; written as its name. */
    record External(String name) implements FenceName {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns the name of a fence. */
    static FenceName of(Fence fence) {
        if (fence.source() instanceof JobFences fences) {
            return fence == fences.finished() ? new Finished(fences.jobId()) : new Scheduled(fences.jobId());
        }
        return new External(fence.source().timelineName());
    }
}
