package io.gpusched.adapters.tck;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import org.jspecify.annotations.Nullable;

/** Passes every call on to the tested hardware, and reports it to the witness. */
final class WitnessedHardware implements ForwardingHardware {
    private final Hardware tested;
    private final Witness witness;
    private final int ring;

    WitnessedHardware(Hardware tested, Witness witness, int ring) {
        this.tested = tested;
        this.witness = witness;
        this.ring = ring;
    }

    @Override
    public Hardware hardware() {
        return tested;
    }

    @Override
    public Hardware forDevice() {
        Hardware another = witness.call("forDevice", null, tested::forDevice);
        return new WitnessedHardware(another, witness, ring);
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        RunRecord run = witness.begin(job, ring);
        witness.note("run(" + run + (job.error() == null ? ")" : ") which bears " + job.error() + " already"));
        Launch launch = witness.call("run", job, () -> tested.run(job, new WitnessedCompletion(run, completion)));
        witness.launched(run, launch);
        return launch;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        witness.timedOut(job);
        WitnessedRecovery watched = new WitnessedRecovery(recovery);
        try {
            Verdict verdict = witness.call("timedOut", job, () -> tested.timedOut(job, watched));
            witness.judged(job, verdict);
            return verdict;
        } finally {
            watched.over = true;
        }
    }

    @Override
    public void free(HardwareJob job) {
        witness.call("free", job, () -> {
            tested.free(job);
            return true;
        });
        witness.freed(job);
    }

    @Override
    public void cancel(HardwareJob job) {
        witness.note("cancel(job " + job.id() + ")");
        witness.call("cancel", job, () -> {
            tested.cancel(job);
            return true;
        });
    }

    @Override
    public void deadline(HardwareJob job, long deadlineNanos) {
        witness.note("deadline(job " + job.id() + ", " + Witness.time(deadlineNanos) + ")");
        witness.call("deadline", job, () -> {
            tested.deadline(job, deadlineNanos);
            return true;
        });
    }

    @Override
    public boolean overlaps() {
        return witness.call("overlaps", null, tested::overlaps);
    }

    @Override
    public @Nullable Fence prepare(HardwareJob job) {
        return witness.<@Nullable Fence>call("prepare", job, () -> tested.prepare(job));
    }

    /** The completion of one run, with the witness on its way. */
    private final class WitnessedCompletion implements Completion {
        private final RunRecord run;
        private final Completion completion;

        WitnessedCompletion(RunRecord run, Completion completion) {
            this.run = run;
            this.completion = completion;
        }

        @Override
        public void complete() {
            witness.ended(run, null, "completion");
            completion.complete();
        }

        @Override
        public void fail(Errno error) {
            report(error);
            completion.fail(error);
        }

        @Override
        public void fail(Errno error, Throwable cause) {
            report(error);
            completion.fail(error, cause);
        }

        private void report(@Nullable Errno error) {
            if (error == null) {
                witness.offence(Witness.Offence.NO_ERROR, "fail(null) was called for " + run);
            }
            witness.ended(run, error, "failure with " + error);
        }
    }

    /** Notes what a timeout handler does, and whether it does so in time. */
    private final class WitnessedRecovery implements Recovery {
        private final Recovery recovery;
        private boolean over;
        private boolean stopped;

        WitnessedRecovery(Recovery recovery) {
            this.recovery = recovery;
        }

        private void report(String what) {
            if (over) {
                witness.offence(
                        Witness.Offence.LATE_RECOVERY,
                        "recovery." + what + "() was called after timedOut had returned");
            }
            witness.note("recovery." + what + "()");
        }

        @Override
        public void stop() {
            report("stop");
            stopped = true;
            recovery.stop();
        }

        @Override
        public void increaseKarma() {
            report("increaseKarma");
            recovery.increaseKarma();
        }

        @Override
        public void resubmit() {
            report("resubmit");
            requireStopped("resubmit");
            recovery.resubmit();
        }

        @Override
        public void start(@Nullable Errno error) {
            report("start");
            requireStopped("start");
            recovery.start(error);
        }

        private void requireStopped(String what) {
            if (!stopped) {
                witness.offence(
                        Witness.Offence.RECOVERY_ORDER, "recovery." + what + "() was called without recovery.stop()");
            }
        }

        @Override
        public void release() {
            report("release");
            recovery.release();
        }
    }
}
