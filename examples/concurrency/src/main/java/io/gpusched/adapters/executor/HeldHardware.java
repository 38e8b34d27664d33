package io.gpusched.adapters.executor;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.sched.HardwareJob;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes a job and holds it until somebody says that it is done. */
final class HeldHardware implements Hardware {
    private final AtomicReference<@Nullable Completion> held = new AtomicReference<>();

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        held.set(completion);
        return Launch.Accepted.RUNNING;
    }

    /** Completes the job, from any thread. */
    void complete() {
        Completion completion = held.get();
        if (completion != null) {
            completion.complete();
        }
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        return Verdict.NO_HANG;
    }

    @Override
    public void free(HardwareJob job) {}
}
