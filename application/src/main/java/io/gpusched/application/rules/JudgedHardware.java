package io.gpusched.application.rules;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import org.jspecify.annotations.Nullable;

/** Hardware that is as another one, and whose calls {@link PortRules} are told of. */
final class JudgedHardware implements Hardware {
    private final PortRules rules;
    private final Hardware hardware;

    JudgedHardware(PortRules rules, Hardware hardware) {
        this.rules = rules;
        this.hardware = hardware;
    }

    @Override
    public Launch run(Job job, Completion completion) {
        rules.runs(job);
        Launch launch = hardware.run(job, completion);
        rules.answers(job, launch);
        return launch;
    }

    @Override
    public Verdict timedOut(Job job, Recovery recovery) {
        rules.asks(job);
        Verdict verdict = hardware.timedOut(job, new WatchedRecovery(job, recovery));
        rules.judges(job, verdict);
        return verdict;
    }

    @Override
    public void free(Job job) {
        rules.frees(job);
        hardware.free(job);
    }

    @Override
    public void cancel(Job job) {
        rules.cancels(job);
        hardware.cancel(job);
    }

    @Override
    public void deadline(Job job, long deadlineNanos) {
        rules.wants(job, deadlineNanos);
        hardware.deadline(job, deadlineNanos);
    }

    @Override
    public boolean overlaps() {
        return hardware.overlaps();
    }

    @Override
    public Hardware forDevice() {
        Hardware own = hardware.forDevice();
        return own == hardware ? this : new JudgedHardware(rules, own);
    }

    @Override
    public @Nullable Fence prepare(Job job) {
        rules.prepares(job);
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
            rules.blames(bad);
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
