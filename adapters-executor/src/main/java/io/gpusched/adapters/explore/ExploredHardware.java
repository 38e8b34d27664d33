package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.state.RingWatch;
import io.gpusched.adapters.explore.writer.Activity;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import org.jspecify.annotations.Nullable;

/**
 * Forwards every call to the hardware of a scenario and lets something else happen before and after, where items may overlap. Checks from
 * inside the calls that they come one at a time, as the port promises.
 */
final class ExploredHardware implements ForwardingHardware {
    private final Stage stage;
    private final RingWatch ring;
    private final String name;
    private final Hardware hardware;
    private @Nullable Activity caller;
    private String call = "";
    private int depth;

    ExploredHardware(Stage stage, RingWatch ring, String name, Hardware hardware) {
        this.stage = stage;
        this.ring = ring;
        this.name = name;
        this.hardware = hardware;
    }

    @Override
    public Hardware hardware() {
        return hardware;
    }

    /** {@inheritDoc} A stage has one device. */
    @Override
    public Hardware forDevice() {
        return this;
    }

    private void enter(String what, Job job) {
        Activity current = stage.current();
        if (depth > 0 && caller != current && !stage.callsMayOverlap()) {
            stage.fail(
                    ExplorationRules.ONE_CALL_AT_A_TIME,
                    what + " of " + job + " on " + name + " began while " + call + " was under way");
        }
        if (depth++ == 0) {
            caller = current;
            call = what + " of " + job;
        }
        stage.yieldPoint(what);
    }

    private void leave(String where) {
        stage.yieldPoint(where);
        depth--;
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        enter("run", Job.of(job));
        ring.run(Job.of(job));
        Launch launch = hardware.run(job, new Watched(Job.of(job), completion));
        ring.answered(Job.of(job), launch);
        leave("end of run");
        return launch;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        enter("timedOut", Job.of(job));
        ring.timedOut(Job.of(job));
        Verdict verdict = hardware.timedOut(job, new YieldingRecovery(recovery));
        ring.judged(Job.of(job), verdict);
        leave("end of timedOut");
        return verdict;
    }

    @Override
    public void free(HardwareJob job) {
        enter("free", Job.of(job));
        ring.freed(Job.of(job));
        hardware.free(job);
        leave("end of free");
    }

    @Override
    public void cancel(HardwareJob job) {
        enter("cancel", Job.of(job));
        ring.cancelled(Job.of(job));
        hardware.cancel(job);
        leave("end of cancel");
    }

    @Override
    public void deadline(HardwareJob job, long deadlineNanos) {
        ring.deadline(Job.of(job), deadlineNanos - stage.writer().clock().nanos());
        hardware.deadline(job, deadlineNanos);
    }

    @Override
    public @Nullable Fence prepare(HardwareJob job) {
        ring.prepared(Job.of(job));
        @Nullable Fence fence = hardware.prepare(job);
        stage.prepared(Job.of(job), fence);
        return fence;
    }

    /** Reports to the watch that the hardware is done with a job, before the scheduler learns it. */
    private final class Watched implements Completion {
        private final Job job;
        private final Completion completion;

        Watched(Job job, Completion completion) {
            this.job = job;
            this.completion = completion;
        }

        @Override
        public void complete() {
            ring.over(Job.of(job), null);
            completion.complete();
        }

        @Override
        public void fail(Errno error) {
            ring.over(Job.of(job), error);
            completion.fail(error);
        }

        @Override
        public void fail(Errno error, Throwable cause) {
            ring.over(Job.of(job), error);
            completion.fail(error, cause);
        }
    }

    /** Lets something else happen before each call of the timeout handler. */
    private final class YieldingRecovery implements Recovery {
        private final Recovery recovery;

        YieldingRecovery(Recovery recovery) {
            this.recovery = recovery;
        }

        @Override
        public void stop() {
            stage.yieldPoint("stop");
            recovery.stop();
        }

        @Override
        public void increaseKarma() {
            stage.yieldPoint("blame");
            recovery.increaseKarma();
        }

        @Override
        public void resubmit() {
            stage.yieldPoint("resubmit");
            recovery.resubmit();
        }

        @Override
        public void start(@Nullable Errno error) {
            stage.yieldPoint("start");
            recovery.start(error);
        }

        @Override
        public void release() {
            stage.yieldPoint("release");
            recovery.release();
        }
    }
}
