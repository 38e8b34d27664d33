package io.gpusched.application.rules;

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

/** Forwards every call to another hardware and reports it to the rules. */
final class ReportingHardware implements ForwardingHardware {
    private final Judge judge;
    private final Hardware hardware;

    ReportingHardware(Judge judge, Hardware hardware) {
        this.judge = judge;
        this.hardware = hardware;
    }

    @Override
    public Hardware hardware() {
        return hardware;
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        judge.runs(Job.of(job));
        Launch launch = hardware.run(job, completion);
        judge.answers(Job.of(job), launch);
        return launch;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        judge.asks(Job.of(job));
        Verdict verdict = hardware.timedOut(job, new WatchedRecovery(Job.of(job), recovery));
        judge.judges(Job.of(job), verdict);
        return verdict;
    }

    @Override
    public void free(HardwareJob job) {
        judge.frees(Job.of(job));
        hardware.free(job);
    }

    @Override
    public void cancel(HardwareJob job) {
        judge.cancels(Job.of(job));
        hardware.cancel(job);
    }

    @Override
    public void deadline(HardwareJob job, long deadlineNanos) {
        judge.wants(Job.of(job), deadlineNanos);
        hardware.deadline(job, deadlineNanos);
    }

    @Override
    public Hardware forDevice() {
        Hardware own = hardware.forDevice();
        return own == hardware ? this : new ReportingHardware(judge, own);
    }

    @Override
    public @Nullable Fence prepare(HardwareJob job) {
        judge.prepares(Job.of(job));
        return hardware.prepare(job);
    }

    /** What the timeout handler does about a job. */
    private final class WatchedRecovery implements Recovery {
        private final Job bad;
        private final Recovery recovery;

        WatchedRecovery(Job bad, Recovery recovery) {
            this.bad = bad;
            this.recovery = recovery;
        }

        @Override
        public void stop() {
            recovery.stop();
        }

        @Override
        public void increaseKarma() {
            judge.blames(bad);
            recovery.increaseKarma();
        }

        @Override
        public void resubmit() {
            recovery.resubmit();
        }

        @Override
        public void start(@Nullable Errno error) {
            recovery.start(error);
        }

        @Override
        public void release() {
            recovery.release();
        }
    }
}
